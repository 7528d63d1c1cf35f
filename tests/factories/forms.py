"""Fill the forms of people who are not signed in."""

from datetime import datetime, timedelta

from itsdangerous import URLSafeSerializer

from tests.factories import NOW


def opened(at: datetime) -> str:
    """Return what a form opened then carries, signed with the key of the sites under test."""
    return URLSafeSerializer("k" * 40, salt="form-opened").dumps(int(at.timestamp()))


OPENED = opened(NOW - timedelta(minutes=1))
