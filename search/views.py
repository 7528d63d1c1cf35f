"""The search page."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from flask import Blueprint, render_template, request
from flask_babel import lazy_gettext as _l

from consult.kit.errors import Sentence
from consult.kit.permissions import public
from search.addresses import PARAMETERS, asked_by, refuse_unknown, search_url, with_choice
from search.choices import choices
from search.engine import Facet, Sort
from search.engines import engine
from search.pages import Asked, SearchPage, search_page

blueprint = Blueprint("search", __name__)
MOST_CHOICES = 15
SORTS = {
    Sort.RELEVANCE: _l("Les plus proches"),
    Sort.RECENT: _l("Les plus récents"),
    Sort.SUPPORTED: _l("Les plus soutenus"),
}
FACETS = {
    Facet.KIND: _l("Type de texte"),
    Facet.CONSULTATION: _l("Consultation"),
    Facet.THEME: _l("Thème"),
    Facet.PHASE: _l("Phase"),
    Facet.PERIOD: _l("Mois"),
    Facet.TERRITORY: _l("Territoire"),
}


@dataclass(frozen=True)
class FacetList:
    """A facet as the page shows it: label, address, count and whether it is chosen, for each choice."""

    title: Sentence
    options: list[tuple[Sentence, str, int, bool]]
    clear_url: str | None


@blueprint.get("/recherche")
@public
def results() -> str:
    """Show what answers the address's query, with ways to narrow it."""
    page = search_page(engine(), asked_by(request.args))
    refuse_unknown(page.asked, page.places)
    asked = page.asked
    return render_template(
        "search/results.html",
        page=page,
        hidden={PARAMETERS[facet]: value for facet, value in asked.chosen.items()},
        facets=list(_facets(page)),
        sorts=[(label, _sorted_url(asked, sort), sort is asked.sort) for sort, label in SORTS.items()],
        retyped=_retyped(page),
        previous_url=search_url(replace(asked, page=asked.page - 1)) if asked.page > 1 else None,
        next_url=search_url(replace(asked, page=asked.page + 1)) if page.has_more else None,
        unchosen_url=search_url(Asked(asked.typed)),
    )


def _sorted_url(asked: Asked, sort: Sort) -> str:
    return search_url(replace(asked, sort=sort, page=1))


def _facets(page: SearchPage) -> Iterator[FacetList]:
    for facet, title in FACETS.items():
        chosen = page.asked.chosen.get(facet)
        names = choices(facet, page)
        options = [
            (name, search_url(with_choice(page.asked, facet, value)), count, value == chosen)
            for value, (name, count) in names.items()
        ]
        if len(options) > 1 or chosen:
            clear = search_url(with_choice(page.asked, facet, None)) if chosen else None
            yield FacetList(title, options[:MOST_CHOICES], clear)


def _retyped(page: SearchPage) -> list[tuple[str, str]]:
    """Return what could be typed instead, with its address, for each rare word that has a frequent neighbour."""
    if page.found is None:
        return []
    typed = page.asked.typed
    others = [_replaced(typed, word, other) for word, other in page.found.suggested.items()]
    return [(other, search_url(replace(page.asked, typed=other, page=1))) for other in others if other != typed]


def _replaced(typed: str, word: str, other: str) -> str:
    start = typed.casefold().find(word)
    return typed if start < 0 else typed[:start] + other + typed[start + len(word) :]
