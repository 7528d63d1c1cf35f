"""Make the whole demonstration, on a database of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask

from consult.demo import making
from consult.kit import clock
from consult.kit.db import database
from consult.settings import Settings
from tests.factories import NOW
from wsgi import create_app

SEED = 7


@contextmanager
def demonstrated(database_url: str, folder: Path, people: int) -> Iterator[Flask]:
    """Give an application whose demonstration is made, its clock at NOW: once for all the tests of a module."""
    made = create_app(
        Settings(testing=True, demo=True, database_url=database_url, data_dir=folder, secret_key="k" * 40)
    )
    with clock.set_to(NOW):
        with made.app_context(), database().unit_of_work():
            making.make(NOW, seed=SEED, people=people)
        yield made
    with made.app_context():
        database().engine.dispose()
