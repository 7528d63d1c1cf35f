"""Migrations lead to exactly the models, on both engines."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text

from consult.kit import schema
from consult.kit.db import Database, Model


@pytest.fixture
def bare(app, database_url):
    """Return a database without one table; the tables are put back at the end."""
    where = Database(database_url)
    Model.metadata.drop_all(where.engine)
    yield where
    with where.engine.begin() as connection:
        Model.metadata.drop_all(connection)
        connection.execute(text("DROP TABLE IF EXISTS alembic_version"))
        Model.metadata.create_all(connection)
    where.engine.dispose()


def test_migrations_lead_to_exactly_the_models(bare):
    schema.upgrade(bare)
    with bare.engine.connect() as connection:
        assert schema.differences(connection) == []


def test_an_empty_database_waits_for_every_migration(bare):
    assert schema.missing(bare)[0] == "0001"


def test_upgrading_twice_changes_nothing(bare):
    schema.upgrade(bare)
    schema.upgrade(bare)
    assert schema.missing(bare) == []


def test_two_upgrades_at_once_both_succeed(bare, database_url):
    other = Database(database_url)
    with ThreadPoolExecutor(2) as both:
        list(both.map(schema.upgrade, [bare, other]))
    other.engine.dispose()
    assert schema.missing(bare) == []
