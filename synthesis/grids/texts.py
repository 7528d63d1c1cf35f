"""The texts to code: which ones, in which order, whole, with the codes people or the worker gave them."""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from json import loads

from synthesis.grids.asked import GridAsked
from synthesis.grids.models import GridGesture
from synthesis.grids.queries import codings_of, last_coded
from synthesis.queries.syntheses import snapshot_content
from synthesis.texts import TextLine, texts_of

AT_ONCE = 20
USEFUL, CODED, LEFT = "utiles", "codees", "sans-code"
"""The lists that are not those of one code: what to read first, what people coded, what has no code yet."""
_FIRST = 10
_ROWS = {"P": "proposals", "A": "arguments", "C": "comments", "S": "sources"}


@dataclass(frozen=True)
class ToCode:
    """A text to code: its whole words, its codes now, how sure the worker is of those it gave, who coded it last.

    `seen` is the number of the last coding, or zero, so that nobody writes over what they have not read.
    """

    line: TextLine
    title: str
    words: str
    codes: tuple[str, ...] = ()
    sure: Mapping[str, float] | None = None
    last: GridGesture | None = None
    seen: int = 0

    @property
    def fits_none(self) -> bool:
        """Say whether a person read it and found that no code fits."""
        return self.last is not None and not self.codes


def listed(asked: GridAsked, name: str) -> list[str]:
    """List the texts to read, by reference; the name of a list that is no other is the key of a code.

    Under a code come those the worker placed there, the least sure first, then those people coded.
    """
    if name == CODED:
        return last_coded(asked.synthesis, asked.section_id, asked.grid)
    if name in {USEFUL, LEFT}:
        return _to_read(asked, only_left=name == LEFT)
    return [*asked.placing.under(name), *(one.ref for one in asked.grid.coded if name in one.codes)]


def _to_read(asked: GridAsked, *, only_left: bool) -> list[str]:
    """List what nobody coded: the most useful first, or what the worker left without a code."""
    given, placing = asked.grid.given, asked.placing
    everything = list(texts_of(asked.synthesis, asked.section_id))
    if only_left:
        return [ref for ref in everything if ref not in given and ref not in placing.places]
    in_order = dict.fromkeys((*placing.useful, *_spread(everything)))
    return [ref for ref in in_order if ref not in given]


def _spread(refs: list[str]) -> list[str]:
    """Walk through a list by long steps, so that its beginning already speaks of the whole."""
    step = max(1, len(refs) // _FIRST)
    return [ref for start in range(step) for ref in refs[start::step]]


def after(refs: Sequence[str], last: str, how_many: int) -> list[str]:
    """Take some texts of a list, from the one that follows; from the first when it is not there any more."""
    start = refs.index(last) + 1 if last in refs else 0
    return list(refs[start : start + how_many])


def to_code(asked: GridAsked, refs: Sequence[str]) -> list[ToCode]:
    """Return these texts whole, as they stand in the data the synthesis was computed from."""
    lines = texts_of(asked.synthesis, asked.section_id)
    known = [ref for ref in refs if ref in lines]
    rows = _whole(asked.synthesis.snapshot_id or 0, known)
    coded, given = codings_of(asked.synthesis, asked.section_id, known), asked.grid.given
    found = []
    for ref in known:
        sure = asked.placing.places.get(ref, {})
        codes, last = given.get(ref, tuple(sure)), coded.get(ref)
        title, words = rows[ref]
        seen = last.id if last else 0
        found.append(ToCode(lines[ref], title, words, codes, sure, last if ref in given else None, seen))
    return found


def _whole(snapshot_id: int, refs: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Read titles and words straight from a photograph: a whole corpus would take a page too long."""
    kept = loads(zlib.decompress(snapshot_content(snapshot_id)))
    wanted = set(refs)
    return {
        f"{letter}{row['id']}": (row.get("title", ""), row["text"])
        for letter, name in _ROWS.items()
        for row in kept[name]
        if f"{letter}{row['id']}" in wanted
    }
