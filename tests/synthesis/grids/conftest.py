"""The desk of a draft whose first theme has a grid, or may have one."""

import pytest
from werkzeug.test import TestResponse

from synthesis.analysis.grids import Grid
from synthesis.grids.operations import Coder
from synthesis.grids.queries import codings_of, gestures_of, grid_of, theme_grid_of
from tests.factories.grids import THEME, coded, coder_in, place
from tests.synthesis.desk.conftest import Desk


class GridDesk(Desk):
    """The pages of the grid of the first theme, and what the database holds of it."""

    def send(self, what, **values: object) -> TestResponse:
        """Post to a page of the grid."""
        return self.browser.post(f"{self.theme}/grille{what}", values)

    def tick(self, ref, *codes: str, seen=0, after="") -> TestResponse:
        """Tick boxes of one text, and send."""
        return self.send(f"/coder{after}", refs=ref, **{f"codes-{ref}": list(codes), f"vu-{ref}": seen})

    def shown(self, address="") -> str:
        """Return the main part of a page of the grid."""
        return self.page(f"/themes/{THEME}/grille{address}").split("<main")[1]

    def grid(self) -> Grid:
        """Return the grid as it stands."""
        with self.at_work() as (_unit, synthesis):
            return grid_of(synthesis, THEME)

    def names(self) -> list[str]:
        """Return the names of the codes in their order."""
        return [code.name for code in self.grid().codes]

    def kept(self):
        """Return what is kept beside the gestures."""
        with self.at_work() as (_unit, synthesis):
            return theme_grid_of(synthesis, THEME)

    def gestures(self):
        """Return the gestures, the latest first."""
        with self.at_work() as (_unit, synthesis):
            return gestures_of(synthesis, THEME)

    def seen_of(self, ref) -> int:
        """Name the coding of a text that stands now."""
        with self.at_work() as (_unit, synthesis):
            return codings_of(synthesis, THEME, [ref])[ref].id

    def coder(self, synthesis) -> Coder:
        """Return the secretariat at work."""
        return coder_in(self.scene, synthesis)

    def place(self) -> None:
        """Do what the worker does."""
        place(self.scene.app, self.scene.synthesis)


@pytest.fixture
def fresh(grouped, browser) -> GridDesk:
    """Give a draft with topics and no grid yet."""
    return GridDesk(grouped, browser)


@pytest.fixture
def desk(app, browser) -> GridDesk:
    """Give a draft whose first theme has three codes, nine texts coded, the rest placed."""
    return GridDesk(coded(app), browser)
