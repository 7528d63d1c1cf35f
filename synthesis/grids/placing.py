"""What the worker found with a grid: which texts to read first, and where it would place the others.

Nothing here computes: pages read it as it was kept.
"""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from json import dumps, loads
from statistics import median

from synthesis.analysis.grids import Code, Grid

ENOUGH_CODED = 30
SURE_ENOUGH = 0.65

Places = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True)
class Placing:
    """The texts most useful to read next, in order, and for each text placed its codes with how sure they are."""

    useful: tuple[str, ...] = ()
    places: Places = field(default_factory=dict)

    def under(self, key: str) -> list[str]:
        """List the texts placed under a code, the least sure first."""
        found = [(codes[key], ref) for ref, codes in self.places.items() if key in codes]
        return [ref for _sure, ref in sorted(found)]

    def without(self, grid: Grid) -> "Placing":
        """Forget what people coded since: their word holds."""
        given = grid.given
        places = {ref: codes for ref, codes in self.places.items() if ref not in given}
        return Placing(tuple(ref for ref in self.useful if ref not in given), places)


@dataclass(frozen=True)
class CodeLine:
    """A code with what it gathers: texts people coded, texts the worker placed, and how sure it was of these."""

    code: Code
    rank: int
    by_people: int
    by_model: int
    sure: float | None


@dataclass(frozen=True)
class Doubts:
    """Why the topics a grid gives would be frail: codes few texts teach, codes without text, a hesitant model."""

    taught_little: tuple[str, ...] = ()
    unfilled: tuple[str, ...] = ()
    placed: int = 0
    sure: float | None = None

    @property
    def is_unsure(self) -> bool:
        """Say whether half of the places are hardly more likely than not."""
        return self.sure is not None and self.sure < SURE_ENOUGH


def to_bytes(placing: Placing) -> bytes:
    """Write a placing as it is kept."""
    kept = {"useful": list(placing.useful), "places": {ref: dict(codes) for ref, codes in placing.places.items()}}
    return zlib.compress(dumps(kept, sort_keys=True, separators=(",", ":")).encode())


def from_bytes(content: bytes) -> Placing:
    """Read what `to_bytes` wrote."""
    kept = loads(zlib.decompress(content))
    return Placing(tuple(kept["useful"]), kept["places"])


def lines_of(grid: Grid, placing: Placing) -> list[CodeLine]:
    """Count what each code gathers, in the order of the grid."""
    given = grid.given.values()
    found = []
    for rank, code in enumerate(grid.codes, start=1):
        sure = [codes[code.key] for codes in placing.places.values() if code.key in codes]
        people = sum(code.key in keys for keys in given)
        found.append(CodeLine(code, rank, people, len(sure), median(sure) if sure else None))
    return found


def doubts_of(lines: Sequence[CodeLine], placing: Placing) -> Doubts:
    """Name the codes with few coded texts and those with none, and say how sure the places are in the middle."""
    sure = [max(codes.values()) for codes in placing.places.values() if codes]
    return Doubts(
        tuple(line.code.name for line in lines if line.by_people < ENOUGH_CODED),
        tuple(line.code.name for line in lines if not line.by_people + line.by_model),
        len(sure),
        median(sure) if sure else None,
    )
