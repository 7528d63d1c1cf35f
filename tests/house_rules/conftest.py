"""A site with its demonstration, walked once by a person of each role."""

import pickle
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

import pysqlite3
import pytest
from flask import Flask
from sqlalchemy import select

from consult.accounts.models import Role, RoleGrant, User
from consult.demo import making
from consult.kit import clock, jobs
from consult.kit.db import Model, database, session
from consult.settings import Settings
from tests.conftest import Browser
from tests.factories import NOW
from tests.factories.demonstrations import made_once
from tests.house_rules.walking import Page, walk
from wsgi import create_app

PEOPLE, SEED, MET = 100, 7, "pages"
VISITOR = "visitor"
WHO = [VISITOR, *Role]


@dataclass(frozen=True)
class Site:
    """An application on a copy of the demonstration, and what each role's walk found on it."""

    app: Flask
    path: Path
    people: dict[str, User]

    def browser(self, who: str) -> Browser:
        """Return a fresh browser, signed in as the demonstration's person of this role."""
        one = Browser(self.app)
        return one if who == VISITOR else one.sign_in(self.people[who])


def open_site(folder: Path) -> Flask:
    """Open the site kept in a folder."""
    url = f"sqlite:///{folder / 'consult.sqlite3'}"
    chosen = Settings(testing=True, demo=True, database_url=url, data_dir=folder, secret_key="k" * 40)
    app = create_app(chosen)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    return app


def _people() -> dict[str, User]:
    """Return one person of each role: of a citizen, whoever signs in and holds none."""
    with database().unit_of_work(writes=False):
        holders = select(User).join(RoleGrant, RoleGrant.user_id == User.id)
        found = {
            role: session.scalars(holders.where(RoleGrant.role == role).order_by(User.id)).first() for role in Role
        }
        others = select(User).where(User.email.is_not(None), ~User.grants.any()).order_by(User.id)
        return {**found, Role.CITIZEN: session.scalars(others).first()}


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the demonstration once, with all its jobs done; return its folder."""
    return made_once(tmp_path_factory, "walked", _make)


def _make(folder: Path) -> None:
    with clock.set_to(NOW):
        app = open_site(folder)
        with app.app_context():
            Model.metadata.create_all(database().engine)
            with database().unit_of_work():
                making.make(NOW, seed=SEED, people=PEOPLE, proposals=0)
            jobs.run_due()
            database().engine.dispose()


@pytest.fixture(scope="session")
def pages(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Page]]:
    """Return what each role meets by following links from the home page, a few addresses of each route."""

    def meet(folder: Path) -> None:
        with _opened(demonstration, tmp_path_factory) as site:
            watch = pysqlite3.dbapi2.connect(str(site.path))
            version = partial(_version, watch)
            met: dict[str, list[Page]] = {}
            for who in WHO:
                met[who] = walk(site.app, site.browser(who), version, list(chain.from_iterable(met.values())))
            watch.close()
        bare = {who: [replace(page) for page in pages] for who, pages in met.items()}
        (folder / MET).write_bytes(pickle.dumps(bare))

    return pickle.loads((made_once(tmp_path_factory, "walks", meet) / MET).read_bytes())


def _version(watch: Any) -> object:
    return watch.execute("PRAGMA data_version").fetchone()


@pytest.fixture(scope="module")
def site(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Return a site of its own on the demonstration, its clock at NOW."""
    with _opened(demonstration, tmp_path_factory) as one:
        yield one


@contextmanager
def _opened(demonstration: Path, folders: pytest.TempPathFactory) -> Iterator[Site]:
    folder = folders.mktemp("site") / "data"
    shutil.copytree(demonstration, folder)
    app = open_site(folder)
    with clock.set_to(NOW):
        with app.app_context():
            people = _people()
        yield Site(app, folder / "consult.sqlite3", people)
        with app.app_context():
            database().engine.dispose()
