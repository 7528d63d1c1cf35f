"""Name what a council may have to settle: points of one kind under a heading."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Point:
    """Something to settle: its name in the form, and its words, which become the title of an item."""

    key: str
    words: str


@dataclass(frozen=True)
class Question:
    """Points of one kind, under a heading that says why they are there."""

    heading: str
    points: tuple[Point, ...]
