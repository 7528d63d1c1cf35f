"""Make second factors, and read what a phone shows."""

import pyotp

from consult.accounts.models import SecondFactor, User
from consult.kit import clock
from consult.kit.sealing import Sealer
from tests.factories import NOW

KEY = "k" * 40
"""The key of the sites under test."""
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def make_second_factor(user: User, **values: object) -> SecondFactor:
    """Return a generator tied to this account, that was never used since."""
    return SecondFactor(
        **{"user_id": user.id, "secret": Sealer([KEY]).seal(SECRET), "since": NOW, "last_step": 0, **values}
    )


def shown(secret: str = SECRET) -> str:
    """Return the code a phone shows now, by the clock of the test."""
    return pyotp.TOTP(secret).at(int(clock.now().timestamp()))
