"""A consultation with someone who writes, someone who reads and someone who moderates."""

from types import SimpleNamespace

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from consult.accounts.models import Role
from consult.kit.db import database
from tests.factories.consultations import make_consultation
from tests.factories.contributions import post_proposal
from tests.factories.people import make_user


def _people(opened: Session, **values: object) -> SimpleNamespace:
    consultation = make_consultation(**values)
    author, reader = make_user(), make_user()
    moderator, second = make_user(Role.MODERATOR), make_user(Role.MODERATOR)
    opened.add_all([consultation, author, reader, moderator, second])
    opened.flush()
    return SimpleNamespace(
        consultation=consultation,
        author=author,
        reader=reader,
        moderator=moderator,
        second=second,
        session=opened,
    )


@pytest.fixture
def scene(app: Flask) -> SimpleNamespace:
    """Return the people in an open unit of work, inside a request so that pages have addresses."""
    with app.test_request_context(), database().unit_of_work() as opened:
        made = _people(opened)
        made.proposal = post_proposal(made.author, made.consultation)
        yield made


@pytest.fixture
def stored_scene(app: Flask) -> SimpleNamespace:
    """Return the same people, committed, with a published proposal and one that waits."""
    with app.app_context(), database().unit_of_work() as opened:
        made = _people(opened)
        made.proposal = post_proposal(made.author, made.consultation)
        made.consultation.pre_moderated = True
        made.waiting = post_proposal(made.author, made.consultation)
    return made
