"""Hold the consultations: their question, themes, phases, public pages and desk.

Later steps extend the public frame of a consultation and add their tabs to it.
Phases open and close by date; the worker records each passage once.
"""

from flask import Flask


def init_app(app: Flask) -> None:
    """Open the consultations."""
