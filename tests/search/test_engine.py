"""What both engines owe: the same questions, the same answers."""

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

from consult.kit.text.synonyms import Synonyms
from search.engine import Document, Engine, Facet, SearchUnavailable, Sort
from search.postgresql_engine import PostgresqlEngine
from search.query import parse
from search.whoosh_engine import WhooshEngine
from tests.factories.search import asked, ids, make_document

Build = Callable[..., Engine]
SERVER = os.environ.get("TEST_DATABASE_URL", "postgresql:///postgres?host=/var/run/postgresql")


@pytest.fixture(scope="module")
def server() -> Iterator[object]:
    """Return a connection pool on a PostgreSQL server, where the index keeps to its own schema."""
    database = create_engine(SERVER.replace("postgresql://", "postgresql+psycopg://"))
    try:
        database.connect().close()
    except OperationalError:
        message = "PostgreSQL does not answer: install the package postgresql and start it"
        pytest.fail(message) if os.environ.get("REQUIRE_ALL") == "1" else pytest.skip(message)
    yield database
    with database.begin() as connection:
        connection.execute(text("DROP SCHEMA IF EXISTS consult_search CASCADE"))
    database.dispose()


@pytest.fixture(params=["whoosh", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Engine:
    """Return each engine in turn, before it has an index."""
    if request.param == "whoosh":
        return WhooshEngine(tmp_path / "search")
    database = request.getfixturevalue("server")
    with database.begin() as connection:
        connection.execute(text("DROP SCHEMA IF EXISTS consult_search CASCADE"))
    return PostgresqlEngine(database)


@pytest.fixture
def build(empty: Engine) -> Build:
    """Return a function that files documents and gives the engine."""

    def filed(*documents: Document) -> Engine:
        empty.rebuild(documents)
        return empty

    return filed


def found(engine: Engine, typed: str) -> list[int]:
    return ids(engine.search(asked(typed)).hits)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("fiscalité", "une réforme fiscale"),
        ("lycee", "le lycée"),
        ('"droit à l’oubli"', "Le droit à l'oubli."),
        ("porta*", "la portabilité"),
        ("égaux -fibre", "l'égalité"),
        ('"droit à l’oubli"', "Le droit de l'oubli."),
    ],
)
def test_a_text_is_found(build: Build, typed: str, text: str) -> None:
    engine = build(make_document(text=text, id=1), make_document(text="autre chose", id=2))
    assert found(engine, typed) == [1]


def test_an_acronym_in_capitals_finds_itself_first_and_then_its_family(build: Build, monkeypatch) -> None:
    monkeypatch.setattr("search.tsquery.MOST_WEIGHED", 2)
    cafes = [make_document("Cafés et cafés", "Un café", id=number, support=90) for number in (1, 2, 3)]
    long = make_document("Permanences", "mot " * 200 + "la CAF", id=4)
    engine = build(*cafes, long, make_document("La CAF au village", id=5), make_document("rien", id=6))
    assert found(engine, "CAF") == [5, 4, 1, 2, 3]
    assert found(engine, "permanences CAF")[0] == 4


def test_an_acronym_and_its_words_find_each_other_and_no_word_of_its_family(build: Build) -> None:
    said = Synonyms([["CAF", "caisse d’allocations familiales"]])
    texts = "la CAF", "la caisse d’allocations familiales", "un café"
    engine = build(*(make_document(text=text, id=number) for number, text in enumerate(texts, 1)))
    answers = {
        typed: ids(engine.search(parse(typed, said)).hits) for typed in ("CAF", "allocations familiales", "cafés")
    }
    assert answers["CAF"][0] == 1
    assert set(answers["CAF"]) == {1, 2, 3}
    assert answers["allocations familiales"] == [2]
    assert set(ids(engine.search(parse("caisse d’allocations familiales", said)).hits)) == {1, 2}
    assert set(answers["cafés"]) == {1, 3}


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ('"oubli du droit"', "Le droit à l'oubli."),
        ('"santé fibre"', "santé. Et puis la fibre"),
        ('"droit à l’oubli"', "droit oubli"),
        ("eau -fibre", "l'eau et la fibre"),
        ("eau gaz", "l'eau"),
        ("eau theme:culture", "l'eau"),
        ("eau auteur:Camille", "l'eau"),
        ("eau -pol*", "l'eau polluée"),
    ],
)
def test_a_text_is_not_found(build: Build, typed: str, text: str) -> None:
    assert found(build(make_document(text=text, theme="Santé", author="Dominique")), typed) == []


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("library", "We should open the libraries on Sundays"),
        ("the library", "We should open the libraries on Sundays"),
        ('"open the library"', "We should open the libraries on Sundays"),
        ("internet", "Free access to the internet for all"),
        ("internet", "L'internet pour tous"),
        ("sunday*", "We should open on Sundays"),
        ("librairies", "La librairie du village"),
    ],
)
def test_a_text_is_found_in_its_own_language(build: Build, typed: str, text: str) -> None:
    engine = build(
        make_document(text=text, id=1), make_document(text="Autre chose, pour tous et pour la vie", id=2)
    )
    assert found(engine, typed) == [1]


