"""Ask, from a form, for texts that already say what someone is writing; a later room knows how to find them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

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


Finder = Callable[[str, str, str], Sequence[Similar]]
finders: Registry[Finder] = Registry("similar")
"""What finds the proposals of a consultation, by its slug, that are close to a title and a text."""


def similar_to(consultation: str, title: str, text: str) -> list[Similar]:
    """Return at most `MOST` proposals close to a title and a text; none while nothing can find them."""
    return [one for find in finders for one in find(consultation, title, text)][:MOST]
