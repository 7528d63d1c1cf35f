"""Ask, before a text is published, what in it would let readers reach someone; a later room sees it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from consult.kit.errors import Sentence
from consult.kit.registries import Registry

MOST = 5
"""Passages shown to an author: enough to know which ones, too few to hide the form."""


@dataclass(frozen=True)
class Revealed:
    """A passage that may let readers reach someone: what it looks like, with its article, and its words."""

    looks_like: Sentence
    words: str


Finder = Callable[[str], Sequence[Revealed]]
finders: Registry[Finder] = Registry("revealing")
"""What finds the private information a text holds."""


def revealed_in(text: str, *, known: str = "") -> list[Revealed]:
    """Return at most `MOST` passages, each once, without those that `known` words already said."""
    found = (one for find in finders for one in find(text) if one.words not in known)
    return list(dict.fromkeys(found))[:MOST]
