"""Let each room say which of its texts are found, and how they are read.

A collection is a family of texts kept in one table. This room registers the contributions; later
rooms register theirs, and record `CHANGED` with `{"collection": name, "id": …}` when one changes.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import Flask

from consult.kit.errors import Sentence
from consult.kit.registries import Registry
from search.engine import Document, key_of

INDEX = "search.index"
"""The kind of job that files again what changed."""

CHANGED = "search.changed"
"""Outbox topic for later rooms: one of their texts must be read again."""


@dataclass(frozen=True)
class FoundText:
    """A text as results show it. `label` says what it is, `context` what it answers; `text` is plain, whole."""

    id: int
    kind: str
    label: Sentence
    title: str
    text: str
    url: str
    published_at: datetime
    consultation: str
    theme: str = ""
    author: str = ""
    context: str = ""


@dataclass(frozen=True)
class Searchable:
    """A collection: its name, its kinds with what a facet calls them, and how to read it.

    `documents` gives what everyone may find, of these texts or of all. `together` adds to some texts
    those found only while they are. `visible` gives, in one query, those of the texts asked for that
    everyone may read at this moment. `count` says how many there are to find.
    """

    name: str
    kinds: Mapping[str, Sentence]
    documents: Callable[[Collection[int] | None], Iterator[Document]]
    together: Callable[[Collection[int]], set[int]]
    visible: Callable[[Sequence[int]], Mapping[int, FoundText]]
    count: Callable[[], int]


_collections: Registry[Searchable] = Registry("searchable")


def add(app: Flask, collection: Searchable) -> None:
    """Register a collection."""
    _collections.add(app, collection)


def collections() -> dict[str, Searchable]:
    """Return every collection by its name."""
    return {one.name: one for one in _collections}


def labels() -> dict[str, Sentence]:
    """Return what facets call each kind, of every collection."""
    return {kind: label for one in _collections for kind, label in one.kinds.items()}


Changed = Mapping[str, set[int]]
"""Identifiers of texts, by collection."""


def changed_by(payloads: Sequence[Mapping[str, object]]) -> Changed:
    """Return what the payloads of outbox rows name; a row without a collection is about a contribution."""
    changed: dict[str, set[int]] = {}
    for payload in payloads:
        changed.setdefault(str(payload.get("collection", "contribution")), set()).add(int(str(payload["id"])))
    return changed


def together(changed: Changed) -> Changed:
    """Add what is found only while these texts are."""
    known = collections()
    return {name: known[name].together(ids) for name, ids in changed.items() if name in known}


def keys_of(changed: Changed) -> frozenset[str]:
    """Return the names under which these texts are filed."""
    return frozenset(key_of(name, number) for name, ids in changed.items() for number in ids)
