"""Open the database, and hold the one transaction of a request, a command or a job.

SQLite and PostgreSQL behave alike from here on: no other module asks which one it is. A unit
of work that only reads refuses to write, so that no GET changes anything; one that writes
takes SQLite's write lock at once, because a lock asked for halfway is refused without waiting.
"""

import enum
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import pysqlite3
from flask import Flask, Response, current_app, g, request
from flask_babel import lazy_gettext as _l
from sqlalchemy import Connection, DateTime, Dialect, Engine, Enum, MetaData, create_engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import DeclarativeBase, ORMExecuteState, Session
from sqlalchemy.types import TypeDecorator
from werkzeug.local import LocalProxy

from consult.kit.errors import Busy

SQLITE_PRAGMAS = ("synchronous=NORMAL", "foreign_keys=ON", "temp_store=MEMORY")
# A vote waits its turn behind whoever writes; past this, the person is asked to send it again.
LOCK_SECONDS = 15.0
# Fixed in 3.51.3, 3.50.7 and 3.44.6: below, a WAL reset may corrupt the file.
SOUND_WAL = ((3, 51, 3), (3, 50, 7), (3, 44, 6))
NEWS = "news"
_WRITES = "consult_writes"
_LOCK_HELD = "consult_lock_held"
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_REFUSED_FROM = 400

_current: ContextVar[Session] = ContextVar("consult_session")
session = cast("Session", LocalProxy(_current, unbound_message="No unit of work is open."))
"""The session of the request, command or job under way."""


class WriteInReadUnitError(RuntimeError):
    """Refuse a write where only reading was announced (a GET, a report)."""


