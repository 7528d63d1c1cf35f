"""A consultation with people in it."""

from types import SimpleNamespace

import pytest
from sqlalchemy.orm import Session

from tests.factories.consultations import make_consultation, make_theme
from tests.factories.people import make_user


@pytest.fixture
def scene(unit: Session) -> SimpleNamespace:
    """Return an open consultation of two themes, an author and a voter, in the open unit of work."""
    consultation = make_consultation(themes=[make_theme("Santé"), make_theme("Culture")])
    author, voter = make_user(), make_user()
    unit.add_all([consultation, author, voter])
    unit.flush()
    return SimpleNamespace(consultation=consultation, author=author, voter=voter, session=unit)
