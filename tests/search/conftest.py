"""A site with contributions, an index and a worker."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import SimpleNamespace

import pytest
from flask import Flask
from sqlalchemy import event, text

from consult.kit import jobs
from consult.kit.db import database
from contributions.models import Contribution, Position, Status
from contributions.status import change_status
from tests.factories import NOW
from tests.factories.consultations import make_consultation, make_theme
from tests.factories.contributions import post_argument, post_comment, post_proposal
from tests.factories.people import make_user


class Site:
    """An open consultation of two themes; each gesture is a transaction of its own."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        with self.unit() as unit:
            self.consultation = make_consultation(
                slug="numerique", themes=[make_theme("Santé"), make_theme("Culture")]
            )
            self.author = make_user(display_name="Camille Berry")
            unit.add_all([self.consultation, self.author])
            unit.flush()
            self.sante, self.culture = self.consultation.themes

    @contextmanager
    def unit(self, *, writes: bool = True) -> Iterator[object]:
        with self.app.app_context(), database().unit_of_work(writes=writes) as opened:
            yield opened

    def propose(self, title: str, text: str = "Rien de plus.", **values: object) -> Contribution:
        with self.unit():
            return post_proposal(self.author, self.consultation, title=title, source=text, **values)

    def argue(self, proposal: Contribution, text: str, position: Position = Position.FOR) -> Contribution:
        with self.unit() as unit:
            return post_argument(self.author, unit.get_one(Contribution, proposal.id), position, text)

    def comment(self, proposal: Contribution, text: str) -> Contribution:
        with self.unit() as unit:
            return post_comment(self.author, unit.get_one(Contribution, proposal.id), text)

    def change(self, contribution: Contribution, status: Status) -> None:
        with self.unit() as unit:
            change_status(unit.get_one(Contribution, contribution.id), status, None, at=NOW)

    def work(self) -> None:
        """Do what the worker would."""
        with self.app.app_context():
            jobs.run_due()


@pytest.fixture
def site(app: Flask) -> Site:
    with app.app_context():
        if not database().is_sqlite:
            with database().engine.begin() as connection:
                connection.execute(text("DROP SCHEMA IF EXISTS consult_search CASCADE"))
    return Site(app)


@pytest.fixture
def statements(app: Flask) -> Callable[[], SimpleNamespace]:
    """Return a context that lists the SELECTs sent while it is open."""

    @contextmanager
    def watch() -> Iterator[list[str]]:
        sent: list[str] = []

        def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
            sent.append(statement)

        with app.app_context():
            engine = database().engine
        event.listen(engine, "before_cursor_execute", note)
        yield sent
        event.remove(engine, "before_cursor_execute", note)

    return watch
