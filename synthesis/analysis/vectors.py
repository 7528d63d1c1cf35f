"""Sentence vectors: what a passage means beside the words it uses, as small whole numbers that never change.

A model outside the analysis gives them once, when a text is published; they travel with the data, so that a
dossier is computed again without the model. Whole numbers multiply exactly in any order: neither threads nor
machines change anything.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from synthesis.analysis.corpus import Contribution, Corpus, ProposalRow, SourceRow
from synthesis.analysis.units import Unit, units_of
from synthesis.analysis.words import cleaned

FORMAT = "consult-vectors/1"
DIMENSIONS = 512
LONGEST = 2_000
_SCALE = 512.0
_MOSTLY_CAPITALS = 0.6

Int8 = NDArray[np.int8]
Floats = NDArray[np.float32]


class CorruptVectorsError(ValueError):
    """Vectors that cannot be read, or are not those of these texts."""


@dataclass(frozen=True)
class Vectors:
    """For each contribution the vectors of its passages: the whole text first, then each of its units."""

    model: str
    rows: Mapping[str, Int8]

    def of_texts(self, refs: Sequence[str]) -> Floats:
        """Return one row per contribution, as whole numbers."""
        return _stacked([self.rows[ref][:1] for ref in refs])

    def of_units(self, units: Sequence[Unit]) -> Floats:
        """Return one row per unit, as whole numbers; every unit of a contribution must be there, in its order."""
        return _stacked([self.rows[ref][1:] for ref in dict.fromkeys(unit.ref for unit in units)])

    def covering(self, corpus: Corpus) -> "Vectors":
        """Keep the vectors of a corpus; raise CorruptVectorsError when one is missing or has another size."""
        kept = {}
        for row in corpus.contributions:
            found = self.rows.get(row.ref)
            if found is None or found.shape != (1 + len(units_of([row])), DIMENSIONS):
                raise CorruptVectorsError(f"no vectors that fit {row.ref}")
            kept[row.ref] = found
        return Vectors(self.model, kept)


def passages(row: Contribution) -> list[str]:
    """List what a model must read of a contribution: its whole, then its units, addresses and capitals undone."""
    whole = f"{row.title}\n{row.text}" if isinstance(row, ProposalRow | SourceRow) else row.text
    return [_readable(text) for text in (whole, *(unit.words for unit in units_of([row])))]


def quantised(vectors: NDArray[Any]) -> Int8:
    """Round vectors of length one to whole numbers between -127 and 127."""
    return np.clip(np.rint(vectors * _SCALE), -127, 127).astype(np.int8)


def lengths(rows: Floats) -> NDArray[np.float64]:
    """Return the length of each row, 1 for a row of zeros."""
    found = np.sqrt((rows.astype(np.float64) ** 2).sum(axis=1))
    return np.where(found > 0, found, 1.0)


def unit_length(rows: Floats) -> NDArray[np.float64]:
    """Return rows of length one."""
    return rows / lengths(rows)[:, None]


def cosines(rows: Floats, others: Floats) -> NDArray[np.float64]:
    """Compare rows of whole numbers; products are exact in single precision, so the order of the sums is free."""
    return np.asarray((rows @ others.T) / (lengths(rows)[:, None] * lengths(others)))


def to_bytes(vectors: Vectors) -> bytes:
    """Write vectors: a line of JSON that says whose they are, then the numbers, in the order of references."""
    refs = sorted(vectors.rows, key=lambda ref: (ref[0], int(ref[1:])))
    rows = [[ref, len(vectors.rows[ref])] for ref in refs]
    head = {"format": FORMAT, "model": vectors.model, "dimensions": DIMENSIONS, "rows": rows}
    return (
        json.dumps(head, sort_keys=True).encode() + b"\n" + b"".join(vectors.rows[ref].tobytes() for ref in refs)
    )


def from_bytes(content: bytes) -> Vectors:
    """Read what `to_bytes` wrote; raise CorruptVectorsError on anything else."""
    line, _, numbers = content.partition(b"\n")
    try:
        head = json.loads(line)
        if head["format"] != FORMAT or head["dimensions"] != DIMENSIONS:
            raise CorruptVectorsError(f"not a {FORMAT} file")
        table = np.frombuffer(numbers, dtype=np.int8).reshape(-1, DIMENSIONS)
        ends = np.cumsum([size for _ref, size in head["rows"]])
        if (ends[-1] if len(ends) else 0) != len(table):
            raise CorruptVectorsError("vectors cut short")
        parts = np.split(table, ends[:-1]) if len(ends) else []
        return Vectors(str(head["model"]), {ref: part for (ref, _), part in zip(head["rows"], parts, strict=True)})
    except (KeyError, TypeError, ValueError) as fault:
        raise CorruptVectorsError(f"unreadable vectors: {fault}") from fault


def _readable(text: str) -> str:
    bare = " ".join(cleaned(text[:LONGEST]).split())
    letters = [char for char in bare if char.isalpha()]
    capitals = sum(char.isupper() for char in letters)
    return bare.lower() if capitals > _MOSTLY_CAPITALS * len(letters) else bare


def _stacked(rows: Iterable[Int8]) -> Floats:
    found = list(rows)
    whole = np.concatenate(found) if found else np.zeros((0, DIMENSIONS), dtype=np.int8)
    return whole.astype(np.float32)