def test_english_endings_are_not_cut_from_the_words_of_a_french_text(build: Build) -> None:
    engine = build(
        make_document(text="L'open data pour tous les villages", id=1),
        make_document(text="We must open the data of the villages", id=2),
    )
    assert found(engine, "opening") == [2]
    assert sorted(found(engine, "open")) == [1, 2]


def test_a_theme_and_an_author_are_found_by_their_words(build: Build) -> None:
    engine = build(make_document(id=1, theme="Santé et soins", author="Camille Berry"))
    assert found(engine, "theme:sante") == found(engine, 'auteur:"camille berry"') == [1]


def test_a_title_counts_more_than_a_text_and_the_form_typed_more_than_its_family(build: Build) -> None:
    engine = build(
        make_document("Rien", "la fibre pour tous et partout", id=1),
        make_document("La fibre", "pour tous et partout", id=2),
        make_document("Rien", "les fibres pour tous et partout", id=3),
    )
    assert found(engine, "fibre") == [2, 1, 3]


@pytest.mark.parametrize("typed", ["portabilité", "portabilite", "PORTABILITE"])
def test_titles_with_the_word_itself_come_before_those_of_its_family(build: Build, typed: str) -> None:
    engine = build(
        make_document("Une donnée portable", "La portabilité, oui. La portabilité, vite.", id=1),
        make_document("Article 12 du projet de loi, ou la portabilité", "Tout est dit et redit plus haut.", id=2),
        make_document("Autre chose", "Des données portables", id=3),
    )
    assert found(engine, typed) == [2, 1, 3]


def test_support_then_recency_settle_what_is_equal(build: Build) -> None:
    engine = build(
        make_document(text="eau", id=1, days_ago=2),
        make_document(text="eau", id=2, days_ago=1),
        make_document(text="eau", id=3, days_ago=3, support=9),
    )
    assert found(engine, "eau") == [3, 2, 1]


@pytest.mark.parametrize(("sort", "expected"), [(Sort.RECENT, [2, 1, 3]), (Sort.SUPPORTED, [3, 1, 2])])
def test_other_orders_are_kept_to(build: Build, sort: Sort, expected: list[int]) -> None:
    engine = build(
        make_document("eau", "eau eau", id=1, days_ago=2, support=1),
        make_document(text="eau", id=2, days_ago=1),
        make_document(text="eau", id=3, days_ago=3, support=9),
    )
    assert ids(engine.search(replace(asked("eau"), sort=sort)).hits) == expected


def test_facets_count_what_each_choice_would_give(build: Build) -> None:
    engine = build(
        make_document(text="eau", theme_slug="sante"),
        make_document(text="eau", theme_slug="sante", kind="argument"),
        make_document(text="eau", theme_slug="culture"),
        make_document(text="gaz", theme_slug="culture"),
    )
    results = engine.search(replace(asked("eau"), chosen={Facet.THEME: "sante"}))
    assert results.total == 2
    assert results.facets[Facet.THEME] == {"sante": 2, "culture": 1}
    assert results.facets[Facet.KIND] == {"proposal": 1, "argument": 1}


