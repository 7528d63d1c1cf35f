"""A closed consultation with its draft, and the council it addresses."""

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from flask import Flask

from consult.accounts.models import Role
from consult.kit.db import database
from council.models import Opinion
from council.operations.councils import Seat, seat_member
from council.queries.councils import member_of
from tests.factories import stages
from tests.factories.people import make_user
from tests.factories.sittings import announced, five_members, under_way


@pytest.fixture
def seated(app: Flask) -> SimpleNamespace:
    """Return a drafted synthesis, its secretariat, and a council of two members, one of whom left."""
    return stages.seated(app)


@pytest.fixture
def transmitted(app: Flask) -> SimpleNamespace:
    """Return the same once the secretariat has signed and the worker has sent."""
    return stages.transmitted(app)


@pytest.fixture
def written(app: Flask) -> SimpleNamespace:
    """Return the same with an opinion of one part and two recommendations, that cites one sentence."""
    return stages.written(app)


@pytest.fixture
def voted(app: Flask) -> SimpleNamespace:
    """Return the same once the council adopted it."""
    return stages.voted(app)


@pytest.fixture
def public(app: Flask) -> SimpleNamespace:
    """Return the same once the opinion is published."""
    return stages.public(app)


@pytest.fixture
def answered(app: Flask) -> SimpleNamespace:
    """Return the same once the region answered, with a commitment for the recommendation that cites a text."""
    return stages.answered(app)


@pytest.fixture
def debated(app: Flask) -> SimpleNamespace:
    """Return a draft of two parts and four recommendations, with its rapporteur, a president and a colleague."""
    return stages.debated(app)


@pytest.fixture
def followed(app: Flask) -> SimpleNamespace:
    """Return the same adopted part by part, published with a dissent, answered in four ways and followed up."""
    return stages.followed(app)


@pytest.fixture
def drafted(written: SimpleNamespace) -> Iterator[SimpleNamespace]:
    """Open a unit of work on the draft, with its rapporteur as a member and another who has just been seated."""
    with written.app.test_request_context(), database().unit_of_work() as unit:
        opinion = unit.get_one(Opinion, written.opinion.id)
        other = make_user(Role.COUNCIL_MEMBER)
        unit.add(other)
        unit.flush()
        written.opinion, written.unit = opinion, unit
        written.seat = member_of(opinion.council_id, written.member)
        written.other = seat_member(opinion.council, other, Seat("recherche", starts_on=stages.SINCE))
        yield written


@pytest.fixture
def five(app: Flask) -> SimpleNamespace:
    """Return a council of five members in office, someone who left, and its secretariat."""
    return five_members(app)


@pytest.fixture
def invited(app: Flask) -> SimpleNamespace:
    """Return the same with a sitting announced and its invitations written."""
    return announced(app)


@pytest.fixture
def evening(app: Flask) -> SimpleNamespace:
    """Return the same on the evening of the sitting, three members there of the five."""
    return under_way(app)
