"""Give near copies of a text something in common to be found by, at the same cost however many texts there are.

One hash for each run of five letters, the least of each of 64 bins kept (one-permutation hashing, Li, Owen and
Zhang 2012; empty bins take the next full one, Shrivastava and Li 2014), joined four by four: two texts that
share one of the 16 results are worth comparing. Words are compared afterwards, so chance pairs are dropped.
"""

from hashlib import blake2b
from zlib import crc32

from consult.kit.text.similarity import shingles

BINS, BANDS = 64, 16
SHORTEST = 60
"""Letters below which two texts say the same by chance."""

_ROWS = BINS // BANDS


def bands(place: int, text: str) -> list[int]:
    """Return the 16 numbers that near copies of this text in this place mostly share; none for a short text."""
    if len(text) < SHORTEST:
        return []
    least = _filled(_least(text))
    return [_joined(place, band, least[band * _ROWS : (band + 1) * _ROWS]) for band in range(BANDS)]


def _least(text: str) -> list[int | None]:
    kept: list[int | None] = [None] * BINS
    for shingle in shingles(text):
        number = crc32(shingle.encode())
        at, value = number % BINS, number // BINS
        before = kept[at]
        kept[at] = value if before is None else min(before, value)
    return kept


def _filled(kept: list[int | None]) -> list[int]:
    """Give each empty bin the value of the next full one, with how far it was."""
    filled = []
    for at in range(BINS):
        far = next(step for step in range(BINS) if kept[(at + step) % BINS] is not None)
        filled.append((kept[(at + far) % BINS] or 0) + (far << 32))
    return filled


def _joined(place: int, band: int, values: list[int]) -> int:
    written = ":".join(map(str, (place, band, *values)))
    return int.from_bytes(blake2b(written.encode(), digest_size=7).digest())