@pytest.mark.parametrize("facet", Facet)
def test_every_facet_narrows_and_counts(build: Build, facet: Facet) -> None:
    engine = build(*(replace(make_document(text="eau"), facets={facet: value}) for value in ("a", "a", "b", "")))
    results = engine.search(replace(asked("eau"), chosen={facet: "a"}))
    assert results.total == 2
    assert results.facets[facet] == {"a": 2, "b": 1}


def test_choices_of_several_facets_are_all_kept_to(build: Build) -> None:
    engine = build(
        make_document(text="eau", id=1, period="2026-10", territory="45"),
        make_document(text="eau", id=2, period="2026-11", territory="45"),
        make_document(text="eau", id=3, period="2026-11", territory="37"),
    )
    results = engine.search(replace(asked("eau"), chosen={Facet.PERIOD: "2026-11", Facet.TERRITORY: "45"}))
    assert ids(results.hits) == [2]
    assert results.facets[Facet.PERIOD] == {"2026-10": 1, "2026-11": 1}
    assert results.facets[Facet.TERRITORY] == {"45": 1, "37": 1}


def test_pages_follow_each_other_and_the_total_is_of_all(build: Build) -> None:
    engine = build(*(make_document(text="eau", days_ago=day) for day in range(45)))
    pages = [engine.search(replace(asked("eau"), offset=offset)) for offset in (0, 20, 40, 60)]
    assert [len(page.hits) for page in pages] == [20, 20, 5, 0]
    assert {page.total for page in pages} == {45}


def test_when_few_texts_have_every_word_others_come_after_them(build: Build) -> None:
    engine = build(
        make_document("portabilité portabilité", id=1),
        make_document(text="la portabilité, entre bien d'autres choses moins rares, des données", id=2),
        make_document(text="données", id=3),
    )
    results = engine.search(replace(asked("portabilité données"), few=10))
    assert ids(results.hits)[0] == 2
    assert (results.total, results.complete) == (3, 1)


def test_texts_that_changed_since_can_be_left_out_at_once(build: Build) -> None:
    engine = build(make_document(text="eau", id=1), make_document(text="eau", id=2))
    results = engine.search(replace(asked("eau"), without=frozenset({"contribution:1"})))
    assert ids(results.hits) == [2]
    assert results.facets[Facet.KIND] == {"proposal": 1}


def test_an_update_replaces_adds_and_drops_in_one_commit(build: Build) -> None:
    engine = build(*(make_document(text="eau", id=number) for number in (1, 2, 3)))
    again = [make_document(text="gaz", id=1), make_document(text="eau", id=4)]
    assert engine.update(["contribution:1", "contribution:2", "contribution:4"], again)
    assert sorted(found(engine, "eau")) == [3, 4]
    assert found(engine, "gaz") == [1]


def test_how_many_texts_hold_each_word_is_told(build: Build) -> None:
    engine = build(make_document(text="la fibre"), make_document("Fibres"), make_document(text="eau"))
    assert list(engine.search(asked("fibre eau gaz fib*")).frequencies) == [2, 2, 1, 0]


def test_words_written_almost_like_another_are_known(build: Build) -> None:
    engine = build(make_document(text="la fibre"), make_document("Fibres"), make_document(text="eau"))
    assert [word.written for word in engine.close_words("fibrs")] == ["fibre", "fibres"]


@pytest.mark.parametrize(
    "typed", ["'; DROP TABLE x", "a" * 9_000, "((((", "%_", "النطاق", "\\", "NOT AND OR", "👍 eau"]
)
def test_any_text_gets_an_answer(build: Build, typed: str) -> None:
    assert build(make_document(text="eau")).search(asked(typed)).total >= 0


def test_an_empty_index_answers_nothing(build: Build) -> None:
    assert build().search(asked("eau")).total == 0


def test_without_an_index_the_engine_says_so_until_there_is_one(empty: Engine) -> None:
    assert not empty.is_sound()
    with pytest.raises(SearchUnavailable):
        empty.search(asked("eau"))
    with pytest.raises(SearchUnavailable):
        empty.update(["contribution:1"], [make_document()])
    with pytest.raises(SearchUnavailable):
        empty.close_words("médiathèque")
    empty.rebuild([make_document(text="eau", id=1)])
    assert empty.is_sound()
    assert found(empty, "eau") == [1]


