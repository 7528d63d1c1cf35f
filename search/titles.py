"""Find consultations by their title. No index holds them: their names are read with every page of results."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from flask import url_for
from markupsafe import Markup

from consult.kit.text.french import Token, fold
from consult.kit.text.marks import mark
from consult.kit.text.words import tokens_of
from search.engine import Alternative, Facet, Query
from search.finder import Found
from search.queries.places import Places

MOST_NAMED = 3


@dataclass(frozen=True)
class Named:
    """A consultation whose title answers a search; `marked` is its title with the words looked for marked."""

    title: str
    marked: Markup
    url: str


def consultations_named(found: Found | None, places: Places) -> list[Named]:
    """Return the consultations whose title has everything that is looked for."""
    if found is None or not _asks_words_alone(found.query):
        return []
    known = places.of(Facet.CONSULTATION).items()
    answering = ((slug, one.title) for slug, one in known if _answers(tokens_of(one.title), found.query))
    return [
        Named(title, mark(title, found.wanted), url_for("consultations.show", slug=slug))
        for slug, title in islice(answering, MOST_NAMED)
    ]


def _asks_words_alone(query: Query) -> bool:
    return bool(query.clauses) and not (query.themes or query.authors)


def _answers(title: Sequence[Token], query: Query) -> bool:
    asked = (any(_has(title, one) for one in clause.alternatives) for clause in query.clauses)
    return all(asked) and not any(_has(title, one) for one in query.excluded)


def _has(title: Sequence[Token], one: Alternative) -> bool:
    written = {fold(token.word) for token in title}
    if one.prefix:
        return any(word.startswith(one.prefix) for word in written)
    return _reads(title, one) and not (one.whole and not written.issuperset(one.forms))


def _reads(title: Sequence[Token], one: Alternative) -> bool:
    """Say whether a title has the words of an alternative, in a row where it must."""
    starts = [_starts(title, at, terms) for at, terms in enumerate(one.phrase) if terms] or [set()]
    return bool(set.intersection(*starts)) if one.exact else all(starts)


def _starts(title: Sequence[Token], at: int, terms: Sequence[str]) -> set[int]:
    """Return where a phrase would begin, were its word number `at` each of those that match these terms."""
    return {place - at for place, token in enumerate(title) if not set(terms).isdisjoint(token.terms)}
