"""Give operations people to work on, and a consultation roles can be limited to."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from consult.accounts import scopes
from consult.accounts.models import User
from consult.accounts.scopes import Scope
from tests.factories.people import make_user

People = Callable[..., User]


@pytest.fixture
def person(unit: Session) -> People:
    """Return a function that makes an account inside the unit of work."""

    def make(*roles: Any, **values: Any) -> User:
        user = make_user(*roles, **values)
        unit.add(user)
        unit.flush()
        return user

    return make


@pytest.fixture
def consultation(app: Flask) -> Scope:
    """Give the site one consultation, as the floor above does."""
    scope = Scope(12, "numerique", "Notre région numérique")
    scopes.add(app, lambda: [scope])
    return scope
