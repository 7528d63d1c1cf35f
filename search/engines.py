"""Choose the engine, and load it only where it is first needed."""

from pathlib import Path
from typing import cast

from flask import Flask, current_app
from werkzeug.utils import import_string

from search.engine import Engine

_EMBEDDED = "search.whoosh_engine:WhooshEngine"
_KEY = "consult_search"


def init_app(app: Flask, data_dir: Path) -> None:
    """Remember where the index stands; nothing is opened yet."""
    app.extensions[_KEY] = data_dir / "search"


def engine() -> Engine:
    """Return the engine of this process, opened the first time it is asked for."""
    known = current_app.extensions[_KEY]
    if isinstance(known, Path):
        known = current_app.extensions[_KEY] = new_engine(known)
    return cast("Engine", known)


def new_engine(folder: Path) -> Engine:
    """Return an engine that keeps its index in this folder."""
    return cast("Engine", import_string(_EMBEDDED)(folder))
