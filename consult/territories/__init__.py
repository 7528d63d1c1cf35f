"""Know the territories people live in and consultations are about.

A territory is a region, a department, an EPCI or a commune, with its official code.
The list is read from the official files by a command, never typed.
"""

from flask import Flask

from consult.kit import commands
from consult.territories.views import blueprint


def init_app(app: Flask) -> None:
    """Add the territories' commands, and the suggestions of their search."""
    app.register_blueprint(blueprint)
    commands.register(app, "territories", "consult.territories.cli:import_territories", within=("import",))
