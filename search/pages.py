"""Put a page of results together: what the engine found, checked against the database, ready to show."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from markupsafe import Markup

from consult.kit.text.marks import Wanted, mark, title_and_passage
from search import kinds
from search.engine import FURTHEST, PAGE, Engine, Facet, Hit, Query, SearchUnavailable, Sort, key_of
from search.finder import Found, find
from search.kinds import FoundText
from search.queries.places import Places, places
from search.queries.waiting import pending_changes
from search.query import parse
from search.synonyms import synonyms

PASSAGE = 260
"""Characters of a text shown with a result."""


@dataclass(frozen=True)
class Asked:
    """What the address of a search says: the words, the choices, the order and the page, from 1."""

    typed: str = ""
    chosen: Mapping[Facet, str] = field(default_factory=dict)
    sort: Sort = Sort.RELEVANCE
    page: int = 1


@dataclass(frozen=True)
class Result:
    """A text found, with the words looked for marked in its title and in its best passage."""

    text: FoundText
    title: Markup
    context: Markup
    passage: Markup
    score: float


@dataclass(frozen=True)
class SearchPage:
    """A page of results. Not `available` while the index is being built again."""

    asked: Asked
    places: Places
    results: Sequence[Result] = ()
    total: int = 0
    found: Found | None = None
    available: bool = True

    @property
    def has_more(self) -> bool:
        """Say whether another page follows."""
        return self.total > self.asked.page * PAGE and self.asked.page < FURTHEST

    @property
    def counts(self) -> Mapping[Facet, Mapping[str, int]]:
        """Return what each choice of each facet would give."""
        return self.found.results.facets if self.found else {}


Visible = Callable[[Sequence[Hit]], Mapping[str, FoundText]]
"""Reads, by key, those of some hits that may be shown at this moment."""


def visible_to_all(hits: Sequence[Hit]) -> Mapping[str, FoundText]:
    """Return the texts that everyone may read, each collection in one query."""
    visible: dict[str, FoundText] = {}
    for name, collection in kinds.collections().items():
        ids = [hit.id for hit in hits if hit.collection == name]
        visible |= {key_of(name, number): text for number, text in collection.visible(ids).items()}
    return visible


def search_page(
    engine: Engine, asked: Asked, visible: Visible = visible_to_all, *, filed: bool = True
) -> SearchPage:
    """Search, then keep only what may be shown at this moment: what everyone may read, unless told otherwise.

    What changed and is not `filed` yet is left out, so that nothing hidden shows.
    """
    query = _query(asked)
    if filed:
        query = replace(query, without=kinds.keys_of(pending_changes(kinds.INDEX)))
    page = SearchPage(asked, places())
    if query.is_empty and not asked.chosen:
        return page
    try:
        found = find(engine, query)
    except SearchUnavailable:
        return replace(page, available=False)
    results, gone = _results(found, visible)
    return replace(page, results=results, total=max(found.results.total - gone, 0), found=found)


def _query(asked: Asked) -> Query:
    return replace(
        parse(asked.typed, synonyms()),
        chosen=asked.chosen,
        sort=asked.sort,
        offset=(asked.page - 1) * PAGE,
    )


def _results(found: Found, visible: Visible) -> tuple[list[Result], int]:
    """Return the results that may be shown, and how many hits of this page may no longer."""
    wanted = found.wanted
    shown = visible(found.results.hits)
    kept = [_result(shown[hit.key], hit, wanted) for hit in found.results.hits if hit.key in shown]
    return kept, len(found.results.hits) - len(kept)


def _result(text: FoundText, hit: Hit, wanted: Wanted) -> Result:
    title, passage = title_and_passage(text.title, text.text, wanted, PASSAGE)
    return Result(
        text=text,
        title=title,
        context=mark(text.context, Wanted()),
        passage=passage,
        score=hit.score,
    )
