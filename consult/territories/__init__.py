"""Know the territories people live in and consultations are about.

A territory is a region, a department, an EPCI or a commune, with its official code.
The list is read from the official files by a command, never typed.
"""

from flask import Flask

from consult.kit import commands


def init_app(app: Flask) -> None:
    """Add the territories' commands."""
    commands.register(app, "territories", "consult.territories.cli:import_territories", within=("import",))
