"""Step four: finding again. One engine behind one interface, always rebuilt from the database.

A later step may call this one; this one never names a later step.
Its writes are in `operations.py`, its reads in `queries.py`, its rights in `rules.py`.
"""

from flask import Flask


def init_app(app: Flask) -> None:
    """Join the application."""
