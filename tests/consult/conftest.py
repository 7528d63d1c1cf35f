"""A database that says it needs no migration."""

from collections.abc import Iterator

import pytest
from sqlalchemy import text

from consult.kit import schema
from consult.kit.db import Database, database


@pytest.fixture
def migrated(app, database_url) -> Iterator[None]:
    """Record that the tables, made from the models, are those of the last migration."""
    with app.app_context():
        schema.stamp(database())
    yield
    where = Database(database_url)
    with where.engine.begin() as connection:
        connection.execute(text("DROP TABLE IF EXISTS alembic_version"))
    where.engine.dispose()
