from pathlib import Path

from markupsafe import Markup

from consult.kit.text.marks import mark
from consult.kit.text.synonyms import Synonyms
from search.finder import find
from search.query import parse
from tests.factories.search import asked, ids, make_document, make_engine


def test_a_word_no_text_has_is_looked_for_as_the_closest_and_it_is_said(tmp_path: Path) -> None:
    engine = make_engine(tmp_path, make_document(text="la portabilité des données", id=1))
    found = find(engine, asked("portabilté"))
    assert ids(found.results.hits) == [1]
    assert found.corrected == {"portabilté": ["portabilité"]}
    assert mark("la portabilité", found.wanted) == Markup("la <mark>portabilité</mark>")


def test_a_rare_word_is_found_as_typed_and_a_frequent_one_is_only_suggested(tmp_path: Path) -> None:
    texts = [make_document(text="le numérique") for _ in range(25)]
    engine = make_engine(tmp_path, make_document(text="le numérqiue", id=999), *texts)
    found = find(engine, asked("numérqiue"))
    assert ids(found.results.hits) == [999]
    assert found.suggested == {"numérqiue": "numérique"}
    assert found.corrected == {}


def test_when_few_texts_have_every_word_those_with_some_are_added_and_it_is_said(tmp_path: Path) -> None:
    engine = make_engine(tmp_path, make_document(text="eau et gaz", id=1), make_document(text="eau", id=2))
    found = find(engine, asked("eau gaz"))
    assert ids(found.results.hits) == [1, 2]
    assert found.widened
    assert found.complete == 1


def test_when_many_texts_have_every_word_no_other_is_added(tmp_path: Path) -> None:
    both = [make_document(text="eau et gaz") for _ in range(10)]
    found = find(make_engine(tmp_path, make_document(text="eau"), *both), asked("eau gaz"))
    assert found.results.total == 10
    assert not found.widened


def test_phrases_and_beginnings_are_never_corrected(tmp_path: Path) -> None:
    found = find(make_engine(tmp_path, make_document(text="portabilité")), asked('"portabilté" portabilt*'))
    assert found.results.total == 0
    assert found.corrected == {}
    assert found.suggested == {}


def test_an_expression_with_equivalents_that_no_text_holds_is_looked_for_word_by_word(tmp_path: Path) -> None:
    known = Synonyms([["zone blanche", "désert numérique"]])
    engine = make_engine(
        tmp_path, make_document(text="les zones rurales", id=1), make_document(text="un bus", id=2)
    )
    found = find(engine, parse("zones blanches", known))
    assert ids(found.results.hits) == [1]
    assert found.widened
    assert found.complete == 0


def test_an_expression_some_text_holds_stays_whole(tmp_path: Path) -> None:
    known = Synonyms([["zone blanche", "désert numérique"]])
    engine = make_engine(tmp_path, *(make_document(text=words) for words in ("désert numérique", "zone rurale")))
    found = find(engine, parse("zone blanche", known))
    assert (found.complete, found.results.total) == (1, 1)
