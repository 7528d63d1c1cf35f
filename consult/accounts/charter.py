"""Let the room that moderates give the rules of the charter that people accept when they sign up."""

from collections.abc import Callable, Sequence
from typing import Protocol

from consult.kit.errors import Sentence
from consult.kit.registries import Registry


class CharterLine(Protocol):
    """A rule as the page shows it."""

    @property
    def number(self) -> int:
        """Return the number decisions cite."""
        ...

    @property
    def title(self) -> Sentence:
        """Return the rule in one line."""
        ...

    @property
    def body(self) -> Sentence:
        """Return what it means."""
        ...


rules: Registry[Callable[[], Sequence[CharterLine]]] = Registry("charter_rules")
"""The rules that moderation cites where a consultation has none of its own."""
