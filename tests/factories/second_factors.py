"""Make second factors, and read what a phone shows."""

import pyotp

from consult.accounts.models import SecondFactor, User
from consult.kit import clock
from tests.factories import NOW

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def make_second_factor(user: User, **values: object) -> SecondFactor:
    """Return a generator tied to this account, that was never used since."""
    return SecondFactor(**{"user_id": user.id, "secret": SECRET, "since": NOW, "last_step": 0, **values})


def shown(secret: str = SECRET) -> str:
    """Return the code a phone shows now, by the clock of the test."""
    return pyotp.TOTP(secret).at(int(clock.now().timestamp()))
