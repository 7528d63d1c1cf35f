"""Seal what must be read again and must not be readable in a copy of the database.

The key is derived (HKDF, RFC 5869) from the one that signs sessions, and never used for both. What is sealed is a
Fernet token: encrypted and signed. Former keys still open; renewing seals again with the present one.
"""

import base64
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app

_USE = b"consult: what the database seals"


class SealedError(ValueError):
    """Say that none of the known keys opens what was sealed."""


class Sealer:
    """Seals with the first key, opens with any of them."""

    def __init__(self, keys: Sequence[str]) -> None:
        ours = [_derived(key) for key in keys]
        self._present, self._any = ours[0], MultiFernet(ours)

    def seal(self, text: str) -> str:
        """Return a text that only these keys open; the same one is never sealed alike twice."""
        return self._present.encrypt(text.encode()).decode()

    def open(self, sealed: str) -> str:
        """Return what was sealed. Raises `SealedError`."""
        try:
            return self._any.decrypt(sealed.encode()).decode()
        except InvalidToken as error:
            raise SealedError from error

    def renew(self, sealed: str) -> str:
        """Return the same, sealed with the present key. Raises `SealedError`."""
        return self.seal(self.open(sealed))

    def is_present(self, sealed: str) -> bool:
        """Say whether the present key opens it, so that former ones may be forgotten."""
        try:
            self._present.decrypt(sealed.encode())
        except InvalidToken:
            return False
        return True


def sealer() -> Sealer:
    """Return the sealer of this site, with its present key and its former ones."""
    former = current_app.config.get("SECRET_KEY_FALLBACKS") or ()
    return Sealer([str(current_app.secret_key), *former])


def _derived(key: str) -> Fernet:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=_USE).derive(key.encode())
    return Fernet(base64.urlsafe_b64encode(derived))
