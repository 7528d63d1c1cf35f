"""Say how often people may try to sign in, sign up or ask for a mail.

Ranges of addresses are given room: a school, a company or a public meeting shares one.
"""

from datetime import datetime

from consult.kit.limits import Limit, address_range, spend

SIGN_IN_ACCOUNT = Limit("sign_in.account", at_most=10, seconds=15 * 60)
SIGN_IN_RANGE = Limit("sign_in.range", at_most=200, seconds=15 * 60)
SIGN_UP_RANGE = Limit("sign_up.range", at_most=100, seconds=60 * 60)
CODE_ACCOUNT = Limit("code.account", at_most=6, seconds=15 * 60)
CODE_RANGE = Limit("code.range", at_most=200, seconds=15 * 60)
MAIL_ACCOUNT = Limit("mail.account", at_most=5, seconds=60 * 60)
MAIL_RANGE = Limit("mail.range", at_most=200, seconds=60 * 60)


def count_sign_in(email: str, client: str | None, *, at: datetime) -> None:
    """Count one try of a password. Raises `TooMany`, whether or not the account exists."""
    spend(SIGN_IN_ACCOUNT.charge(email), SIGN_IN_RANGE.charge(address_range(client)), at=at)


def count_code(user_id: int, client: str | None, *, at: datetime) -> None:
    """Count one try of a second factor: six digits would not resist many. Raises `TooMany`."""
    spend(CODE_ACCOUNT.charge(str(user_id)), CODE_RANGE.charge(address_range(client)), at=at)


def count_sign_up(email: str, client: str | None, *, at: datetime) -> None:
    """Count one sign-up, which sends one mail. Raises `TooMany`."""
    spend(MAIL_ACCOUNT.charge(email), SIGN_UP_RANGE.charge(address_range(client)), at=at)


def count_mail(email: str, client: str | None, *, at: datetime) -> None:
    """Count one demand for a link by mail. Raises `TooMany`, whether or not the account exists."""
    spend(MAIL_ACCOUNT.charge(email), MAIL_RANGE.charge(address_range(client)), at=at)
