"""One small library, three engines: each question finds the same texts, in the order a reader expects."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.exc import OperationalError

from consult.kit.text.synonyms import Synonyms
from search.engine import Engine, Facet, Query, Sort
from search.finder import find
from search.memory_engine import MemoryEngine
from search.postgresql_engine import PostgresqlEngine
from search.query import parse
from tests.factories.search import asked, ids, make_document, make_engine

SERVER = os.environ.get("TEST_DATABASE_URL", "postgresql:///postgres?host=/var/run/postgresql")
WORDS = Synonyms([["fibre", "très haut débit", "THD"], ["EPN", "espace public numérique"]])
LIBRARY = [
    make_document(
        "La fibre dans chaque hameau",
        "Raccorder les fermes isolées avant la fin de l'année.",
        id=1,
        theme="Réseaux",
        theme_slug="reseaux",
        author="Ana Loir",
        support=12,
        days_ago=9,
    ),
    make_document(
        "Le très haut débit d'abord",
        "Les entreprises attendent, les lycées aussi.",
        id=2,
        theme="Réseaux",
        theme_slug="reseaux",
        author="Bruno Cher",
        support=30,
        days_ago=2,
        territory="37",
    ),
    make_document(
        "",
        "Je préfère que la fibre vienne après l'eau potable.",
        id=3,
        kind="argument",
        theme="Réseaux",
        theme_slug="reseaux",
        author="Ana Loir",
        days_ago=1,
    ),
    make_document(
        "Un espace public numérique par canton",
        "Un lieu pour apprendre, avec des médiateurs et des ordinateurs.",
        id=4,
        theme="Médiation",
        theme_slug="mediation",
        author="Chloé Indre",
        support=3,
        days_ago=5,
        period="2026-10",
    ),
    make_document(
        "Numérique public et espace d'accueil",
        "Accueillir sans rendez-vous, dans les mairies.",
        id=5,
        theme="Médiation",
        theme_slug="mediation",
        author="Bruno Cher",
        support=3,
        days_ago=4,
        period="2026-10",
        phase="2",
    ),
    make_document(
        "Des vélos électriques",
        "Louer des vélos à l'année : le train et le vélo vont ensemble.",
        id=6,
        kind="comment",
        theme="Transports",
        theme_slug="transports",
        author="Dominique",
        days_ago=3,
        consultation="mobilites",
        territory="37",
        phase="2",
    ),
]


@pytest.fixture(
    scope="module", params=["memory", "whoosh", pytest.param("postgresql", marks=pytest.mark.postgresql)]
)
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """Return each engine in turn, with the library; no test changes it."""
    if request.param == "memory":
        yield MemoryEngine(LIBRARY)
    elif request.param == "whoosh":
        yield make_engine(Path(tmp_path_factory.mktemp("library")), *LIBRARY)
    else:
        yield from on_server()


def on_server() -> Iterator[Engine]:
    """Yield the library filed in a PostgreSQL database of its own: others index on the same server meanwhile."""
    server = make_url(SERVER).set(drivername="postgresql+psycopg")
    admin, name = create_engine(server, isolation_level="AUTOCOMMIT"), f"consult_parity_{os.getpid()}"
    try:
        with admin.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
    except OperationalError:
        message = "PostgreSQL does not answer: install the package postgresql and start it"
        pytest.fail(message) if os.environ.get("REQUIRE_ALL") == "1" else pytest.skip(message)
    database = create_engine(server.set(database=name))
    filed = PostgresqlEngine(database)
    filed.rebuild(LIBRARY)
    yield filed
    database.dispose()
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


def meant(typed: str) -> Query:
    """Return what a text means where words have equivalents."""
    return parse(typed, WORDS)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("fibre", {1, 3}),
        ("fermes isolée", {1}),
        ("ferme eau", set()),
        ("annee", {1, 6}),
        ('"avant la fin de l\'année"', {1}),
        ('"fin avant"', set()),
        ('"espace public numérique"', {4}),
        ("espace public numérique", {4, 5}),
        ("numérique -canton", {5}),
        ("fibre -eau", {1}),
        ("fibre -ferm*", {3}),
        ('-"espace public numérique" public', {5}),
        ("-fibre -numérique", {2, 6}),
        ("médiat*", {4}),
        ("theme:reseaux -fibre", {2}),
        ("theme:transports", {6}),
        ('auteur:"ana loir"', {1, 3}),
        ("auteur:bruno theme:mediation", {5}),
        ("auteur:ana vélo", set()),
        ("vélo train", {6}),
        ("rendez-vous", {5}),
    ],
)
def test_every_engine_finds_the_same_texts(engine: Engine, typed: str, expected: set[int]) -> None:
    results = engine.search(asked(typed))
    assert set(ids(results.hits)) == expected
    assert results.total == results.complete == len(expected)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("fibre", {1, 2, 3}),
        ("THD", {1, 2, 3}),
        ("très haut débit", {1, 2, 3}),
        ("THD entreprises", {2}),
        ("EPN", {4}),
        ("EPN -médiateurs", set()),
        ('"THD"', set()),
        ("THD -fibre", {2}),
    ],
)
def test_equivalents_are_found_in_a_row_and_never_left_out_unasked(
    engine: Engine, typed: str, expected: set[int]
) -> None:
    assert set(ids(engine.search(meant(typed)).hits)) == expected


def test_what_was_typed_comes_before_what_stands_for_it(engine: Engine) -> None:
    assert ids(engine.search(meant("fibre")).hits)[0] == 1
    assert ids(engine.search(meant("très haut débit")).hits)[0] == 2


@pytest.mark.parametrize(
    ("sort", "expected"),
    [(Sort.RELEVANCE, 1), (Sort.RECENT, 3), (Sort.SUPPORTED, 2)],
)
def test_the_first_text_is_the_one_the_order_promises(engine: Engine, sort: Sort, expected: int) -> None:
    assert ids(engine.search(replace(meant("fibre"), sort=sort)).hits)[0] == expected


def test_an_order_without_any_word_is_that_of_all_the_texts(engine: Engine) -> None:
    recent = engine.search(Query(sort=Sort.RECENT))
    supported = engine.search(Query(sort=Sort.SUPPORTED))
    assert ids(recent.hits) == [3, 2, 6, 5, 4, 1]
    assert ids(supported.hits) == [2, 1, 5, 4, 3, 6]


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({Facet.THEME: "reseaux"}, {1, 2, 3}),
        ({Facet.THEME: "reseaux", Facet.KIND: "proposal"}, {1, 2}),
        ({Facet.TERRITORY: "37"}, {2, 6}),
        ({Facet.TERRITORY: "37", Facet.CONSULTATION: "mobilites"}, {6}),
        ({Facet.PERIOD: "2026-10"}, {4, 5}),
        ({Facet.PERIOD: "2026-10", Facet.PHASE: "2"}, {5}),
        ({Facet.KIND: "inconnu"}, set()),
        ({Facet.THEME: "Reseaux"}, set()),
    ],
)
def test_choices_alone_are_answered_alike(engine: Engine, chosen: dict[Facet, str], expected: set[int]) -> None:
    results = engine.search(Query(chosen=chosen))
    assert set(ids(results.hits)) == expected
    assert results.total == len(expected)


def test_a_facet_says_what_another_of_its_values_would_give_and_no_empty_one(engine: Engine) -> None:
    counted = engine.search(Query(chosen={Facet.THEME: "reseaux", Facet.TERRITORY: "37"})).facets
    assert dict(counted[Facet.THEME]) == {"reseaux": 1, "transports": 1}
    assert dict(counted[Facet.TERRITORY]) == {"45": 2, "37": 1}
    assert dict(counted[Facet.KIND]) == {"proposal": 1}


def test_a_text_withheld_since_is_in_no_hit_no_count_and_no_frequency(engine: Engine) -> None:
    withheld = frozenset({"contribution:1", "contribution:999"})
    results = engine.search(replace(asked("fermes fibre"), few=10, without=withheld))
    assert ids(results.hits) == [3]
    assert (results.total, results.complete, list(results.frequencies)) == (1, 0, [0, 1])
    assert dict(results.facets[Facet.KIND]) == {"argument": 1}


def test_a_word_that_only_a_withheld_text_has_is_never_proposed_in_place_of_a_typo(engine: Engine) -> None:
    typo = asked("médiateurz")
    assert find(engine, typo).corrected == {"médiateurz": ["médiateurs"]}
    hidden = find(engine, replace(typo, without=frozenset({"contribution:4"})))
    assert (hidden.corrected, hidden.results.total) == ({}, 0)


def test_a_typo_keeps_to_what_was_left_out_and_to_what_was_chosen(engine: Engine) -> None:
    assert find(engine, asked("médiateurz -canton")).results.total == 0
    chosen = replace(asked("médiateurz"), chosen={Facet.THEME: "reseaux"})
    assert find(engine, chosen).results.total == 0


def test_pages_hold_each_text_once_in_one_order(engine: Engine) -> None:
    whole = ids(engine.search(asked("-absent")).hits)
    pages = [ids(engine.search(replace(asked("-absent"), offset=place, limit=2)).hits) for place in (0, 2, 4, 6)]
    assert [one for page in pages for one in page] == whole
    assert sorted(whole) == [1, 2, 3, 4, 5, 6]
