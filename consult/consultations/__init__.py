"""Hold the consultations: their question, themes, phases, public pages and desk.

Later steps extend the public frame of a consultation and add their tabs to it.
Phases open and close by date; the worker records each passage once.
"""

from flask import Flask

from consult.accounts import scopes
from consult.consultations import queries
from consult.consultations.jobs import EVERY_SECONDS, RECORD_PASSAGES
from consult.consultations.rules import RULES
from consult.kit import permissions
from consult.kit.jobs import handle, repeat


def init_app(app: Flask) -> None:
    """Open the consultations."""
    permissions.register(app, RULES)
    scopes.add(app, queries.scopes)
    handle(app, RECORD_PASSAGES, "consult.consultations.jobs:record_passages")
    repeat(app, RECORD_PASSAGES, seconds=EVERY_SECONDS)
