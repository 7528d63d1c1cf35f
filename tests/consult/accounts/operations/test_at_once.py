"""What two people, or two fingers, do at the same instant."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

from flask import Flask

from consult.accounts import queries
from consult.accounts.models import LinkPurpose, Role, User
from consult.accounts.operations.links import make_link
from consult.accounts.operations.roles import withdraw_role
from consult.accounts.operations.sign_in import enter_with_link
from consult.kit.db import database, session
from consult.kit.errors import DomainError
from tests.consult.accounts.conftest import Store
from tests.factories import NOW
from tests.factories.people import make_user


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