class Instant(TypeDecorator[datetime]):
    """Store an aware instant in UTC and give it back aware, on both engines."""

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:  # noqa: ANN401 - SQLAlchemy's signature
        """Use `timestamptz` on PostgreSQL, text in UTC on SQLite."""
        return dialect.type_descriptor(DateTime(timezone=dialect.name == "postgresql"))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a naive time, which would mean another instant on another machine."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"naive datetime {value!r} given for an instant")
        utc = value.astimezone(UTC)
        return utc if dialect.name == "postgresql" else utc.replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Give the instant back, aware, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Model(DeclarativeBase):
    """Give every table the same names for its constraints and the same types for its columns."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads a plain dict
        datetime: Instant,
        enum.Enum: Enum(
            enum.Enum,
            native_enum=False,
            create_constraint=False,
            length=30,
            values_callable=lambda members: [member.value for member in members],
        ),
    }


class Database:
    """One engine and the units of work opened on it."""

    def __init__(self, url: str) -> None:
        self.engine = open_engine(url)
        self._writer = self.engine.execution_options(**{_WRITES: True})

    @property
    def is_sqlite(self) -> bool:
        """Say whether the embedded engine is in use (for backup, check and the worker's lock)."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def unit_of_work(self, *, writes: bool = True) -> Iterator[Session]:
        """Open the one transaction of a job or a command; commit at the end, or roll everything back."""
        opened = self.open_session(writes=writes)
        token = _current.set(opened)
        try:
            yield opened
            commit(opened)
        finally:
            opened.close()
            _current.reset(token)

    def open_session(self, *, writes: bool) -> Session:
        """Return a session that begins for writing at once, or that refuses every write."""
        opened = Session(self._writer if writes else self.engine, expire_on_commit=False)
        if not writes:
            event.listen(opened, "before_flush", _refuse_flush)
            event.listen(opened, "do_orm_execute", _refuse_statement)
        return opened


def commit(opened: Session) -> None:
    """Commit, then deliver the news announced meanwhile."""
    opened.commit()
    for signal, payload in opened.info.pop(NEWS, []):
        signal.send(opened, **payload)


def let_others_write() -> None:
    """End the transaction of a request that has only read so far: slow work must not hold SQLite's one lock.

    What was loaded is read again when it is next used. Raises `RuntimeError` when something was written.
    """
    if session.new or session.deleted or session.dirty:
        raise RuntimeError("this unit of work has already written")
    session.rollback()


def database() -> Database:
    """Return the database of the application under way."""
    return cast("Database", current_app.extensions["consult_db"])


def upsert(model: type[Model]) -> sqlite.Insert | postgresql.Insert:
    """Return the engine's own INSERT that knows ON CONFLICT."""
    build = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    return build(model)


# --- engines --------------------------------------------------------------------------


def open_engine(url: str) -> Engine:
    """Open SQLite (WAL where the build is sound) or PostgreSQL from one address."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        return _open_sqlite(url, address.database)
    return create_engine(
        address.set(drivername="postgresql+psycopg"),
        pool_size=8,
        max_overflow=0,
        pool_pre_ping=True,
        connect_args={"options": "-c statement_timeout=30000 -c idle_in_transaction_session_timeout=60000"},
    )


def wal_is_sound(version: tuple[int, ...]) -> bool:
    """Say whether this SQLite is free of the WAL-reset corruption."""
    newest = SOUND_WAL[0]
    return version >= newest or any(version[:2] == fixed[:2] and version >= fixed for fixed in SOUND_WAL)


def sqlite_version() -> tuple[int, ...]:
    """Return the version of the SQLite in use, which is not the one Python was built with."""
    return tuple(int(part) for part in pysqlite3.sqlite_version.split("."))


def _open_sqlite(url: str, path: str | None) -> Engine:
    if path and path != ":memory:":
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, module=pysqlite3.dbapi2)
    write_order = threading.Lock()

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:  # noqa: ANN401 - a DBAPI connection
        connection.isolation_level = None
        journal = "WAL" if wal_is_sound(sqlite_version()) else "DELETE"
        patience = f"busy_timeout={LOCK_SECONDS * 1000:.0f}"
        for pragma in (f"journal_mode={journal}", patience, *SQLITE_PRAGMAS):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if not connection.get_execution_options().get(_WRITES, False):
            connection.exec_driver_sql("BEGIN")
            return
        # The busy handler sleeps and retries unfairly: inside one process a lock orders the writers.
        if not write_order.acquire(timeout=LOCK_SECONDS):
            raise _busy()
        try:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        except OperationalError as error:
            write_order.release()
            raise _busy() from error
        connection.info[_LOCK_HELD] = True

    @event.listens_for(engine, "commit")
    @event.listens_for(engine, "rollback")
    def release(connection: Connection) -> None:
        if connection.info.pop(_LOCK_HELD, False):
            write_order.release()

    return engine


def _busy() -> Busy:
    return Busy(
        _l("Renvoyez dans un instant\u00a0: le site finit d’enregistrer ce que d’autres viennent d’écrire.")
    )


def _refuse_flush(opened: Session, *_: object) -> None:
    if opened.new or opened.deleted or any(opened.is_modified(row) for row in opened.dirty):
        raise WriteInReadUnitError("this unit of work only reads")


def _refuse_statement(state: ORMExecuteState) -> None:
    if not state.is_select:
        raise WriteInReadUnitError("this unit of work only reads")


# --- one transaction per request ------------------------------------------------------


def init_app(app: Flask, url: str) -> None:
    """Open the database and give each request its session."""
    app.extensions["consult_db"] = Database(url)
    app.before_request(_open_request)
    app.after_request(_finish_request)
    app.teardown_request(_close_request)


def _open_request() -> None:
    opened = database().open_session(writes=request.method not in _SAFE_METHODS)
    g.db_token = _current.set(opened)
    g.db_session = opened


def read_without_waiting() -> None:
    """Give up the turn to write of a request that is refused: what remains is the page that says so."""
    session.rollback()
    session.bind = database().engine


def _finish_request(response: Response) -> Response:
    opened: Session | None = g.get("db_session")
    if opened is None:
        return response
    if response.status_code < _REFUSED_FROM:
        commit(opened)
    else:
        opened.rollback()
    return response


def _close_request(_error: BaseException | None) -> None:
    opened: Session | None = g.pop("db_session", None)
    if opened is not None:
        opened.close()
        _current.reset(g.pop("db_token"))
