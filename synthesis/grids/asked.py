"""Turn the values of an address into the grid a rule judges and a view shows."""

from dataclasses import dataclass

from consult.kit.errors import NotFound
from synthesis.analysis.grids import Code, Grid
from synthesis.asked import ThemeAsked, theme_at
from synthesis.grids.models import GridGesture, ThemeGrid
from synthesis.grids.placing import CodeLine, Doubts, Placing, doubts_of, lines_of
from synthesis.grids.queries import gesture_named, grid_of, grids_frozen, placing_of, theme_grid_of


@dataclass(frozen=True)
class GridAsked(ThemeAsked):
    """The grid of a theme, with what the worker placed; `computed` is the one the synthesis was made with."""

    grid: Grid
    kept: ThemeGrid | None
    placing: Placing
    computed: Grid | None

    @property
    def is_used(self) -> bool:
        """Say whether its codes are to be the topics of the theme."""
        return self.kept is not None and self.kept.is_used

    @property
    def is_late(self) -> bool:
        """Say whether the synthesis was computed with another state of the grid than this one."""
        return self.is_used and self.computed != self.grid

    @property
    def is_placing(self) -> bool:
        """Say whether the worker has still to learn from the last gestures."""
        return self.kept is not None and self.kept.placing_asked_at is not None

    @property
    def lines(self) -> list[CodeLine]:
        """Give the codes with what each gathers."""
        return lines_of(self.grid, self.placing)

    @property
    def doubts(self) -> Doubts:
        """Count what makes this grid too thin to give the topics."""
        return doubts_of(self.lines, self.placing)


@dataclass(frozen=True)
class CodeAsked(GridAsked):
    """One code of a grid."""

    code: Code


@dataclass(frozen=True)
class GestureAsked(ThemeAsked):
    """One gesture on a grid."""

    gesture: GridGesture


def grid_at(synthesis_id: int, section_id: str) -> GridAsked:
    """Return the grid of a theme, empty before anyone gave it a code; raise `NotFound` for what is no theme."""
    theme = theme_at(synthesis_id, section_id)
    synthesis = theme.synthesis
    grid, kept = grid_of(synthesis, section_id), theme_grid_of(synthesis, section_id)
    computed = next((one for one in grids_frozen(synthesis) if one.theme_id == grid.theme_id), None)
    placing = placing_of(synthesis, kept, grid)
    return GridAsked(synthesis, section_id, theme.title, grid, kept, placing, computed)


def code_at(synthesis_id: int, section_id: str, key: str) -> CodeAsked:
    """Return one code of a grid, or raise `NotFound`."""
    one = grid_at(synthesis_id, section_id)
    code = one.grid.code(key)
    if code is None:
        raise NotFound
    return CodeAsked(one.synthesis, section_id, one.title, one.grid, one.kept, one.placing, one.computed, code)


def gesture_at(synthesis_id: int, section_id: str, gesture_id: int) -> GestureAsked:
    """Return one gesture on a grid, or raise `NotFound`."""
    theme = theme_at(synthesis_id, section_id)
    gesture = gesture_named(theme.synthesis, section_id, gesture_id)
    return GestureAsked(theme.synthesis, section_id, theme.title, gesture)
