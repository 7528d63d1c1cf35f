"""Give each test a real database, empty, on SQLite or on PostgreSQL.

`pytest --engine postgresql` runs the same tests on a PostgreSQL server: the one of
TEST_DATABASE_URL, or the local one. A test that needs something absent is skipped, saying what
to install; with REQUIRE_ALL=1 the absence is a failure.
"""

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from functools import lru_cache
from pathlib import Path

import pytest
import redis
from flask import Flask, Response
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import expect, sync_playwright
from sqlalchemy import Engine, create_engine, event, text
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
# Words, forms, files, counts, rights, the demonstration's own content, and the way in and out of an account.
SAME_ON_ANY_ENGINE = {
    "test_ceilings.py",
    "test_cli.py",
    "test_demo.py",
    "test_desk_life.py",
    "test_discussion.py",
    "test_evaluation.py",
    "test_every_answer.py",
    "test_feeds.py",
    "test_files.py",
    "test_forms.py",
    "test_hostile_words.py",
    "test_identity.py",
    "test_letters.py",
    "test_measures.py",
    "test_menus_of_each.py",
    "test_one_writer.py",
    "test_opening.py",
    "test_presentation.py",
    "test_programme_pages.py",
    "test_reading.py",
    "test_report.py",
    "test_republique_numerique.py",
    "test_rights.py",
    "test_routes.py",
    "test_rules.py",
    "test_sitting_pages.py",
    "test_written_dates.py",
}
PAGES, PAGES_OF_A_ROOM = (
    {"desk", "views", "documents", "demo", "journeys"},
    {"test_desk.py", "test_views.py", "test_pages.py"},
)
ACCOUNT_PAGES = Path(__file__).parent / "consult" / "accounts" / "views"
NO_INDEX = "DROP SCHEMA IF EXISTS consult_search CASCADE"
CHROMIUM_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
# What a busy machine needs to show a page; nothing that comes sooner waits.
PATIENCE_MILLISECONDS = 30_000
REQUIRED = os.environ.get("REQUIRE_ALL") == "1"
# Thousands of tests are named before the first runs, and none of them goes away meanwhile.
gc.disable()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--engine", choices=("sqlite", "postgresql"), default="sqlite")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Begin with the journeys, which wait for pages; on PostgreSQL, run only those that use the database."""
    items.sort(key=lambda item: "/journeys/" not in item.nodeid)
    for item in items:
        item.add_marker(pytest.mark.xdist_group(_shares_with(item)))
    if config.getoption("--engine") == "postgresql":
        kept = [one for one in items if _uses_database(one)]
        config.hook.pytest_deselected(items=[one for one in items if not _uses_database(one)])
        items[:] = kept


def pytest_collection_finish() -> None:
    """Count out of what is looked through again and again all that stays to the end: modules and tests."""
    gc.freeze()
    gc.enable()


def _uses_database(item: pytest.Item) -> bool:
    return "app" in getattr(item, "fixturenames", ()) and item.get_closest_marker("browser") is None


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Do not even read, for PostgreSQL, the files that would show there what SQLite already showed."""
    return True if config.getoption("--engine") == "postgresql" and _is_the_same(collection_path) else None


def _is_the_same(path: Path) -> bool:
    """Say whether a file or folder shows pages, words and rights alone, whose statements are tried elsewhere."""
    is_pages = path.name in PAGES_OF_A_ROOM and path.parent.name != "search"
    return is_pages or path.name in SAME_ON_ANY_ENGINE or path.name in PAGES or path == ACCOUNT_PAGES


def _shares_with(item: pytest.Item) -> str:
    """Keep the tests of a file in one process, and all the journeys that share one site."""
    is_shared = item.path.parent.name == "journeys" and item.path.name != "test_chain.py"
    return "journeys" if is_shared else item.nodeid.partition("::")[0]


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
    with engine.connect() as connection:
        # Said by the file itself from then on: no copy of it has to be turned into one.
        connection.exec_driver_sql("PRAGMA journal_mode=WAL")
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
    for open_engine in _kept_open:
        open_engine.dispose()
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


@pytest.fixture(scope="session")
def site_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the data folder of the sites under test, one after the other."""
    return tmp_path_factory.mktemp("site")


@pytest.fixture
def database_url(empty_database: str, site_folder: Path) -> Iterator[str]:
    """Return the address of a database whose tables are empty."""
    shutil.rmtree(site_folder)
    site_folder.mkdir()
    with emptied(empty_database, site_folder) as url:
        yield url


