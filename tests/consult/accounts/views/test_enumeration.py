"""Nobody learns from the site who has an account: same answer, same work."""

from typing import Any

import pytest
from flask import Flask

from consult.accounts import passwords
from consult.kit import jobs
from consult.kit.db import database
from tests.consult.accounts.conftest import Browsers, Store
from tests.factories.forms import OPENED
from tests.factories.people import PASSWORD, PASSWORD_HASH, make_user
from tests.query_counting import counted_queries

KNOWN, UNKNOWN = "camille@exemple.fr", "inconnu@exemple.fr"
SIGN_UP = {"display_name": "Camille", "kind": "citizen", "password": PASSWORD, "charter": "y", "opened": OPENED}
ASKED = [
    ("/connexion", {"password": "pas le bon mot"}),
    ("/connexion/lien", {}),
    ("/mot-de-passe-oublie", {}),
    ("/inscription", SIGN_UP),
]


@pytest.fixture(autouse=True)
def camille(store: Store) -> Any:
    (user,) = store(make_user(email=KNOWN, password_hash=PASSWORD_HASH))
    return user


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note each computation of argon2, which takes a tenth of a second."""
    noted: list[str] = []
    for name in ("hash", "verify"):
        true = getattr(passwords._hasher, name)

        def note(*values: Any, name: str = name, true: Any = true) -> Any:
            noted.append(name)
            return true(*values)

        monkeypatch.setattr(type(passwords._hasher), name, lambda _self, *values, note=note: note(*values))
    return noted


@pytest.mark.parametrize(("address", "typed"), ASKED)
def test_known_or_not_the_answer_is_the_same(browser: Browsers, address: str, typed: dict[str, str]) -> None:
    answers = [browser().post(address, {**typed, "email": email}) for email in (KNOWN, UNKNOWN)]
    assert len({(answer.status_code, answer.location) for answer in answers}) == 1
    assert len({frozenset(answer.headers.keys()) for answer in answers}) == 1


@pytest.mark.parametrize(("address", "typed"), ASKED)
def test_known_or_not_the_database_is_asked_the_same(
    app: Flask, browser: Browsers, address: str, typed: dict[str, str]
) -> None:
    browser().post(address, {**typed, "email": "premier@exemple.fr"})
    asked = []
    for email in (KNOWN, UNKNOWN):
        with counted_queries(app) as sent:
            browser().post(address, {**typed, "email": email})
        asked.append([query.split()[0] for query in sent])
    assert asked[0] == asked[1]


@pytest.mark.parametrize(("address", "typed"), ASKED)
def test_known_or_not_as_many_passwords_are_computed(
    browser: Browsers, hashed: list[str], address: str, typed: dict[str, str]
) -> None:
    browser().post(address, {**typed, "email": KNOWN})
    known = list(hashed)
    hashed.clear()
    browser().post(address, {**typed, "email": UNKNOWN})
    assert hashed == known
    assert len(known) == (1 if "password" in typed else 0)


@pytest.mark.parametrize(("address", "typed"), ASKED[1:])
def test_known_or_not_the_worker_is_given_as_much(
    app: Flask, browser: Browsers, address: str, typed: dict[str, str]
) -> None:
    for email in (KNOWN, UNKNOWN):
        browser().post(address, {**typed, "email": email})
    with app.app_context(), database().unit_of_work(writes=False) as reading:
        waiting = reading.query(jobs.Job).filter(jobs.Job.kind.startswith("accounts.")).all()
    assert len(waiting) == 2
    assert len({(job.kind, job.run_at, frozenset(job.payload)) for job in waiting}) == 1


@pytest.mark.parametrize(("address", "typed"), ASKED)
def test_an_address_of_three_hundred_characters_is_refused_at_once(
    app: Flask, browser: Browsers, hashed: list[str], address: str, typed: dict[str, str]
) -> None:
    answer = browser().post(address, {**typed, "email": f"{'a' * 289}@exemple.fr"})
    assert answer.status_code == 422
    assert "254" in answer.text
    assert hashed == []
