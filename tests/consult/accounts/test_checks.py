"""What `consult check` says of the second factors."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from consult.accounts import checks
from consult.kit import schema
from consult.kit.checks import Gravity
from consult.kit.sealing import Sealer
from tests.consult.accounts.conftest import Store
from tests.factories.people import make_user
from tests.factories.second_factors import KEY, SECRET, make_second_factor

FORMER = "f" * 40
Look = Callable[..., list[tuple[Gravity, str]]]


@pytest.fixture
def look(app: Flask, store: Store, monkeypatch: pytest.MonkeyPatch) -> Look:
    """Return a function that ties a generator sealed with each key, and says what the check finds."""
    monkeypatch.setattr(schema, "missing", lambda _database: [])

    def found(*keys: str) -> list[tuple[Gravity, Any]]:
        for key in keys:
            (user,) = store(make_user())
            store(make_second_factor(user, secret=Sealer([key]).seal(SECRET)))
        with app.app_context():
            return [(one.gravity, str(one.sentence)) for one in checks.second_factors_are_readable()]

    return found


def test_codes_that_can_be_read_are_fine(look: Look) -> None:
    assert [gravity for gravity, _said in look(KEY, KEY)] == [Gravity.FINE]


def test_a_secret_no_key_opens_is_a_fault_that_says_what_to_do(look: Look) -> None:
    ((gravity, said),) = look(KEY, FORMER)
    assert gravity is Gravity.FAULT
    assert "CONSULT_PREVIOUS_SECRET_KEYS" in said
    assert "1 compte ne peut plus" in said


def test_a_former_key_is_asked_for_while_it_is_needed(app: Flask, look: Look) -> None:
    app.config["SECRET_KEY_FALLBACKS"] = [FORMER]
    (fine, warning) = look(KEY, FORMER, FORMER)
    assert fine[0] is Gravity.FINE
    assert warning[0] is Gravity.WARNING
    assert "2 comptes" in warning[1]
