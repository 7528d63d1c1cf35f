"""Counting in Redis, and going on without it."""

from dataclasses import replace
from uuid import uuid4

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from consult.kit.db import database, session
from consult.kit.errors import TooMany
from consult.kit.limits import Limit, RateCount, count, shared_counts, spend
from consult.kit.redis_counts import RedisCounts
from tests.factories import NOW
from wsgi import create_app

NOBODY_THERE = "redis://127.0.0.1:1/0"
TWICE = Limit("essai", at_most=2, seconds=600)


@pytest.fixture
def url(redis_url):
    """Return the address of Redis; a test that wants another gives it as its parameter."""
    return redis_url


@pytest.fixture
def composed(settings, url):
    """Compose an application that counts in Redis."""
    return create_app(replace(settings, redis_url=url))


def counts(app):
    with app.app_context(), database().unit_of_work(writes=False):
        return session.scalars(select(RateCount.count)).all()


def demand(app, who, times):
    with app.app_context(), database().unit_of_work():
        for _ in range(times):
            spend(TWICE.charge(who), at=NOW)


def test_demands_are_counted_in_redis_and_not_in_the_database(app):
    who = uuid4().hex
    demand(app, who, 2)
    with pytest.raises(TooMany):
        demand(app, who, 1)
    assert counts(app) == []


def test_two_machines_share_a_count(app, settings, url):
    who = uuid4().hex
    demand(app, who, 2)
    other = create_app(replace(settings, redis_url=url))
    with pytest.raises(TooMany):
        demand(other, who, 1)
    other.extensions["consult_db"].engine.dispose()


def test_a_demand_that_is_being_granted_counts_with_what_it_writes(app):
    with app.app_context(), database().unit_of_work():
        count(TWICE.charge(uuid4().hex), at=NOW)
    assert counts(app) == [1]


def test_a_count_forgets_itself_once_its_span_is_over(redis_url):
    there, key = RedisCounts(redis_url), uuid4().hex
    assert [there.add(key, 600) for _ in range(2)] == [1, 2]
    assert there.add(key, 0) == 3
    assert there.add(key, 600) == 1


@pytest.mark.parametrize("url", [NOBODY_THERE])
def test_without_an_answer_the_database_counts(app, url):
    demand(app, uuid4().hex, 2)
    assert counts(app) == [2]


@pytest.mark.parametrize(("url", "said"), [(NOBODY_THERE, "! Vérifiez REDIS_URL")])
def test_a_server_that_does_not_answer_is_told(app, url, said, migrated):
    with app.app_context():
        done = CliRunner().invoke(app.extensions["consult_commands"], ["check"])
    assert said in done.output


def test_a_server_that_answers_is_told(app):
    with app.app_context():
        assert shared_counts().answers()


def test_without_an_address_no_server_is_asked(settings):
    with create_app(settings).app_context():
        assert shared_counts() is None
