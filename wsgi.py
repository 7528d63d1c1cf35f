"""Compose the application: the six steps of a contribution, in order."""

import sys

from flask import Flask

import consult
import contributions
import council
import moderation
import search
import synthesis
from consult import app as ground
from consult.kit import permissions
from consult.settings import Settings, UnsafeSettingsError

STEPS = (consult, contributions, moderation, search, synthesis, council)


def create_app(settings: Settings | None = None) -> Flask:
    """Return the whole application; raises `UnsafeSettingsError` rather than serve the public unsafely."""
    app = ground.new_app(settings or Settings.from_environment())
    for step in STEPS:
        step.init_app(app)
    permissions.check_routes(app)
    return app


def main() -> None:
    """Run the `consult` command."""
    try:
        app = create_app()
    except UnsafeSettingsError as error:
        sys.exit(f"Réglages à corriger avant d’ouvrir au public : {error}")
    with app.app_context():
        app.extensions["consult_commands"](prog_name="consult")


if __name__ == "__main__":
    main()
