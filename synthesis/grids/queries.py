"""Find the gestures that make a grid, what the worker placed after it, and the grids a synthesis uses."""

import zlib
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload, undefer

from consult.kit.db import session
from consult.kit.errors import NotFound
from synthesis.analysis.grids import Gesture, GestureKind, Grid, grids_from_json, replayed
from synthesis.grids.models import GridGesture, ThemeGrid
from synthesis.grids.placing import Placing, from_bytes
from synthesis.models import Synthesis

THEME = "theme-"
SHOWN = 20
"""How many of the last gestures a page lists."""


def grid_of(synthesis: Synthesis, section_id: str) -> Grid:
    """Return the grid of a theme as the gestures that hold make it."""
    columns = GridGesture.kind, GridGesture.target, GridGesture.after
    statement = (
        select(*columns)
        .where(GridGesture.synthesis_id == synthesis.id, GridGesture.section_id == section_id)
        .where(GridGesture.is_undone.is_(False))
        .order_by(GridGesture.id)
    )
    gestures = [Gesture(*row) for row in session.execute(statement)]
    return replayed(int(section_id.removeprefix(THEME)), gestures)


def theme_grid_of(synthesis: Synthesis, section_id: str) -> ThemeGrid | None:
    """Return what is kept beside the gestures of a theme's grid, with what the worker placed."""
    ours = ThemeGrid.synthesis_id == synthesis.id, ThemeGrid.section_id == section_id
    return session.scalars(select(ThemeGrid).where(*ours).options(undefer(ThemeGrid.placed))).one_or_none()


def placing_of(synthesis: Synthesis, kept: ThemeGrid | None, grid: Grid) -> Placing:
    """Return what the worker placed, without what people coded since; nothing from other data."""
    if kept is None or kept.placed is None or kept.placed_snapshot_id != synthesis.snapshot_id:
        return Placing()
    return from_bytes(kept.placed).without(grid)


def grids_used(synthesis: Synthesis) -> tuple[Grid, ...]:
    """Return the grids whose codes are to be the topics of their themes, in the order of the themes."""
    statement = select(ThemeGrid.section_id).where(
        ThemeGrid.synthesis_id == synthesis.id, ThemeGrid.is_used.is_(True)
    )
    grids = [grid_of(synthesis, section_id) for section_id in session.scalars(statement)]
    return tuple(sorted(grids, key=lambda grid: grid.theme_id))


def grids_frozen(synthesis: Synthesis) -> tuple[Grid, ...]:
    """Return the grids a synthesis was computed with, as they stood then."""
    content = session.scalar(select(Synthesis.grids).where(Synthesis.id == synthesis.id))
    return grids_from_json(zlib.decompress(content)) if content else ()


def themes_with_grid(synthesis: Synthesis) -> frozenset[str]:
    """Name the themes that have a grid, used or not."""
    statement = select(ThemeGrid.section_id).where(ThemeGrid.synthesis_id == synthesis.id)
    return frozenset(session.scalars(statement))


def gestures_of(synthesis: Synthesis, section_id: str, limit: int = SHOWN) -> Sequence[GridGesture]:
    """Return the last gestures on a grid with who made them, taken back or not, the latest first."""
    statement = (
        select(GridGesture)
        .where(GridGesture.synthesis_id == synthesis.id, GridGesture.section_id == section_id)
        .order_by(GridGesture.id.desc())
        .options(joinedload(GridGesture.actor), joinedload(GridGesture.turned_by))
        .limit(limit)
    )
    return session.scalars(statement).all()


def gesture_named(synthesis: Synthesis, section_id: str, gesture_id: int) -> GridGesture:
    """Return one gesture on a grid; raise `NotFound` for any other number."""
    found = session.get(GridGesture, gesture_id)
    if found is None or (found.synthesis_id, found.section_id) != (synthesis.id, section_id):
        raise NotFound
    return found


def codings_of(synthesis: Synthesis, section_id: str, refs: Sequence[str]) -> dict[str, GridGesture]:
    """Return the last coding that holds of each of these texts, with who made it."""
    statement = (
        select(GridGesture)
        .where(GridGesture.synthesis_id == synthesis.id, GridGesture.section_id == section_id)
        .where(GridGesture.kind == GestureKind.CODE, GridGesture.target.in_(refs))
        .where(GridGesture.is_undone.is_(False))
        .order_by(GridGesture.id)
        .options(joinedload(GridGesture.actor))
    )
    return {row.target: row for row in session.scalars(statement)} if refs else {}


def last_coded(synthesis: Synthesis, section_id: str, grid: Grid) -> list[str]:
    """List the texts people coded, the latest first."""
    statement = (
        select(GridGesture.target)
        .where(GridGesture.synthesis_id == synthesis.id, GridGesture.section_id == section_id)
        .where(GridGesture.kind == GestureKind.CODE, GridGesture.is_undone.is_(False))
        .order_by(GridGesture.id.desc())
    )
    given = grid.given
    return [ref for ref in dict.fromkeys(session.scalars(statement)) if ref in given]
