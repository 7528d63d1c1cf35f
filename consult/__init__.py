"""Step one: what a consultation is and who takes part.

This is the ground floor; every later step stands on it and it names none of them.
Its floors are the kit, the territories, the accounts and the consultations.
"""

from flask import Flask

from consult import accounts, consultations, gallery, territories
from consult.demo.scene import STEPS
from consult.kit import commands

COMMANDS = ("init", "migration", "serve", "worker")


def init_app(app: Flask) -> None:
    """Open the ground floor, from the bottom up."""
    for name in COMMANDS:
        commands.register(app, name, f"consult.cli:{name}")
    territories.init_app(app)
    accounts.init_app(app)
    consultations.init_app(app)
    gallery.init_app(app)
    commands.register(app, "demo", "consult.demo.cli:demo")
    STEPS.add(app, "consult.demo.ground:fill")
