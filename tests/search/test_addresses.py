import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from consult.kit.errors import BadRequest
from search.addresses import PARAMETERS, asked_by, refuse_unknown, search_url, with_choice
from search.engine import FURTHEST, Facet, Sort
from search.pages import Asked, SearchPage
from search.queries.places import Place, Places

PLACES = Places(
    {
        Facet.CONSULTATION: {"numerique": Place("Numérique")},
        Facet.THEME: {"sante": Place("Santé", "numerique")},
        Facet.PHASE: {"3": Place("Proposer", "numerique")},
        Facet.TERRITORY: {"45": Place("Loiret")},
    }
)


def read(app: Flask, **values: str) -> Asked:
    with app.app_context():
        return asked_by(MultiDict(values))


@pytest.mark.parametrize(
    "asked",
    [
        Asked(),
        Asked("eau"),
        Asked('"haut débit" -eau & gaz = 100 % #1'),
        Asked("é œ 👍 \u202e"),
        Asked("eau", sort=Sort.RECENT),
        Asked("eau", sort=Sort.SUPPORTED),
        Asked("eau", page=2),
        Asked("eau", page=FURTHEST),
        Asked("", {Facet.THEME: "sante"}),
        Asked("eau", {Facet.KIND: "proposal"}),
        Asked("eau", {Facet.CONSULTATION: "numerique", Facet.THEME: "sante"}, Sort.RECENT, 3),
        Asked("eau", {Facet.PERIOD: "2026-11", Facet.TERRITORY: "2A", Facet.PHASE: "3"}),
    ],
)
def test_an_address_says_all_that_was_asked(app: Flask, asked: Asked) -> None:
    with app.test_request_context(), app.test_request_context(search_url(asked)) as shared:
        assert asked_by(shared.request.args) == asked


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (Asked(), "/recherche"),
        (Asked("eau"), "/recherche?q=eau"),
        (Asked("eau", sort=Sort.RELEVANCE, page=1), "/recherche?q=eau"),
        (Asked("eau", page=2), "/recherche?q=eau&page=2"),
        (Asked("eau", sort=Sort.RECENT), "/recherche?q=eau&tri=recent"),
        (Asked("eau", {Facet.KIND: "proposal"}), "/recherche?q=eau&type=proposal"),
    ],
)
def test_what_goes_without_saying_is_not_said(app: Flask, asked: Asked, said: str) -> None:
    with app.test_request_context():
        assert search_url(asked) == said


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("tri", "votes"),
        ("tri", "PERTINENCE"),
        ("tri", "recent "),
        ("tri", "1; DROP TABLE x"),
        ("type", "secret"),
        ("type", "Proposal"),
        ("type", "*"),
        ("mois", "2026-13"),
        ("mois", "2026-1"),
        ("mois", "2026-11-01"),
        ("mois", "٢٠٢٦-١١"),
        ("page", "0"),
        ("page", "-1"),
        ("page", "01"),
        ("page", "1.0"),
        ("page", "+1"),
        ("page", " 1"),
        ("page", "²"),
        ("page", "١"),
        ("page", "x"),
        ("page", str(FURTHEST + 1)),
        ("page", "9" * 5_000),
    ],
)
def test_only_what_is_on_a_list_can_be_chosen(app: Flask, name: str, value: str) -> None:
    with pytest.raises(BadRequest):
        read(app, **{name: value})


@pytest.mark.parametrize("name", [*PARAMETERS.values(), "q", "tri", "page", "autre"])
def test_an_empty_choice_is_no_choice(app: Flask, name: str) -> None:
    assert read(app, **{name: ""}) == Asked()


@pytest.mark.parametrize(
    "chosen",
    [
        {Facet.CONSULTATION: "rien"},
        {Facet.CONSULTATION: "NUMERIQUE"},
        {Facet.THEME: "rien"},
        {Facet.THEME: "numerique"},
        {Facet.CONSULTATION: "numerique", Facet.THEME: "rien"},
        {Facet.CONSULTATION: "sante", Facet.THEME: "sante"},
        {Facet.PHASE: "4"},
        {Facet.PHASE: "03"},
        {Facet.TERRITORY: "75"},
    ],
)
def test_a_place_that_is_not_public_is_refused(chosen: dict[Facet, str]) -> None:
    with pytest.raises(BadRequest):
        refuse_unknown(Asked("eau", chosen), PLACES)


@pytest.mark.parametrize(
    "chosen",
    [
        {},
        {Facet.CONSULTATION: "numerique"},
        {Facet.THEME: "sante"},
        {Facet.PHASE: "3", Facet.TERRITORY: "45"},
        {Facet.CONSULTATION: "numerique", Facet.THEME: "sante"},
    ],
)
def test_a_public_place_is_accepted(chosen: dict[Facet, str]) -> None:
    assert refuse_unknown(Asked("eau", chosen), PLACES) is None


BOTH = {Facet.CONSULTATION: "numerique", Facet.THEME: "sante"}


@pytest.mark.parametrize(
    ("chosen", "facet", "value", "expected"),
    [
        ({}, Facet.KIND, "source", {Facet.KIND: "source"}),
        ({Facet.KIND: "source"}, Facet.KIND, "comment", {Facet.KIND: "comment"}),
        ({Facet.KIND: "source"}, Facet.KIND, None, {}),
        ({}, Facet.KIND, None, {}),
        (BOTH, Facet.KIND, "source", {**BOTH, Facet.KIND: "source"}),
        (BOTH, Facet.THEME, "culture", {**BOTH, Facet.THEME: "culture"}),
        (BOTH, Facet.THEME, None, {Facet.CONSULTATION: "numerique"}),
        (BOTH, Facet.CONSULTATION, None, {}),
        (BOTH, Facet.CONSULTATION, "budget", {Facet.CONSULTATION: "budget"}),
        ({**BOTH, Facet.KIND: "source"}, Facet.CONSULTATION, None, {Facet.KIND: "source"}),
        ({**BOTH, Facet.PHASE: "3"}, Facet.CONSULTATION, "budget", {Facet.CONSULTATION: "budget"}),
        (
            {Facet.TERRITORY: "45"},
            Facet.CONSULTATION,
            "budget",
            {Facet.CONSULTATION: "budget", Facet.TERRITORY: "45"},
        ),
    ],
)
def test_a_choice_replaces_its_own_and_goes_back_to_the_first_page(
    chosen: dict[Facet, str], facet: Facet, value: str | None, expected: dict[Facet, str]
) -> None:
    before = Asked("eau", chosen, Sort.RECENT, 4)
    assert with_choice(before, facet, value) == Asked("eau", expected, Sort.RECENT, 1)
    assert before.chosen == chosen


@pytest.mark.parametrize(
    ("total", "page", "more"),
    [
        (0, 1, False),
        (1, 1, False),
        (20, 1, False),
        (21, 1, True),
        (40, 2, False),
        (41, 2, True),
        (10_000, FURTHEST - 1, True),
        (10_000, FURTHEST, False),
    ],
)
def test_another_page_follows_while_texts_remain(total: int, page: int, *, more: bool) -> None:
    assert SearchPage(Asked("eau", page=page), PLACES, total=total).has_more is more
