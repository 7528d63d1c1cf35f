"""The grid of the first theme of a draft: three codes, nine texts coded, the others placed."""

from types import SimpleNamespace

from flask import Flask

from consult.kit.db import database
from synthesis.grids import jobs
from synthesis.grids.operations import Coder, TextCodes, add_codes, code_texts
from synthesis.grids.queries import theme_grid_of
from synthesis.models import Synthesis
from tests.factories import NOW
from tests.factories.kept import again
from tests.factories.syntheses import EACH, grouped

THEME = "theme-1"
NAMES = ("Guichets", "Bus", "Fibre")


def coder_in(scene: SimpleNamespace, synthesis: Synthesis) -> Coder:
    """Return the secretariat at work on the grid of the first theme."""
    return Coder(scene.secretariat, synthesis, THEME, NOW)


def place(app: Flask, synthesis: Synthesis) -> None:
    """Do what the worker does for the grid of the first theme."""
    with app.app_context():
        with database().unit_of_work(writes=False):
            kept = theme_grid_of(synthesis, THEME)
        jobs.place({"id": kept.id if kept else 0})


def coded(app: Flask) -> SimpleNamespace:
    """Return a draft whose first theme has a grid: three codes, three texts coded under each, the rest placed."""
    return again(app, "a coded grid", _code)


def _code(app: Flask) -> SimpleNamespace:
    scene = grouped(app)
    refs = [row.reference for row in scene.texts]
    with app.app_context(), database().unit_of_work() as unit:
        coder = coder_in(scene, unit.get_one(Synthesis, scene.synthesis.id))
        add_codes(coder, "\n".join(NAMES))
        given = [
            TextCodes(ref, (f"c{rank}",))
            for rank in (1, 2, 3)
            for ref in refs[EACH * (rank - 1) : EACH * (rank - 1) + 3]
        ]
        code_texts(coder, given)
    place(app, scene.synthesis)
    return SimpleNamespace(**vars(scene) | {"refs": refs})
