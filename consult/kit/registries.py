"""Let each room join the work that crosses rooms, in the arrow's order.

A registry is a named, ordered list filled by each room's `init_app`: erase, download, demo,
check, backup, metrics. Whoever runs the work walks the list inside one transaction.
"""

from collections.abc import Iterator
from typing import Generic, TypeVar, cast

from flask import Flask, current_app

T = TypeVar("T")


class Registry(Generic[T]):
    """A named list held by the application, so that two applications never share one."""

    def __init__(self, name: str) -> None:
        self._key = f"consult_registry_{name}"

    def add(self, app: Flask, entry: T) -> None:
        """Append what this room contributes."""
        app.extensions.setdefault(self._key, []).append(entry)

    def __iter__(self) -> Iterator[T]:
        return iter(cast("list[T]", current_app.extensions.get(self._key, [])))
