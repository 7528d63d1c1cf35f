"""Ask, from a form, for texts that already say what someone is writing; a later room knows how to find them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from consult.kit.registries import Registry

MOST = 5
"""Similar texts shown beside a form: enough to choose, too few to stop writing."""


@dataclass(frozen=True)
class Similar:
    """A published text close to what someone is writing, as its form shows it."""

    id: int
    title: str
    excerpt: str
    url: str


class Finder(Protocol):
    """Find proposals close to a title and a text in a consultation named by its slug."""

    def __call__(self, consultation: str, title: str, text: str, *, however_far: bool) -> Sequence[Similar]:
        """Return the closest first: those close enough for a writer, or all of them `however_far` they are."""


finders: Registry[Finder] = Registry("similar")
"""What finds similar proposals, in the rooms that know how."""


def similar_to(consultation: str, title: str, text: str, *, however_far: bool = False) -> list[Similar]:
    """Return at most `MOST` proposals close to a title and a text; none while nothing can find them.

    Whoever judges by eye asks for the closest `however_far` they are: a writer is shown nothing unrelated.
    """
    return [one for find in finders for one in find(consultation, title, text, however_far=however_far)][:MOST]
