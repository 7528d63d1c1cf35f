"""Let each room erase and hand over what it keeps of someone, in the arrow's order.

Accounts erase the person; the rooms above decide what becomes of the texts, as the person chose.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from flask import Flask

from consult.accounts.models import User
from consult.kit.errors import Sentence
from consult.kit.registries import Registry


class TextsFate(StrEnum):
    """What becomes of the texts of someone who leaves: kept unsigned, or removed where nobody answered."""

    UNSIGNED = "unsigned"
    REMOVED = "removed"


@dataclass(frozen=True)
class Part:
    """What one room keeps of someone: a file name, a title, lists and mappings of plain values, and files.

    `files` gives the path of each on this machine by its place in the archive.
    """

    name: str
    title: Sentence
    content: object
    files: Mapping[str, Path] = field(default_factory=dict)


Eraser = Callable[[User, TextsFate, datetime], None]
Teller = Callable[[User, datetime], Iterable[Part]]
erasers: Registry[Eraser] = Registry("erase")
tellers: Registry[Teller] = Registry("download")


def on_erase(app: Flask, eraser: Eraser) -> None:
    """Register what this room does when someone leaves; it runs in the transaction of the erasure."""
    erasers.add(app, eraser)


def on_download(app: Flask, teller: Teller) -> None:
    """Register what this room hands over to someone who asks for their data."""
    tellers.add(app, teller)
