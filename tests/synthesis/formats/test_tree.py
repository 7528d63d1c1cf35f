from json import dumps

from synthesis.formats.tree import map_strings, plain_document
from tests.synthesis.formats.documents import made


def test_the_tree_is_made_of_values_json_knows() -> None:
    assert dumps(plain_document(made().document))


def test_every_text_of_a_tree_is_changed() -> None:
    assert map_strings({"a": ["b", {"c": "d"}], "e": 1, "f": None}, str.upper) == {
        "a": ["B", {"c": "D"}],
        "e": 1,
        "f": None,
    }
