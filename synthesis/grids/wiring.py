"""Open the grid's pages, let the worker place, and say where it keeps who did what."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from consult.accounts.traces import Trace, on_trace
from consult.kit.jobs import handle
from synthesis.grids import coding, desk
from synthesis.grids.models import GridGesture
from synthesis.grids.operations import PLACE

TRACES = (
    Trace(_l("Geste sur la grille d’un thème"), GridGesture.actor_id, GridGesture.after, GridGesture.at),
    Trace(
        _l("Geste sur une grille défait ou refait"),
        GridGesture.turned_by_id,
        GridGesture.id,
        GridGesture.turned_at,
    ),
)


def init_app(app: Flask) -> None:
    """Open the pages of the grid."""
    on_trace(app, TRACES)
    app.register_blueprint(desk.blueprint)
    app.register_blueprint(coding.blueprint)
    handle(app, PLACE, "synthesis.grids.jobs:place", long=True)
