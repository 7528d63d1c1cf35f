"""What two people, or two fingers, do at the same instant."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

from flask import Flask

from consult.accounts import queries
from consult.accounts.models import ContributorKind, LinkPurpose, OutsideIdentity, RecoveryCode, Role, User
from consult.accounts.operations import email as addresses
from consult.accounts.operations import outside, second_factor
from consult.accounts.operations.links import make_link
from consult.accounts.operations.roles import withdraw_role
from consult.accounts.operations.sign_in import enter_with_link
from consult.accounts.provider import Identity
from consult.accounts.sessions import hash_token
from consult.kit.db import database, session
from consult.kit.errors import DomainError
from tests.consult.accounts.conftest import Store
from tests.factories import NOW
from tests.factories.people import make_user
from tests.factories.second_factors import SECRET, make_second_factor, shown


def at_once(app: Flask, *acts: Callable[[], object]) -> list[str]:
    """Run each act in its own unit of work, all started together; return what refused them."""
    start = Barrier(len(acts))

    def run(act: Callable[[], object]) -> str:
        with app.app_context():
            start.wait()
            try:
                with database().unit_of_work():
                    act()
            except DomainError as refusal:
                return type(refusal).__name__
        return ""

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(run, acts))


def test_two_administrators_who_leave_at_once_do_not_both_leave(app: Flask, store: Store) -> None:
    first, second = store(make_user(Role.ADMINISTRATOR), make_user(Role.ADMINISTRATOR))

    def leave(who: User) -> Callable[[], object]:
        def act() -> object:
            return withdraw_role(None, session.get_one(User, who.id).grants[0], at=NOW)

        return act

    assert at_once(app, leave(first), leave(second)) == ["", "Conflict"]
    with app.app_context(), database().unit_of_work(writes=False):
        assert len(queries.administrators()) == 1


def test_a_link_followed_twice_at_once_serves_once(app: Flask, store: Store) -> None:
    (user,) = store(make_user())
    with app.app_context(), database().unit_of_work():
        token = make_link(user, LinkPurpose.SIGN_IN, at=NOW)
    follow = partial(enter_with_link, token, at=NOW)
    assert at_once(app, follow, follow) == ["", "Gone"]


def test_a_code_shown_twice_at_once_serves_once(app: Flask, store: Store) -> None:
    (user,) = store(make_user())
    store(make_second_factor(user))
    show = partial(second_factor.check_code, user, shown(), at=NOW)
    assert at_once(app, show, show) == ["", "Invalid"]


def test_a_recovery_code_shown_twice_at_once_serves_once(app: Flask, store: Store) -> None:
    (user,) = store(make_user())
    store(make_second_factor(user), RecoveryCode(user_id=user.id, code_hash=hash_token("AB2CDE3FGH4J")))
    show = partial(second_factor.check_code, user, "AB2C-DE3F-GH4J", at=NOW)
    assert at_once(app, show, show) == ["", "Invalid"]


def test_two_generators_tied_at_once_leave_one(app: Flask, store: Store) -> None:
    (user,) = store(make_user())
    tie = partial(second_factor.enrol, user, SECRET, shown(), at=NOW)
    assert at_once(app, tie, tie) == ["", "Conflict"]
    with app.app_context(), database().unit_of_work(writes=False):
        assert queries.recovery_codes_left(user) == 10


def test_an_address_two_people_want_at_once_goes_to_one(app: Flask, store: Store) -> None:
    first, second = store(make_user(), make_user())
    wanted = "partagee@exemple.fr"
    with app.app_context(), database().unit_of_work():
        tokens = [make_link(user, LinkPurpose.CHANGE_EMAIL, new_email=wanted, at=NOW) for user in (first, second)]

    def take(who: User, token: str) -> Callable[[], object]:
        return lambda: addresses.change_email(session.get_one(User, who.id), token, at=NOW)

    refused = at_once(app, take(first, tokens[0]), take(second, tokens[1]))
    assert refused == ["", "Conflict"]


def test_an_account_elsewhere_linked_twice_at_once_opens_one(app: Flask, store: Store) -> None:
    first, second = store(make_user(), make_user())
    identity = Identity("https://fc.example", "4807", "", email_is_proved=False, name="", token="")

    def link(who: User) -> Callable[[], object]:
        return lambda: outside.link(session.get_one(User, who.id), identity, "FranceConnect", at=NOW)

    assert at_once(app, link(first), link(second)) == ["", "Conflict"]
    with app.app_context(), database().unit_of_work(writes=False) as reading:
        assert len(reading.query(OutsideIdentity).all()) == 1


def test_an_account_opened_twice_at_once_from_elsewhere_is_opened_once(app: Flask) -> None:
    identity = Identity(
        "https://fc.example", "4807", "camille@exemple.fr", email_is_proved=True, name="", token=""
    )
    newcomer = outside.Newcomer(identity.email, "Camille", ContributorKind.CITIZEN, browser="")
    join = partial(outside.open_account, identity, newcomer, at=NOW)
    assert at_once(app, join, join) == ["", "Conflict"]
    with app.app_context(), database().unit_of_work(writes=False):
        holder = queries.holder_of_identity("https://fc.example", "4807")
        assert holder is not None
        assert holder.email == "camille@exemple.fr"