def test_an_index_is_new_until_it_is_first_made(empty: Engine) -> None:
    assert empty.is_new()
    empty.rebuild([])
    assert not empty.is_new()


def test_a_rebuild_replaces_everything(build: Build) -> None:
    build(make_document(text="eau", id=1))
    assert found(build(make_document(text="eau", id=7)), "eau") == [7]


def test_while_one_writes_another_is_turned_away_without_waiting(build: Build) -> None:
    engine = build(make_document(text="eau", id=1))

    def meanwhile() -> Iterator[Document]:
        assert not engine.update(["contribution:1"], [])
        yield make_document(text="eau", id=2)

    engine.rebuild(meanwhile())
    assert found(engine, "eau") == [2]


def test_an_index_made_with_other_words_is_built_again(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = build(make_document(text="eau", id=1))
    assert engine.is_sound()
    for module in ("whoosh_engine", "postgresql_engine"):
        monkeypatch.setattr(f"search.{module}.shape", lambda: "otherwise")
    assert not engine.is_sound()
    assert found(engine, "eau") == [1]
    with pytest.raises(SearchUnavailable):
        engine.update(["contribution:2"], [make_document(text="eau", id=2)])
    engine.rebuild([make_document(text="eau", id=7)])
    assert engine.is_sound()
    assert found(engine, "eau") == [7]


def test_where_too_many_answer_titles_are_weighed_first_and_counts_stay_true(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.tsquery.MOST_RANKED", 3)
    engine = build(
        *(make_document(text="eau", id=number, support=number) for number in range(1, 9)),
        make_document("eau", "rien", id=9, kind="argument"),
    )
    results = engine.search(asked("eau"))
    assert ids(results.hits)[0] == 9
    assert results.total == 9
    assert results.facets[Facet.KIND] == {"proposal": 8, "argument": 1}


def test_a_word_only_texts_left_out_have_is_counted_in_none(build: Build) -> None:
    engine = build(make_document(text="eau", id=1), make_document(text="eau gaz", id=2))
    results = engine.search(replace(asked("eau gaz"), without=frozenset({"contribution:2"}), limit=0))
    assert list(results.frequencies) == [1, 0]


@pytest.mark.parametrize(("typed", "expected"), [("eau absent", []), ("eau gaz", [1, 2]), ("eau", [1])])
def test_a_hasty_question_is_widened_only_when_each_word_stands_somewhere(
    build: Build, typed: str, expected: list[int]
) -> None:
    engine = build(make_document(text="eau", id=1), make_document(text="gaz", id=2))
    assert sorted(ids(engine.search(replace(asked(typed), few=10, hasty=True)).hits)) == expected
    assert engine.search(replace(asked(typed), few=10)).total >= len(expected)


def test_without_counts_the_nearest_texts_chosen_are_the_same(build: Build) -> None:
    engine = build(
        make_document("eau", "eau gaz", id=1),
        make_document(text="eau", id=2),
        make_document("eau", "eau gaz", id=3, kind="argument"),
    )
    asked_for = replace(asked("eau gaz feu"), few=9, chosen={Facet.KIND: "proposal"})
    counted, uncounted = (engine.search(replace(asked_for, counted=choice)) for choice in (True, False))
    assert ids(uncounted.hits) == ids(counted.hits) == [1, 2]
    assert (uncounted.total, counted.total) == (2, 2)
    assert not any(uncounted.facets.values())


def test_where_not_all_texts_are_weighed_pages_still_follow_each_other(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.tsquery.MOST_WEIGHED", 3)
    engine = build(*(make_document(text="eau " * number, id=number, support=number) for number in range(1, 9)))
    pages = [engine.search(replace(asked("eau"), offset=offset, limit=2)).hits for offset in (0, 2, 4, 6)]
    assert sorted(one for page in pages for one in ids(page)) == list(range(1, 9))


def test_a_question_that_wants_no_text_gets_the_counts_alone(build: Build) -> None:
    texts = [make_document(text=text, id=number) for number, text in enumerate(("eau", "eau", "gaz"), 1)]
    engine = build(*texts)
    results = engine.search(replace(asked("eau"), limit=0))
    assert (results.total, list(results.frequencies), list(results.hits)) == (2, [2], [])
