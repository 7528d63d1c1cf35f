"""Hold the simplified drawings of the departments of the regions we know how to draw.

Only Centre-Val de Loire is drawn so far; its outlines come from the source the file names.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "data" / "outlines.json"


@dataclass(frozen=True)
class Outline:
    """A department as it is drawn: `path` is SVG, and (`x`, `y`) the middle, where its figure stands."""

    code: str
    name: str
    path: str
    x: int
    y: int


@dataclass(frozen=True)
class Drawing:
    """The departments of a region on a sheet of this size, in units of the drawing."""

    width: int
    height: int
    departments: tuple[Outline, ...]
    source: str


@cache
def drawings() -> dict[str, Drawing]:
    """Return every drawing by the INSEE code of its region."""
    written = json.loads(_FILE.read_text("utf-8"))
    return {
        code: Drawing(
            region["width"],
            region["height"],
            tuple(Outline(**one) for one in region["departments"]),
            written["source"],
        )
        for code, region in written["regions"].items()
    }


def drawing_of(region_code: str | None) -> Drawing | None:
    """Return the drawing of a region, or None when it is not drawn."""
    return drawings().get(region_code or "")
