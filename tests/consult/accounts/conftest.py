"""Read the mails an account is sent, and follow their links."""

import re
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from consult.accounts.models import User
from consult.kit import jobs
from consult.kit.db import database
from consult.kit.mail import OutgoingMail

Browsers = Callable[..., Any]
Store = Callable[..., list[Any]]
Mails = Callable[[], Sequence[OutgoingMail]]
Accounts = Callable[[str], User | None]


@pytest.fixture
def mails(app: Flask) -> Mails:
    """Return a function that lets the worker work, and gives every mail written, the oldest first."""

    def read() -> Sequence[OutgoingMail]:
        with app.app_context():
            jobs.run_due()
            with database().unit_of_work(writes=False) as reading:
                return reading.scalars(select(OutgoingMail).order_by(OutgoingMail.id)).all()

    return read


@pytest.fixture
def account(app: Flask) -> Accounts:
    """Return a function that reads an account as it is kept now."""

    def read(email: str) -> User | None:
        with app.app_context(), database().unit_of_work(writes=False) as reading:
            return reading.scalars(select(User).where(User.email == email)).one_or_none()

    return read


def path_in(mail: OutgoingMail) -> str:
    """Return the first link of a mail, without the site's name."""
    found = re.search(r"http://localhost(/\S+)", mail.text)
    assert found, mail.text
    return found[1]
