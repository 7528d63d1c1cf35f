"""What an administrator writes of a region."""

import pytest

from consult.identity.operations import change_identity
from tests.factories import NOW
from tests.factories.identities import draft_of


@pytest.fixture
def write(app, store):
    """Return a function that changes the identity as the desk does."""
    from_desk = {}

    def change(*, logo=None, removes_logo=False, **values: str):
        from_desk.update(values)
        with app.app_context(), app.extensions["consult_db"].unit_of_work():
            return change_identity(draft_of(**from_desk), logo=logo, removes_logo=removes_logo, at=NOW)

    return change
