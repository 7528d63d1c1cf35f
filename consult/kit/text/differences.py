"""Show what changed between two versions of a text, word by word."""

import enum
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz.distance import Indel

_WORDS = re.compile(r"\w+(?:[’'\-]\w+)*|\n+|[^\S\n]+|[^\w\s]")
_SHORTEST_KEPT = 4
"""Letters below which words kept between two changes are shown as part of the change."""


class Change(enum.Enum):
    """What happened to a piece of text."""

    KEPT = "kept"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Piece:
    """A run of text and what happened to it."""

    change: Change
    text: str


@dataclass(frozen=True)
class _Edit:
    kept: bool
    before: str
    after: str


def differences(before: str, after: str) -> list[Piece]:
    """Return the pieces that read as both texts: kept and removed give `before`, kept and added give `after`."""
    return list(_pieces(_readable(_edits(before, after))))


def _edits(before: str, after: str) -> Iterator[_Edit]:
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    for step in Indel.opcodes(old, new):
        removed, added = old[step.src_start : step.src_end], new[step.dest_start : step.dest_end]
        yield _Edit(step.tag == "equal", "".join(removed), "".join(added))


def _readable(edits: Iterable[_Edit]) -> list[_Edit]:
    """Join neighbouring changes, and changes held apart by a space or a little word."""
    joined: list[_Edit] = []
    for edit in edits:
        joined.append(edit)
        while len(joined) > 1 and not joined[-1].kept and _is_thin(joined[-2], at_start=len(joined) == 2):  # noqa: PLR2004
            last, thin = joined.pop(), joined.pop()
            start = joined.pop() if thin.kept else _Edit(kept=False, before="", after="")
            joined.append(
                _Edit(
                    kept=False,
                    before=start.before + thin.before + last.before,
                    after=start.after + thin.after + last.after,
                )
            )
    return joined


def _is_thin(edit: _Edit, *, at_start: bool) -> bool:
    if not edit.kept:
        return True
    letters = sum(c.isalnum() for c in edit.before)
    return not at_start and letters < _SHORTEST_KEPT and "\n" not in edit.before


def _pieces(edits: Iterable[_Edit]) -> Iterator[Piece]:
    for edit in edits:
        if edit.kept:
            yield Piece(Change.KEPT, edit.before)
            continue
        if edit.before:
            yield Piece(Change.REMOVED, edit.before)
        if edit.after:
            yield Piece(Change.ADDED, edit.after)
