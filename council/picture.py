"""Draw a chain: one line per step, one column per holder, a line that passes from hand to hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from flask_babel import format_date

from consult.kit import clock
from consult.kit.errors import Sentence
from council.links import HOLDERS, Link

WIDTH, ROW, TOP = 340, 40, 52
_DATES, _COLUMN = 84, 70
_PLACES = {holder: _DATES + _COLUMN * place + _COLUMN // 2 - 12 for place, holder in enumerate(HOLDERS)}


@dataclass(frozen=True)
class Station:
    """A step where it is drawn, with its number in the list beside and its day in figures."""

    x: int
    y: int
    number: int
    state: str
    day: str


@dataclass(frozen=True)
class Stretch:
    """What joins a step to the next, travelled or still to come."""

    x1: int
    y1: int
    x2: int
    y2: int
    is_done: bool


@dataclass(frozen=True)
class Picture:
    """A chain ready to be drawn in a box of this width and height."""

    width: int
    height: int
    columns: Sequence[tuple[int, Sentence]]
    stations: Sequence[Station]
    stretches: Sequence[Stretch]
    counts: tuple[int, int, int]
    """How many steps are done, under way, to come."""


def draw(links: Sequence[Link]) -> Picture:
    """Place each step under its holder, in the order of the chain."""
    stations = [_station(one, number) for number, one in enumerate(links, start=1)]
    return Picture(
        WIDTH,
        TOP + ROW * len(links),
        [(_PLACES[holder], label) for holder, label in HOLDERS.items()],
        stations,
        [Stretch(one.x, one.y, after.x, after.y, after.state != "ahead") for one, after in pairwise(stations)],
        _counts(links),
    )


def _station(link: Link, number: int) -> Station:
    y = TOP + ROW * (number - 1) + ROW // 2 - 8
    return Station(_PLACES[link.holder], y, number, link.state, _figures(link.day))


def _figures(day: datetime | None) -> str:
    return format_date(clock.local(day).date(), "short", rebase=False) if day else ""


def _counts(links: Sequence[Link]) -> tuple[int, int, int]:
    states = [one.state for one in links]
    return states.count("done"), states.count("current"), states.count("ahead")
