"""Make the whole demonstration, once for every test of the run that reads it."""

import fcntl
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask

from consult.demo import making
from consult.kit import clock
from consult.kit.db import database
from consult.settings import Settings
from tests.conftest import emptied
from tests.factories import NOW
from wsgi import create_app

PEOPLE, SEED = 400, 7


def made_once(folders: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """Return the folder filled by `make`, which one process of the run calls while the others wait for it."""
    shared = folders.getbasetemp()
    if shared.name.startswith("popen-"):
        shared = shared.parent
    made, being_made = shared / f"{name}-shared", shared / f"{name}-being-made"
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            shutil.rmtree(being_made, ignore_errors=True)
            being_made.mkdir()
            make(being_made)
            being_made.rename(made)
    return made


@contextmanager
def demonstration_in(empty_database: str, folders: pytest.TempPathFactory) -> Iterator[Flask]:
    """Give an application whose demonstration is made, its clock at NOW: once for all the tests of a module."""
    folder = folders.mktemp("demonstration")
    with emptied(empty_database, folder) as url:
        if url.startswith("sqlite"):
            shared = made_once(folders, "demonstration", lambda at: _make_in(empty_database, at))
            shutil.copytree(shared, folder, dirs_exist_ok=True)
        else:
            _make(url, folder)
        made = _open(url, folder)
        with clock.set_to(NOW):
            yield made
        _leave(made)


def _make_in(empty_database: str, folder: Path) -> None:
    with emptied(empty_database, folder) as url:
        _make(url, folder)


def _make(url: str, folder: Path) -> None:
    made = _open(url, folder)
    with clock.set_to(NOW), made.app_context(), database().unit_of_work():
        making.make(NOW, seed=SEED, people=PEOPLE)
    _leave(made)


def _open(url: str, folder: Path) -> Flask:
    return create_app(Settings(testing=True, demo=True, database_url=url, data_dir=folder, secret_key="k" * 40))


def _leave(app: Flask) -> None:
    with app.app_context():
        database().engine.dispose()