_kept_open: list[Engine] = []
"""What keeps its connections to PostgreSQL from one test to the next: opening one costs as much as a test."""


@lru_cache(maxsize=1)
def _sweeper(url: str) -> Engine:
    """Return what empties the tables by one function of its connection, whose statements are prepared once."""
    _kept_open.append(engine := create_engine(url))
    # TRUNCATE rewrites a file for each table: deleting the few rows of a test is ten times quicker.
    names = [table.name for table in reversed(Model.metadata.sorted_tables)]
    emptied = "".join(f"IF EXISTS (SELECT FROM {name}) THEN DELETE FROM {name}; END IF; " for name in names)
    restarted = "PERFORM setval(seqrelid, 1, false) FROM pg_sequence WHERE pg_sequence_last_value(seqrelid) > 0"
    body = f"BEGIN {emptied} {restarted}; {NO_INDEX}; END"
    made = f"CREATE FUNCTION pg_temp.sweep() RETURNS void LANGUAGE plpgsql AS $${body}$$"
    event.listen(engine, "connect", lambda opened, _record: opened.execute(made))
    return engine


@contextmanager
def emptied(empty_database: str, folder: Path) -> Iterator[str]:
    """Give the address of a database whose tables are empty, for one test or for those of a module."""
    if empty_database.startswith("sqlite"):
        copy = folder / "consult.sqlite3"
        shutil.copy(empty_database.removeprefix("sqlite:///"), copy)
        yield f"sqlite:///{copy}"
        return
    yield empty_database
    with _sweeper(empty_database.replace("postgresql://", "postgresql+psycopg://")).begin() as connection:
        connection.execute(text("SELECT pg_temp.sweep()"))


@pytest.fixture
def settings(database_url: str, site_folder: Path) -> Settings:
    """Return settings of a site of its own."""
    return Settings(
        testing=True,
        database_url=database_url,
        data_dir=site_folder,
        secret_key="k" * 40,
        site_url="http://localhost",
    )


@lru_cache(maxsize=2)
def _compose_once(settings: Settings) -> Flask:
    return without_disk(create_app(settings))


def without_disk(app: Flask) -> Flask:
    """Do not wait for the disk: a database of tests need not outlive a power cut, and each ends with its test."""
    engine = app.extensions["consult_db"].engine
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", lambda opened, _record: opened.execute("PRAGMA synchronous=OFF"))
    return app


@pytest.fixture
def composed(settings: Settings) -> Flask:
    """Return an application composed once for all the tests that want the same settings.

    Its routes and its statements stay compiled. A test that adds to it composes its own.
    """
    made = _compose_once(settings)
    engine = made.extensions["consult_db"].engine
    if engine.dialect.name == "postgresql" and engine not in _kept_open:
        _kept_open.append(engine)
    return made


@pytest.fixture
def app(composed: Flask) -> Iterator[Flask]:
    """Return the whole application on an empty database, its clock at NOW.

    What a test replaces in its configuration or its extensions is put back.
    """
    made = composed
    kept = [
        (part, {name: copy(value) if isinstance(value, dict | list) else value for name, value in part.items()})
        for part in (made.config, made.extensions)
    ]
    with clock.set_to(NOW):
        yield made
    engine = made.extensions["consult_db"].engine
    if engine not in _kept_open:
        engine.dispose()
    for part, before in kept:
        part.clear()
        part.update(before)


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


@pytest.fixture(scope="session")
def redis_url() -> str:
    """Return the address of the machine's own Redis."""
    url = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379/0")
    try:
        redis.Redis.from_url(url).ping()
    except redis.ConnectionError:
        absent("Redis does not answer: install the package redis-server and start it")
    return url


@pytest.fixture(scope="session")
def chromium() -> Iterator[Chromium]:
    """Start once the machine's own Chromium."""
    path = shutil.which("chromium")
    if path is None:
        absent("Chromium is not there: install the package chromium")
    expect.set_options(timeout=PATIENCE_MILLISECONDS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


class Browser:
    """A test client that follows forms' tokens the way a person's browser does."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.client: FlaskClient = app.test_client()

    def sign_in(self, user: User, *, second_factor: bool = True) -> "Browser":
        """Open a session for this account, without its password, as after its second factor was shown."""
        with self.app.app_context(), database().unit_of_work() as opened:
            holder = opened.get_one(User, user.id)
            token = open_sign_in(holder, "test", at=clock.now(), second_factor=second_factor)
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
