"""A consultation people took part in, open or closed with its draft."""

from types import SimpleNamespace

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.factories.syntheses import built, take_part
from tests.factories.syntheses import grouped as with_topics


@pytest.fixture
def taking_part(unit: Session) -> SimpleNamespace:
    """Return an open consultation with its contributions and votes, in the open unit of work."""
    return take_part(unit)


@pytest.fixture
def draft(app: Flask) -> SimpleNamespace:
    """Return a closed consultation and its draft, computed and committed."""
    return built(app)


@pytest.fixture
def grouped(app: Flask) -> SimpleNamespace:
    """Return a closed consultation whose draft has topics, computed, signed and committed."""
    return with_topics(app)
