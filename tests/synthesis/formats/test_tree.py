from json import dumps

from synthesis.formats.tree import document_from_bytes, document_to_bytes, map_strings, plain_document
from tests.synthesis.formats.documents import hostile_corpus, made


def test_the_tree_is_made_of_values_json_knows() -> None:
    assert dumps(plain_document(made().document))


def test_every_text_of_a_tree_is_changed() -> None:
    assert map_strings({"a": ["b", {"c": "d"}], "e": 1, "f": None}, str.upper) == {
        "a": ["B", {"c": "D"}],
        "e": 1,
        "f": None,
    }


def test_a_document_is_read_back_as_it_was() -> None:
    for document in (made().document, made(hostile_corpus()).document):
        assert document_from_bytes(document_to_bytes(document)) == document
