"""Step six: the digital council receives the synthesis, gives its opinion, and the region answers.

A later step may call this one; this one never names a later step.
Its writes are in `operations.py`, its reads in `queries.py`, its rights in `rules.py`.
"""

from flask import Flask


def init_app(app: Flask) -> None:
    """Join the application."""
