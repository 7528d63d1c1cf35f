"""Adding people from the command line."""

from collections.abc import Callable
from typing import Any

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from consult.accounts import queries, scopes
from consult.accounts.models import Role
from consult.accounts.scopes import Scope
from consult.kit.db import database
from tests.consult.accounts.conftest import Mails, Store
from tests.factories.people import PASSWORD, PASSWORD_HASH, make_user
from tests.factories.second_factors import make_second_factor

EMAIL = "claude@exemple.fr"
TYPED = f"{PASSWORD}\n{PASSWORD}\n"
Run = Callable[..., Result]


@pytest.fixture
def run(app: Flask) -> Run:
    """Return a function that runs `consult user add`, or another, with what is typed on the terminal."""
    scopes.add(app, lambda: [Scope(12, "numerique", "Notre région numérique")])

    def call(*words: str, typed: str = "", command: str = "add") -> Result:
        with app.app_context():
            return CliRunner().invoke(app.extensions["consult_commands"], ["user", command, *words], input=typed)

    return call


@pytest.fixture
def roles(app: Flask) -> Callable[[], set[tuple[Role, int | None]] | None]:
    """Return a function that reads the roles of the account, None when there is no account."""

    def read() -> set[tuple[Role, int | None]] | None:
        with app.app_context(), database().unit_of_work(writes=False):
            user = queries.user_by_email(EMAIL)
            return {(grant.role, grant.consultation_id) for grant in user.grants} if user else None

    return read


def test_an_account_is_opened_with_its_role(run: Run, roles: Any) -> None:
    result = run(EMAIL, "--role", "administrator", "--name", "Claude Cher", typed=TYPED)
    assert result.exit_code == 0, result.output
    assert "rôle donné (Administration du site)" in result.output
    assert roles() == {(Role.ADMINISTRATOR, None)}


def test_the_password_typed_signs_in(run: Run, browser: Any) -> None:
    run(EMAIL, "--name", "Claude Cher", typed=TYPED)
    assert browser().post("/connexion", {"email": EMAIL, "password": PASSWORD}).status_code == 303


def test_the_name_is_asked_when_missing(run: Run, roles: Any) -> None:
    assert run(EMAIL, typed=f"Claude Cher\n{TYPED}").exit_code == 0
    assert roles() == set()


def test_running_it_twice_changes_nothing(run: Run, roles: Any, mails: Mails) -> None:
    run(EMAIL, "--role", "moderator", "--name", "Claude Cher", typed=TYPED)
    again = run(EMAIL, "--role", "moderator")
    assert again.exit_code == 0
    assert "rien ne change" in again.output
    assert roles() == {(Role.MODERATOR, None)}
    assert len(mails()) == 1


def test_a_role_is_limited_to_one_consultation(run: Run, roles: Any, store: Store) -> None:
    store(make_user(email=EMAIL))
    result = run(EMAIL, "--role", "secretariat", "--consultation", "numerique")
    assert "Notre région numérique" in result.output
    assert roles() == {(Role.SECRETARIAT, 12)}


def test_an_invitation_is_sent_by_mail(run: Run, roles: Any, mails: Mails) -> None:
    result = run(EMAIL, "--role", "administrator", "--invite")
    assert result.exit_code == 0
    assert roles() is None
    assert [(mail.recipient, mail.subject) for mail in mails()] == [(EMAIL, "Vous êtes invité à prendre un rôle")]


@pytest.mark.parametrize(
    ("words", "typed", "sentence"),
    [
        (["pas une adresse"], "", "Vérifiez cette adresse"),
        ([EMAIL, "--role", "roi"], "", "Choisissez un rôle parmi\u00a0: citizen, facilitator"),
        (
            [EMAIL, "--role", "moderator", "--consultation", "ailleurs"],
            "",
            "parmi\u00a0: numerique",
        ),
        ([EMAIL, "--role", "administrator", "--consultation", "numerique"], "", "porte sur tout le site"),
        ([EMAIL, "--role", "citizen", "--invite"], "", "Choisissez un rôle"),
        ([EMAIL, "--name", "Claude Cher"], "court\ncourt\n", "12"),
        ([EMAIL, "--name", "C"], TYPED, "deux lettres"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(
    run: Run, roles: Any, words: list[str], typed: str, sentence: str
) -> None:
    result = run(*words, typed=typed)
    assert result.exit_code == 2
    assert sentence in result.output
    assert roles() is None


def test_a_lost_second_factor_is_untied_and_doing_it_twice_changes_nothing(
    run: Run, store: Store, browser: Any
) -> None:
    (user,) = store(make_user(email=EMAIL, password_hash=PASSWORD_HASH))
    store(make_second_factor(user))
    stolen = browser(user)
    assert "est désactivée" in run(EMAIL, command="reset-second-factor").output
    assert stolen.get("/mon-compte").status_code == 302
    assert browser().post("/connexion", {"email": EMAIL, "password": PASSWORD}).location == "/"
    assert "rien ne change" in run(EMAIL, command="reset-second-factor").output


def test_the_second_factor_of_nobody_cannot_be_untied(run: Run) -> None:
    result = run(EMAIL, command="reset-second-factor")
    assert result.exit_code == 2
    assert "n’a pas de compte" in result.output
