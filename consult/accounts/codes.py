"""Make and read the codes of a second factor: six digits every thirty seconds, and recovery codes on paper.

The algorithm is RFC 6238 as every generator on a phone knows it: SHA-1, six digits, steps of 30 seconds.
"""

import secrets
from datetime import datetime

import pyotp
import segno
from pyotp.utils import strings_equal

STEP_SECONDS = 30
RECOVERY_CODES = 10
_CLOCKS_APART = 1
_DIGITS = 6
# Neither 0, 1, O, I nor L: they are copied by hand. 12 letters of 31 are 59 bits.
_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_GROUP, _GROUPS = 4, 3


def new_secret() -> str:
    """Draw a secret of 160 bits, in the base-32 letters a person can copy into a generator."""
    return pyotp.random_base32()


def address(secret: str, email: str, site: str) -> str:
    """Return the otpauth:// address a generator reads."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=site)


def picture(text: str) -> str:
    """Return the QR code of an address, as an address of an SVG that needs no other request."""
    drawn: str = segno.make(text, error="m").svg_data_uri(scale=5, border=4, light="white", dark="black")
    return drawn


def step_of(secret: str, typed: str, *, after: int, at: datetime) -> int | None:
    """Return the step whose code was typed, later than `after`; None when none fits.

    A phone's clock may be a step early or late.
    """
    code, now = "".join(typed.split()), int(at.timestamp()) // STEP_SECONDS
    if len(code) != _DIGITS:
        return None
    generator = pyotp.TOTP(secret)
    steps = range(max(after + 1, now - _CLOCKS_APART), now + _CLOCKS_APART + 1)
    return next((step for step in steps if strings_equal(generator.generate_otp(step), code)), None)


def new_recovery_codes() -> list[str]:
    """Draw ten codes to keep on paper, in groups of four letters."""
    return ["-".join(_group() for _ in range(_GROUPS)) for _ in range(RECOVERY_CODES)]


def bare(typed: str) -> str:
    """Return a recovery code as it is hashed: capitals, without what parts its groups."""
    return "".join(letter for letter in typed.upper() if letter.isalnum())


def _group() -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(_GROUP))
