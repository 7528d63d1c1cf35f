"""Texts sent several times: exact copies, and near ones found by char-5 MinHash and confirmed by rapidfuzz.

Copies are shown and counted apart; they are never merged away.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, compress
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

from synthesis.analysis.corpus import Contribution, Corpus, SourceRow
from synthesis.analysis.words import fold

SHORTEST = 40
SHINGLE = 5
SIMILARITY = 90.0
_BANDS, _ROWS = 24, 4
_LONGEST = 6_000
_SIGNATURE = 40
# A third of the signature in common: far under what two typos in a hundred letters leave (four fifths).
_SHARED = 0.3
_PAIRS_AT_ONCE = 50_000
_PRIME = np.uint64((1 << 31) - 1)


@dataclass(frozen=True)
class CopyGroup:
    """Contributions that say the same words, the first published one leading."""

    refs: tuple[str, ...]
    authors: int
    exact: bool

    @property
    def size(self) -> int:
        """Count the contributions of the group."""
        return len(self.refs)


def find_copies(corpus: Corpus) -> tuple[CopyGroup, ...]:
    """Group the contributions that repeat one another, the largest groups first."""
    texts: dict[str, list[Contribution]] = defaultdict(list)
    for row in corpus.contributions:
        folded = fold(row.text)
        if len(folded) >= SHORTEST and not isinstance(row, SourceRow):
            texts[folded].append(row)
    distinct = sorted(texts)
    groups = _union(len(distinct), near_pairs(distinct))
    found = [_group([texts[distinct[index]] for index in group]) for group in groups]
    return tuple(sorted((group for group in found if group.size > 1), key=lambda group: (-group.size, group.refs)))


def near_pairs(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of folded texts at least 90 % alike, but for a signature, each once, lower index first."""
    for first, second in _candidates(texts):
        if _alike(texts[first], texts[second]):
            yield first, second


def _alike(one: str, other: str) -> bool:
    """Compare two texts whole, or without the few words one of them adds at an end: a greeting, a signature."""
    if fuzz.ratio(one, other, score_cutoff=SIMILARITY):
        return True
    if abs(len(one) - len(other)) > _SIGNATURE:
        return False
    return bool(fuzz.partial_ratio(one, other, score_cutoff=SIMILARITY))


def _group(alike: Sequence[list[Contribution]]) -> CopyGroup:
    rows = sorted((row for same in alike for row in same), key=lambda row: (row.published_at, row.ref))
    return CopyGroup(
        refs=tuple(row.ref for row in rows),
        authors=len({row.author for row in rows}),
        exact=len(alike) == 1,
    )


def _candidates(texts: Sequence[str]) -> list[tuple[int, int]]:
    """Find the pairs that share a band of their signatures, and enough of the whole to be worth aligning."""
    signatures = np.stack(list(_signatures(texts))) if texts else np.zeros((0, _BANDS * _ROWS), dtype=np.uint64)
    pairs = sorted({pair for same in _by_band(signatures) for pair in combinations(sorted(same), 2)})
    starts = range(0, len(pairs), _PAIRS_AT_ONCE)
    return [pair for start in starts for pair in _sharing(signatures, pairs[start : start + _PAIRS_AT_ONCE])]


def _by_band(signatures: NDArray[np.uint64]) -> Iterator[list[int]]:
    """Put together the places of the texts whose signatures have a band in common."""
    for band in range(_BANDS):
        parts = signatures[:, band * _ROWS : (band + 1) * _ROWS]
        order = np.lexsort(parts.T)
        starts = np.flatnonzero((parts[order[1:]] != parts[order[:-1]]).any(axis=1)) + 1
        yield from (same.tolist() for same in np.split(order, starts) if len(same) > 1)


def _sharing(signatures: NDArray[np.uint64], pairs: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    places = np.array(pairs)
    shared = (signatures[places[:, 0]] == signatures[places[:, 1]]).mean(axis=1)
    return compress(pairs, shared >= _SHARED)


def _signatures(texts: Sequence[str]) -> Iterator[NDArray[np.uint64]]:
    draw = np.random.default_rng(2015)
    factors = draw.integers(1, int(_PRIME), (_BANDS * _ROWS, 1), dtype=np.uint64)
    shifts = draw.integers(0, int(_PRIME), (_BANDS * _ROWS, 1), dtype=np.uint64)
    for text in texts:
        yield ((factors * hashes_of(text) + shifts) % _PRIME).min(axis=1)


def hashes_of(text: str) -> NDArray[np.uint64]:
    """Hash every five signs that touch by their CRC-32, to which the sign of each place adds its share."""
    head = np.frombuffer(text[:_LONGEST].encode(), dtype=np.uint8)
    if len(head) < SHINGLE:
        return np.array([crc32(head.tobytes())], dtype=np.uint64) & _PRIME
    ends = len(head) - SHINGLE + 1
    hashes = np.full(ends, _NOTHING, dtype=np.uint32)
    for place, shares in enumerate(_SHARES):
        hashes ^= shares[head[place : place + ends]]
    return np.unique(hashes & np.uint32(_PRIME)).astype(np.uint64)


def _shares(place: int) -> NDArray[np.uint32]:
    """Give what each of the 256 bytes changes of the CRC-32 of five zeros when it stands at a place."""
    after = bytes(SHINGLE - 1 - place)
    return np.array(
        [crc32(bytes(place) + bytes([byte]) + after) ^ _NOTHING for byte in range(256)], dtype=np.uint32
    )


_NOTHING = crc32(bytes(SHINGLE))
_SHARES = tuple(_shares(place) for place in range(SHINGLE))


def _union(size: int, pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    parent = list(range(size))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for first, second in pairs:
        parent[max(root(first), root(second))] = min(root(first), root(second))
    groups: dict[int, list[int]] = defaultdict(list)
    for index in range(size):
        groups[root(index)].append(index)
    return list(groups.values())
