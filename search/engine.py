"""Say what a search engine is asked, what it answers and what it must know how to do.

Everything here is the same whichever engine works behind: embedded or on the database's server.
Facets and sorts come from these lists and from nowhere else.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from consult.kit.text.synonyms import Phrase

PAGE = 20
"""Results on a page."""

FURTHEST = 50
"""Pages that can be walked; beyond, narrowing the search is quicker."""


class SearchUnavailable(Exception):  # noqa: N818 - a state of the site, not a fault of whoever searches
    """Say that no index can be read now: it is lost, damaged or being built for the first time."""


class Facet(StrEnum):
    """A way to narrow results (critère)."""

    CONSULTATION = "consultation"
    THEME = "theme"
    KIND = "kind"
    TERRITORY = "territory"
    PERIOD = "period"
    PHASE = "phase"


class Sort(StrEnum):
    """An order of results (tri)."""

    RELEVANCE = "pertinence"
    RECENT = "recent"
    SUPPORTED = "soutien"


@dataclass(frozen=True)
class Document:
    """A text to be found, of one of the collections. `theme` and `author` are words; facets are counted."""

    collection: str
    id: int
    title: str
    text: str
    facets: Mapping[Facet, str]
    published_at: datetime
    theme: str = ""
    author: str = ""
    support: int = 0

    @property
    def key(self) -> str:
        """Return the name under which the engine files it."""
        return key_of(self.collection, self.id)


def key_of(collection: str, identity: int) -> str:
    """Return the name under which an engine files a text."""
    return f"{collection}:{identity}"


@dataclass(frozen=True)
class Alternative:
    """Words that satisfy a part of the query: in a row when `exact`, anywhere otherwise.

    `forms` are these words as they were typed, folded: a text that has them so comes first, before any
    other when it is an `acronym`, and no other will do when it must be found `whole`. `prefix` is the
    folded beginning of a word, in place of words. `weight` is what it counts for beside what was really
    typed.
    """

    phrase: Phrase = ()
    forms: tuple[str, ...] = ()
    exact: bool = False
    acronym: bool = False
    whole: bool = False
    prefix: str = ""
    weight: float = 1.0


@dataclass(frozen=True)
class Clause:
    """One thing asked for: any of these alternatives will do. `typed` is what the person wrote."""

    alternatives: tuple[Alternative, ...]
    typed: str = ""


@dataclass(frozen=True)
class Query:
    """What is looked for, read from what was typed and chosen.

    When fewer than `few` texts satisfy every clause, those that satisfy some of them are added; not when
    `hasty` and no text at all satisfies one of them, for whoever then asks otherwise. Facets are counted
    only when `counted`.
    """

    text: str = ""
    clauses: tuple[Clause, ...] = ()
    excluded: tuple[Alternative, ...] = ()
    themes: tuple[Phrase, ...] = ()
    authors: tuple[Phrase, ...] = ()
    chosen: Mapping[Facet, str] = field(default_factory=dict)
    few: int = 0
    hasty: bool = False
    counted: bool = True
    sort: Sort = Sort.RELEVANCE
    without: frozenset[str] = frozenset()
    offset: int = 0
    limit: int = PAGE

    @property
    def is_empty(self) -> bool:
        """Say whether nothing was asked: no word worth looking for, no author, no theme, nothing left out."""
        return not (self.clauses or self.excluded or self.themes or self.authors)


@dataclass(frozen=True)
class Hit:
    """A text found, and how well it answers."""

    collection: str
    id: int
    score: float

    @property
    def key(self) -> str:
        """Return the name under which the engine files it."""
        return key_of(self.collection, self.id)


@dataclass(frozen=True)
class Results:
    """One page of hits, how many there are in all, and what each choice of a facet would give.

    `complete` texts satisfy every clause; `frequencies` says how many satisfy each of them.
    """

    total: int = 0
    complete: int = 0
    frequencies: Sequence[int] = ()
    hits: Sequence[Hit] = ()
    facets: Mapping[Facet, Mapping[str, int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Word:
    """A word of the texts, as written there, and in how many texts it is."""

    written: str
    count: int


class Engine(Protocol):
    """An index of texts that can be lost and rebuilt at any time."""

    def search(self, query: Query) -> Results:
        """Answer a query; raises `SearchUnavailable`."""
        ...

    def close_words(self, word: str) -> Sequence[Word]:
        """Return the words of the texts written almost like this one, the likeliest first."""
        ...

    def update(self, keys: Collection[str], documents: Iterable[Document]) -> bool:
        """Drop what was filed under these keys, then file these documents, read once no one else writes.

        Returns False when another writer is at work; raises `SearchUnavailable`.
        """
        ...

    def rebuild(self, documents: Iterable[Document]) -> None:
        """File every text anew beside the index in use, then put it in its place in one move."""
        ...

    def is_new(self) -> bool:
        """Say whether no index was ever made here: nothing is lost then, it is a first start."""
        ...

    def is_sound(self) -> bool:
        """Say whether the index is there, can be read, and was made as one would be made now."""
        ...
