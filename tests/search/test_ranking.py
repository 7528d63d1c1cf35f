from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from search.engine import Facet, Query, Results, Sort
from search.ranking import order
from search.whoosh_engine import WhooshEngine
from tests.factories.search import asked, ids, make_document, make_engine


@pytest.mark.parametrize(
    ("sort", "scores", "published", "support", "expected"),
    [
        (Sort.RELEVANCE, [1, 3, 2], [0, 0, 0], [0, 0, 0], [1, 2, 0]),
        (Sort.RELEVANCE, [1, 1, 1], [0, 0, 0], [1, 3, 2], [1, 2, 0]),
        (Sort.RELEVANCE, [1, 1, 1], [1, 3, 2], [0, 0, 0], [1, 2, 0]),
        (Sort.RELEVANCE, [1, 1, 1], [9, 1, 5], [0, 2, 0], [1, 0, 2]),
        (Sort.RELEVANCE, [1.00001, 1.00002, 1], [0, 0, 0], [2, 1, 3], [2, 0, 1]),
        (Sort.RELEVANCE, [2, 1, 3], [0, 9, 0], [0, 9, 0], [2, 0, 1]),
        (Sort.RECENT, [1, 3, 2], [3, 1, 2], [0, 0, 0], [0, 2, 1]),
        (Sort.RECENT, [1, 3, 2], [1, 1, 1], [0, 0, 0], [1, 2, 0]),
        (Sort.RECENT, [1, 1, 1], [1, 2, 3], [9, 5, 1], [2, 1, 0]),
        (Sort.SUPPORTED, [1, 3, 2], [0, 0, 0], [5, 1, 3], [0, 2, 1]),
        (Sort.SUPPORTED, [1, 3, 2], [0, 0, 0], [1, 1, 1], [1, 2, 0]),
        (Sort.SUPPORTED, [1, 1, 1], [1, 3, 2], [1, 1, 1], [1, 2, 0]),
        (Sort.RELEVANCE, [], [], [], []),
    ],
)
def test_an_order_settles_what_is_equal_by_the_next_reason(
    sort: Sort, scores: list[float], published: list[int], support: list[int], expected: list[int]
) -> None:
    found = order(sort, np.array(scores, np.float32), np.array(published, np.int64), np.array(support, np.int64))
    assert found.tolist() == expected


def test_without_any_text_each_clause_is_in_none(tmp_path: Path) -> None:
    assert make_engine(tmp_path).search(asked("eau gaz")) == Results(frequencies=[0, 0])


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> WhooshEngine:
    """Return an index that no test changes."""
    return make_engine(
        tmp_path_factory.mktemp("shelf"),
        make_document("La fiscalité locale", "Baisser les impôts.", id=1, author="Camille Berry", theme="Budget"),
        make_document("Un lycée", "Le lycée et la fibre.", id=2, kind="argument", theme_slug="culture"),
        make_document("Égaux", "Une loi pour l'égalité.", id=3, theme="Santé et soins"),
        make_document("Œuvre", "Des vélos aujourd'hui.", id=4, consultation="budget"),
        make_document("", "Très haut débit, sans fibre.", id=5, author="Dominique"),
    )


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("fiscale", {1}),
        ("FISCALITE", {1}),
        ("impot", {1}),
        ("lycees", {2}),
        ("égal", {3}),
        ("lois", {3}),
        ("oeuvres", {4}),
        ("vélo", {4}),
        ("aujourd’hui", {4}),
        ("fibre", {2, 5}),
        ("fibre -lycée", {5}),
        ("fibre -haut", {2}),
        ("-fibre", {1, 3, 4}),
        ('"haut débit"', {5}),
        ('"débit haut"', set()),
        ('"loi pour l’égalité"', {3}),
        ('"lycée fibre"', set()),
        ('"lycée et la fibre"', {2}),
        ("lyc*", {2}),
        ("fisc* impôt*", {1}),
        ("théme:budget", {1}),
        ("theme:budget", {1}),
        ("theme:soins", {3}),
        ('theme:"soins santé"', {3}),
        ("auteur:berry", {1}),
        ('auteur:"Camille Berry"', {1}),
        ('auteur:"Camille Dominique"', set()),
        ("fibre auteur:dominique", {5}),
        ("theme:budget auteur:dominique", set()),
        ("fibre gaz", set()),
        ("OR 1=1", set()),
        ("*", {1, 2, 3, 4, 5}),
    ],
)
def test_exactly_the_texts_asked_for_are_found(shelf: WhooshEngine, typed: str, expected: set[int]) -> None:
    assert set(ids(shelf.search(asked(typed)).hits)) == expected


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({Facet.KIND: "argument"}, {2}),
        ({Facet.KIND: "proposal"}, {1, 3, 4, 5}),
        ({Facet.CONSULTATION: "budget"}, {4}),
        ({Facet.THEME: "culture"}, {2}),
        ({Facet.THEME: "culture", Facet.KIND: "proposal"}, set()),
        ({Facet.THEME: "rien"}, set()),
        ({Facet.THEME: ""}, set()),
        ({}, {1, 2, 3, 4, 5}),
    ],
)
def test_choices_narrow_together(shelf: WhooshEngine, chosen: dict[Facet, str], expected: set[int]) -> None:
    results = shelf.search(Query(chosen=chosen))
    assert set(ids(results.hits)) == expected
    assert results.total == len(expected)


@pytest.mark.parametrize(("offset", "limit", "size"), [(0, 2, 2), (4, 2, 1), (5, 2, 0), (0, 0, 0), (0, 99, 5)])
def test_a_page_holds_what_was_asked_and_the_total_stays(
    shelf: WhooshEngine, offset: int, limit: int, size: int
) -> None:
    results = shelf.search(Query(offset=offset, limit=limit))
    assert (len(results.hits), results.total) == (size, 5)


@pytest.mark.parametrize("few", [0, 1, 2, 3, 10])
def test_texts_with_some_of_the_words_come_only_when_few_have_them_all(shelf: WhooshEngine, few: int) -> None:
    results = shelf.search(replace(asked("lycée fibre"), few=few))
    assert ids(results.hits) == ([2, 5] if few > 1 else [2])
    assert results.complete == 1
