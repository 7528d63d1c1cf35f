"""The secretariat's own grid of codes for one theme, as data: the codes, and the texts people coded themselves.

It is an input of the analysis like the photograph of the data, written beside it: the same grid on the same data
always places the same texts. Nothing here computes, so that pages can use it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from json import dumps, loads

from synthesis.analysis.codec import plain, typed

FORMAT = "consult-grid/1"


class CorruptGridError(ValueError):
    """A file of grids this program did not write."""


class GestureKind(StrEnum):
    """What a person does to a grid."""

    ADD = "add"
    NAME = "name"
    RANK = "rank"
    MERGE = "merge"
    REMOVE = "remove"
    CODE = "code"


@dataclass(frozen=True)
class Gesture:
    """One thing a person did: `target` is a code's key or a text's reference, `after` what it leads to.

    That is a name, a rank from 1, the key of the code that takes the texts, or the keys of a text's codes.
    """

    kind: GestureKind
    target: str
    after: str


@dataclass(frozen=True)
class Code:
    """A code of the grid: its key, which never changes, and its name."""

    key: str
    name: str


@dataclass(frozen=True)
class Coded:
    """A text a person coded, with the keys of its codes in the order of the grid; none says that none fits."""

    ref: str
    codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Grid:
    """The codes of one theme in their order, and the texts people coded."""

    theme_id: int
    codes: tuple[Code, ...] = ()
    coded: tuple[Coded, ...] = ()

    @property
    def given(self) -> dict[str, tuple[str, ...]]:
        """Give the codes of each text people coded."""
        return {one.ref: one.codes for one in self.coded}

    def code(self, key: str) -> Code | None:
        """Find a code by its key."""
        return next((code for code in self.codes if code.key == key), None)


@dataclass(frozen=True)
class Share:
    """How the texts of a topic or a theme were placed: by people, by the model, and how sure the model was.

    `confidence` is the median of what the model says of the texts it placed, from 0 to 1.
    """

    by_people: int = 0
    by_model: int = 0
    confidence: float = 0.0


@dataclass
class _State:
    names: dict[str, str] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)
    merged: dict[str, str] = field(default_factory=dict)
    coded: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def now(self, key: str) -> str:
        """Follow a code through those it was merged into."""
        while key in self.merged:
            key = self.merged[key]
        return key

    def held(self, keys: Sequence[str]) -> tuple[str, ...]:
        """Give the codes of the grid that these keys lead to, in its order."""
        found = {self.now(key) for key in keys}
        return tuple(key for key in self.order if key in found)


def replayed(theme_id: int, gestures: Sequence[Gesture]) -> Grid:
    """Give the grid that gestures lead to, in their order; one that no longer finds its code does nothing.

    A text whose codes were all removed since is to be coded again.
    """
    state = _State()
    for gesture in gestures:
        _apply(state, gesture)
    codes = tuple(Code(key, state.names[key]) for key in state.order)
    coded = [Coded(ref, state.held(keys)) for ref, keys in state.coded.items()]
    kept = [one for one in coded if one.codes or not state.coded[one.ref]]
    return Grid(theme_id, codes, tuple(sorted(kept, key=_place)))


def _place(one: Coded) -> tuple[bool, str, int]:
    return one.ref[0] != "P", one.ref[0], int(one.ref[1:])


def _apply(state: _State, gesture: Gesture) -> None:
    kind, target, after = gesture.kind, gesture.target, gesture.after
    if kind is GestureKind.CODE:
        state.coded[target] = tuple(after.split())
    elif kind is GestureKind.ADD:
        state.names[target] = after
        state.order.append(target)
    elif target in state.order:
        _change(state, kind, target, after)


def _change(state: _State, kind: GestureKind, target: str, after: str) -> None:
    if kind is GestureKind.NAME:
        state.names[target] = after
    elif kind is GestureKind.RANK:
        state.order.remove(target)
        state.order.insert(max(0, int(after) - 1), target)
    elif kind is GestureKind.REMOVE:
        state.order.remove(target)
    elif after in state.order and after != target:
        state.order.remove(target)
        state.merged[target] = after


# --- as a file --------------------------------------------------------------------------


def grids_to_json(grids: Sequence[Grid]) -> bytes:
    """Write grids as UTF-8 JSON, keys and themes sorted: the same grids always give the same bytes."""
    rows = [plain(grid) for grid in sorted(grids, key=lambda one: one.theme_id)]
    return (dumps({"format": FORMAT, "grids": rows}, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def grids_from_json(content: bytes) -> tuple[Grid, ...]:
    """Read what `grids_to_json` wrote; raise `CorruptGridError` for anything else."""
    try:
        found = loads(content)
        if not isinstance(found, dict) or found.get("format") != FORMAT:
            raise CorruptGridError(f"not a {FORMAT} file")
        grids: tuple[Grid, ...] = typed(tuple[Grid, ...], found["grids"])
    except (KeyError, TypeError, ValueError) as fault:
        raise CorruptGridError(f"unreadable grids: {fault}") from fault
    return grids
