"""Give each test a real database, empty, on SQLite or on PostgreSQL.

`pytest --engine postgresql` runs the same tests on a PostgreSQL server: the one of
TEST_DATABASE_URL, or the local one. A test that needs something absent is skipped, saying what
to install; with REQUIRE_ALL=1 the absence is a failure.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask, Response
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from jinja2 import BytecodeCache, FileSystemBytecodeCache
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from consult.accounts.models import User
from consult.accounts.sessions import open_sign_in
from consult.kit import clock
from consult.kit.db import Model, database
from consult.settings import Settings
from tests.factories import NOW
from wsgi import create_app

SHARED_DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
DEFAULT_SERVER = "postgresql:///postgres?host=/var/run/postgresql"
REQUIRED = os.environ.get("REQUIRE_ALL") == "1"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--engine", choices=("sqlite", "postgresql"), default="sqlite")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL, run only the tests that use the database."""
    if config.getoption("--engine") == "postgresql":
        kept = [item for item in items if "app" in getattr(item, "fixturenames", ())]
        config.hook.pytest_deselected(items=[item for item in items if item not in kept])
        items[:] = kept


def absent(what: str) -> None:
    """Skip, or fail where everything is required, saying what to install."""
    if REQUIRED:
        pytest.fail(what)
    pytest.skip(what)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Return the folder of real consultations kept beside the project."""
    if not SHARED_DATA.is_dir():
        absent("../shared/data is not there: the real consultations are kept beside the project")
    return SHARED_DATA


@pytest.fixture(scope="session")
def empty_database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Create every table once; return the address of the empty database."""
    if request.config.getoption("--engine") == "postgresql":
        yield from _postgresql_database(os.environ.get("TEST_DATABASE_URL", DEFAULT_SERVER))
        return
    path = tmp_path_factory.mktemp("database") / "empty.sqlite3"
    engine = create_engine(f"sqlite:///{path}")
    Model.metadata.create_all(engine)
    engine.dispose()
    yield f"sqlite:///{path}"  # noqa: PT022 - the other engine has a teardown


def _postgresql_database(server: str) -> Iterator[str]:
    name = f"consult_test_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{os.getpid()}"
    url = server.replace("postgresql://", "postgresql+psycopg://")
    admin = create_engine(url, isolation_level="AUTOCOMMIT")
    try:
        with admin.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
            connection.execute(text(f"ALTER DATABASE {name} SET synchronous_commit = off"))
    except OperationalError:
        absent("PostgreSQL does not answer: install the package postgresql and start it")
    own = url.replace("/postgres?", f"/{name}?") if "/postgres?" in url else url.rsplit("/", 1)[0] + f"/{name}"
    engine = create_engine(own)
    Model.metadata.create_all(engine)
    engine.dispose()
    yield own.replace("postgresql+psycopg://", "postgresql://")
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


@pytest.fixture
def database_url(empty_database: str, tmp_path: Path) -> Iterator[str]:
    """Return the address of a database whose tables are empty."""
    with emptied(empty_database, tmp_path) as url:
        yield url


@contextmanager
def emptied(empty_database: str, folder: Path) -> Iterator[str]:
    """Give the address of a database whose tables are empty, for one test or for those of a module."""
    if empty_database.startswith("sqlite"):
        copy = folder / "consult.sqlite3"
        shutil.copy(empty_database.removeprefix("sqlite:///"), copy)
        yield f"sqlite:///{copy}"
        return
    yield empty_database
    engine = create_engine(empty_database.replace("postgresql://", "postgresql+psycopg://"))
    # TRUNCATE rewrites a file for each table: deleting the few rows of a test is ten times quicker.
    names = [table.name for table in reversed(Model.metadata.sorted_tables)]
    restart = "SELECT setval(oid::regclass, 1, false) FROM pg_class WHERE relkind = 'S'"
    with engine.begin() as connection:
        connection.execute(text("; ".join([*(f"DELETE FROM {name}" for name in names), restart])))
    engine.dispose()


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    """Return settings of a site of its own."""
    return Settings(
        testing=True,
        database_url=database_url,
        data_dir=tmp_path,
        secret_key="k" * 40,
        site_url="http://localhost",
    )


@pytest.fixture(scope="session")
def compiled_pages(tmp_path_factory: pytest.TempPathFactory) -> BytecodeCache:
    """Keep the pages compiled from one test's application to the next."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("pages")))


@pytest.fixture
def app(settings: Settings, compiled_pages: BytecodeCache) -> Iterator[Flask]:
    """Return the whole application on an empty database, its clock at NOW."""
    made = create_app(settings)
    made.jinja_env.bytecode_cache = compiled_pages
    with clock.set_to(NOW):
        yield made
    with made.app_context():
        database().engine.dispose()


@pytest.fixture
def unit(app: Flask) -> Iterator[Session]:
    """Open a unit of work for a test that calls operations and queries itself."""
    with app.app_context(), database().unit_of_work() as opened:
        yield opened


@pytest.fixture
def store(app: Flask) -> Callable[..., list[object]]:
    """Return a function that commits rows and gives them back, detached and loaded."""

    def keep(*rows: object) -> list[object]:
        with app.app_context(), database().unit_of_work() as opened:
            opened.add_all(rows)
        return list(rows)

    return keep


class Browser:
    """A test client that follows forms' tokens the way a person's browser does."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.client: FlaskClient = app.test_client()

    def sign_in(self, user: User) -> "Browser":
        """Open a session for this account, without its password."""
        with self.app.app_context(), database().unit_of_work() as opened:
            token = open_sign_in(opened.get_one(User, user.id), "test", at=clock.now())
        with self.client.session_transaction() as cookie:
            cookie["_user_id"], cookie["_fresh"] = token, True
        return self

    def get(self, address: str, **options: object) -> Response:
        return self.client.get(address, **options)

    def post(self, address: str, data: dict[str, object] | None = None, **options: object) -> Response:
        """Send a form with its token."""
        return self.client.post(address, data={**(data or {}), "csrf_token": self.token()}, **options)

    def token(self) -> str:
        """Make the token this browser's session would be given by a page."""
        with self.client.session_transaction() as cookie:
            secret = cookie.setdefault("csrf_token", "0" * 40)
        return URLSafeTimedSerializer(self.app.secret_key, salt="wtf-csrf-token").dumps(secret)


@pytest.fixture
def browser(app: Flask) -> Callable[[User | None], Browser]:
    """Return a function that gives a browser, signed in when a user is given."""

    def open_browser(user: User | None = None) -> Browser:
        one = Browser(app)
        return one.sign_in(user) if user else one

    return open_browser
