"""Let later rooms offer their own links beside a contribution, such as reporting it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from consult.kit.errors import Sentence
from consult.kit.registries import Registry
from contributions.models import Contribution


@dataclass(frozen=True)
class Act:
    """A link to something one may do with a contribution; the page it leads to checks the right."""

    label: Sentence
    url: str


acts: Registry[Callable[[Contribution], Iterable[Act]]] = Registry("contribution_acts")


def contribution_acts(contribution: Contribution) -> list[Act]:
    """Return the links later rooms offer for this contribution."""
    return [act for offered in acts for act in offered(contribution)]
