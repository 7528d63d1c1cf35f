"""Hear of what is published, and offer the command."""

from flask import Flask

from consult.kit import commands, outbox
from consult.kit.jobs import handle
from contributions.news import CHANGED
from synthesis.vectors import models

KEEP = f"synthesis.{models.TextVectors.__tablename__}"


def init_app(app: Flask) -> None:
    """Let the worker compute the vectors of what changes."""
    handle(app, KEEP, "synthesis.vectors.jobs:keep_changed", batch=200, long=True)
    outbox.subscribe(app, CHANGED, KEEP)
    commands.register(app, "vectors", "synthesis.vectors.cli:vectors", within=("synthesis",))
