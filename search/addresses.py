"""Write and read the address of a search, which can be shared."""

import re
from dataclasses import replace
from typing import Any

from flask import url_for
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict

from consult.kit.errors import BadRequest
from search import kinds
from search.engine import FURTHEST, Facet, Sort
from search.pages import Asked
from search.queries.places import Places

PARAMETERS = {
    Facet.CONSULTATION: "consultation",
    Facet.THEME: "theme",
    Facet.KIND: "type",
    Facet.TERRITORY: "territoire",
    Facet.PERIOD: "mois",
    Facet.PHASE: "phase",
}
REFUSALS = {
    Facet.CONSULTATION: _l("Choisissez une consultation de la liste : celle-ci n’existe pas."),
    Facet.THEME: _l("Choisissez un thème de la liste : celui-ci n’existe pas."),
    Facet.TERRITORY: _l("Choisissez un territoire de la liste : celui-ci n’existe pas."),
    Facet.PHASE: _l("Choisissez une phase de la liste : celle-ci n’existe pas."),
}
PUBLIC_PAGE = "search.results"
_MONTH = re.compile("[0-9]{4}-(?:0[1-9]|1[0-2])")
_PAGES = frozenset(str(number) for number in range(1, FURTHEST + 1))


def search_url(asked: Asked, page: str = PUBLIC_PAGE) -> str:
    """Return the address that asks this, without what goes without saying."""
    values: dict[str, Any] = {"q": asked.typed} if asked.typed else {}
    values |= {PARAMETERS[facet]: value for facet, value in asked.chosen.items()}
    if asked.sort is not Sort.RELEVANCE:
        values["tri"] = asked.sort.value
    if asked.page > 1:
        values["page"] = asked.page
    return url_for(page, **values)


def with_choice(asked: Asked, facet: Facet, value: str | None) -> Asked:
    """Choose a value of a facet, or none, and go back to the first page.

    A theme and a phase belong to their consultation: leaving it leaves them.
    """
    chosen = {one: kept for one, kept in asked.chosen.items() if one is not facet}
    if facet is Facet.CONSULTATION:
        chosen.pop(Facet.THEME, None)
        chosen.pop(Facet.PHASE, None)
    if value is not None:
        chosen[facet] = value
    return replace(asked, chosen=chosen, page=1)


def asked_by(arguments: MultiDict[str, str]) -> Asked:
    """Read an address. Raises `BadRequest` for an order, a kind or a page that does not exist."""
    sort = _sort(arguments)
    chosen = {facet: value for facet, name in PARAMETERS.items() if (value := arguments.get(name))}
    if chosen.get(Facet.KIND) not in {None, *kinds.labels()}:
        raise BadRequest(_l("Choisissez un type de texte de la liste : celui-ci n’existe pas."))
    if not _MONTH.fullmatch(chosen.get(Facet.PERIOD, "2000-01")):
        raise BadRequest(_l("Choisissez un mois de la liste : celui-ci n’existe pas."))
    return Asked(arguments.get("q", ""), chosen, sort, _page(arguments.get("page") or "1"))


def _sort(arguments: MultiDict[str, str]) -> Sort:
    typed = arguments.get("tri") or Sort.RELEVANCE.value
    if typed not in set(Sort):
        raise BadRequest(_l("Choisissez un ordre de la liste : celui-ci n’existe pas."))
    return Sort(typed)


def _page(typed: str) -> int:
    if typed not in _PAGES:
        raise BadRequest(_l("Revenez à la première page des résultats : cette page n’existe pas."))
    return int(typed)


def refuse_unknown(asked: Asked, places: Places) -> None:
    """Raise `BadRequest` for a choice that is not public or does not exist."""
    for facet, refusal in REFUSALS.items():
        if asked.chosen.get(facet) not in {None, *places.of(facet)}:
            raise BadRequest(refusal)
