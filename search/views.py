"""The search page."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from typing import cast

from flask import Blueprint, Response, jsonify, render_template, request, url_for
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from consult.accounts.models import User
from consult.consultations import presentation
from consult.kit import clock
from consult.kit.errors import BadRequest, Sentence
from consult.kit.permissions import present_actor, public, requires
from moderation.rules import Permission
from search.addresses import PARAMETERS, PUBLIC_PAGE, asked_by, refuse_unknown, search_url, with_choice
from search.choices import choices
from search.engine import Facet, Hit, Sort, key_of
from search.engines import engine, engine_holding
from search.kinds import FoundText
from search.offers import offered
from search.pages import Asked, SearchPage, search_page
from search.queries.texts import COLLECTION, MOST_WITHHELD, withheld_documents, withheld_texts
from search.query import LONGEST
from search.start import start_of
from search.suggestions import suggestions
from search.titles import consultations_named

blueprint = Blueprint("search", __name__)
MOST_CHOICES = 15
DESK_PAGE = "search.withheld"
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


_QUOTES = re.compile(r'\s*["«»“”]+\s*')


@dataclass(frozen=True)
class FacetList:
    """A facet as the page shows it: label, address, count and whether it is chosen, for each choice."""

    title: Sentence
    options: list[tuple[Sentence, str, int, bool]]
    clear_url: str | None

    @property
    def chosen(self) -> Sentence | None:
        """Return what was chosen, or None."""
        return next((label for label, _url, _count, current in self.options if current), None)


@blueprint.get("/recherche")
@public
def results() -> str | tuple[str, int]:
    """Show what answers the address's query, with ways to narrow it; the words alone where a choice is unknown."""
    try:
        page = search_page(engine(), asked_by(request.args))
        refuse_unknown(page.asked, page.places)
    except BadRequest as refusal:
        words = search_page(engine(), Asked(request.args.get("q", "")))
        return _results(words, refusal.sentence), refusal.status
    return _results(page)


def _results(page: SearchPage, refused: Sentence = "") -> str:
    begins = page.available and not (page.found or page.asked.typed.strip())
    is_first = page.asked.page == 1 and not page.asked.chosen
    numbered, signed = offered(engine(), page) if is_first and page.available else ([], None)
    return render_template(
        "search/results.html",
        page=page,
        refused=refused,
        has_words=any(map(str.isalnum, page.asked.typed)),
        numbered=numbered,
        signed=signed,
        start=start_of(page.places, clock.now()) if begins else None,
        named=consultations_named(page.found, page.places) if is_first else [],
        say=presentation,
        **around(page, Way(PUBLIC_PAGE)),
    )


@blueprint.get("/recherche/suggestions.json")
@public
def suggest() -> Response:
    """List what may be meant by what is being typed; nothing while there is no index."""
    found = suggestions(engine(), request.args.get("q", "")[:LONGEST])
    said = ngettext("%(num)s suggestion", "%(num)s suggestions", len(found)) if found else ""
    answer = jsonify({"suggestions": [asdict(one) for one in found], "said": said})
    answer.headers["Cache-Control"] = "no-store"
    return answer


@blueprint.get("/moderation/recherche")
@requires(Permission.OPEN_QUEUE)
def withheld() -> str:
    """Search the texts kept from the public among those this person moderates, held in no index."""
    moderator = cast("User", present_actor())
    texts = withheld_documents(moderator)
    page = search_page(engine_holding(texts), asked_by(request.args), partial(_moderated, moderator), filed=False)
    refuse_unknown(page.asked, page.places)
    is_cut = len(texts) == MOST_WITHHELD
    return render_template("search/withheld.html", page=page, is_cut=is_cut, **around(page, Way(DESK_PAGE)))


def _moderated(moderator: User, hits: Sequence[Hit]) -> Mapping[str, FoundText]:
    found = withheld_texts(moderator, [hit.id for hit in hits])
    return {key_of(COLLECTION, number): text for number, text in found.items()}


@dataclass(frozen=True)
class Way:
    """Which page the links of a search lead back to."""

    page: str

    def to(self, asked: Asked) -> str:
        """Return the address that asks this."""
        return search_url(asked, self.page)


def around(page: SearchPage, way: Way) -> dict[str, object]:
    """Return what stands around results: facets, orders, neighbouring pages, other words to try."""
    asked, bare = page.asked, _QUOTES.sub(" ", page.asked.typed)
    return {
        "action": url_for(way.page),
        "hidden": _kept(asked),
        "published_url": search_url(replace(asked, page=1)),
        "facets": list(_facets(page, way)),
        "sorts": [
            (label, way.to(replace(asked, sort=sort, page=1)), sort is asked.sort) for sort, label in SORTS.items()
        ],
        "retyped": _retyped(page, way),
        "previous_url": way.to(replace(asked, page=asked.page - 1)) if asked.page > 1 else None,
        "next_url": way.to(replace(asked, page=asked.page + 1)) if page.has_more else None,
        "unchosen_url": way.to(Asked(asked.typed)),
        "unquoted_url": way.to(replace(asked, typed=bare, page=1)) if bare != asked.typed else None,
    }


def _kept(asked: Asked) -> dict[str, str]:
    """Return the choices and the order that other words keep."""
    kept = {PARAMETERS[facet]: value for facet, value in asked.chosen.items()}
    return kept if asked.sort is Sort.RELEVANCE else kept | {"tri": asked.sort.value}


def _facets(page: SearchPage, way: Way) -> Iterator[FacetList]:
    for facet, title in FACETS.items():
        chosen = page.asked.chosen.get(facet)
        names = choices(facet, page)
        options = [
            (name, way.to(with_choice(page.asked, facet, value)), count, value == chosen)
            for value, (name, count) in names.items()
        ]
        if len(options) > 1 or chosen:
            clear = way.to(with_choice(page.asked, facet, None)) if chosen else None
            yield FacetList(title, options[:MOST_CHOICES], clear)


def _retyped(page: SearchPage, way: Way) -> list[tuple[str, str]]:
    """Return what could be typed instead, with its address, for each rare word that has a frequent neighbour."""
    if page.found is None:
        return []
    typed = page.asked.typed
    others = [_replaced(typed, word, other) for word, other in page.found.suggested.items()]
    return [(other, way.to(replace(page.asked, typed=other, page=1))) for other in others if other != typed]


def _replaced(typed: str, word: str, other: str) -> str:
    start = typed.casefold().find(word)
    return typed if start < 0 else typed[:start] + other + typed[start + len(word) :]
