"""Choose the engine, and load it only where it is first needed."""

import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

from flask import Flask, current_app
from sqlalchemy.exc import ArgumentError, OperationalError
from werkzeug.utils import import_string

from consult.kit.db import database, open_engine
from search.engine import Document, Engine

_EMBEDDED = "search.whoosh_engine:WhooshEngine"
_ON_THE_SERVER = "search.postgresql_engine:PostgresqlEngine"
_HELD = "search.memory_engine:MemoryEngine"
_KEY = "consult_search"


def init_app(app: Flask, data_dir: Path) -> None:
    """Remember where an embedded index would stand; nothing is opened yet."""
    app.extensions[_KEY] = data_dir / "search"


def engine() -> Engine:
    """Return the engine of this process: the server that holds the data, or the embedded one."""
    known = current_app.extensions[_KEY]
    if isinstance(known, Path):
        data = database()
        known = new_engine(known) if data.is_sqlite else import_string(_ON_THE_SERVER)(data.engine)
        current_app.extensions[_KEY] = known
    return cast("Engine", known)


def engine_holding(documents: Iterable[Document]) -> Engine:
    """Return an engine that holds these texts in memory, for one question."""
    return cast("Engine", import_string(_HELD)(documents))


def new_engine(folder: Path) -> Engine:
    """Return an embedded engine that keeps its index in this folder."""
    return cast("Engine", import_string(_EMBEDDED)(folder))


@contextmanager
def engine_on(server: str) -> Iterator[Engine | None]:
    """Lend an empty engine in a schema of its own on this PostgreSQL server; None where it does not answer."""
    try:
        data = open_engine(server)
        data.connect().close()
    except (ArgumentError, ImportError, OperationalError):
        yield None
        return
    lent = import_string(_ON_THE_SERVER)(data, f"consult_measured_{secrets.token_hex(4)}")
    try:
        yield lent
    finally:
        lent.drop()
        data.dispose()
