"""Suggest, while someone types, consultations, themes and titles that begin so, or a word written otherwise."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice

from consult.kit.text.french import fold, tokens
from contributions.models import Kind
from search.addresses import search_url
from search.engine import Engine, Facet
from search.pages import Asked, SearchPage, search_page
from search.query import SHORTEST_PREFIX
from search.titles import consultations_named

MOST_TITLES, MOST_THEMES = 5, 3


@dataclass(frozen=True)
class Suggestion:
    """What may have been meant, and the address it leads to."""

    text: str
    url: str


def suggestions(engine: Engine, typed: str) -> list[Suggestion]:
    """Return a few suggestions that everyone may read; none before three letters.

    Where no word begins so, titles with another form of it, or what could be typed instead.
    """
    words = tokens(typed)
    if not words or len(fold(words[-1].word)) < SHORTEST_PREFIX:
        return []
    begun = search_page(engine, Asked(f"{typed.strip()}*", {Facet.KIND: Kind.PROPOSAL.value}))
    found = [*_consultations(begun), *_themes(begun, fold(words[-1].word)), *_titles(begun)]
    if found:
        return found
    plain = search_page(engine, Asked(typed))
    return list(other_words(plain)) or [*_consultations(plain), *_titles(plain)]


def _consultations(page: SearchPage) -> Iterator[Suggestion]:
    return (Suggestion(one.title, one.url) for one in consultations_named(page.found, page.places))


def _themes(page: SearchPage, begun: str) -> Iterator[Suggestion]:
    themes = page.places.of(Facet.THEME).items()
    named = ((slug, place) for slug, place in themes if any(_begins(place.title, begun)))
    for slug, place in islice(named, MOST_THEMES):
        yield Suggestion(place.title, search_url(Asked("", {Facet.THEME: slug})))


def _begins(title: str, begun: str) -> Iterator[bool]:
    return (fold(word.word).startswith(begun) for word in tokens(title))


def _titles(page: SearchPage) -> Iterator[Suggestion]:
    complete = page.results[: page.found.complete] if page.found else []
    proposals = (one for one in complete if one.text.kind == Kind.PROPOSAL.value)
    titled = (one.text for one in proposals if one.title != one.text.title)
    for text in islice(titled, MOST_TITLES):
        yield Suggestion(text.title, text.url)


def other_words(page: SearchPage) -> Iterator[Suggestion]:
    """Yield what could be typed instead: a near word for one no text has, a frequent one for a rare one."""
    if page.found is None:
        return
    nearest = {word: others[0] for word, others in page.found.corrected.items()}
    for text in _retyped(page.asked.typed, {**nearest, **page.found.suggested}):
        yield Suggestion(text, search_url(replace(page.asked, typed=text, page=1)))


def _retyped(typed: str, others: Mapping[str, str]) -> Iterator[str]:
    for word, other in others.items():
        start = typed.casefold().find(word)
        if start >= 0:
            yield typed[:start] + other + typed[start + len(word) :]
