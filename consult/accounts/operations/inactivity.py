"""Erase accounts nobody uses any more, after telling their owners: nothing is kept longer than it serves."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from consult.accounts import queries
from consult.accounts.models import User
from consult.accounts.operations.erasure import erase_user
from consult.accounts.personal_data import TextsFate
from consult.kit import clock, mail
from consult.kit.addresses import external_url
from consult.kit.db import session

AT_ONCE = 200


@dataclass(frozen=True)
class Delays:
    """After how many months without a sign-in an account is erased, and how many before that its owner is told.

    Without `months`, nothing is ever erased for that.
    """

    months: int
    warning: int


def leave_unused(delays: Delays, *, at: datetime) -> None:
    """Erase the accounts of whoever was told in time and did not come back, then tell the others.

    At most two hundred of each, once a day. Safe to run twice: who was told is told once, and a sign-in
    forgets it. Texts stay, unsigned.
    """
    if not delays.months:
        return
    for user in queries.accounts_warned(months_before(at, delays.warning), AT_ONCE):
        erase_user(user, TextsFate.UNSIGNED, at=at)
    for user in queries.unused_accounts(months_before(at, delays.months - delays.warning), AT_ONCE):
        _warn(user, delays, at=at)


def months_before(at: datetime, months: int) -> datetime:
    """Return the same day and hour, months earlier; the last day of a shorter month."""
    return _moved(at, -months)


def _moved(at: datetime, months: int) -> datetime:
    year, month = divmod(at.year * 12 + at.month - 1 + months, 12)
    return at.replace(year=year, month=month + 1, day=min(at.day, monthrange(year, month + 1)[1]))


def _warn(user: User, delays: Delays, *, at: datetime) -> None:
    user.warned_inactive_at = at
    session.flush()
    mail.write(
        str(user.email),
        _("Votre compte va être effacé"),
        "accounts/mail/unused",
        at=at,
        name=user.display_name,
        last=clock.local(user.last_sign_in_at or user.confirmed_at or user.created_at).date(),
        day=clock.local(_moved(at, delays.warning)).date(),
        sign_in_url=external_url("accounts.sign_in"),
    )
