"""Keep passwords with argon2, and take the same time to refuse whether or not the account exists.

Each computation fills 64 MiB of memory, so only two run at once in a process; the others wait
their turn, and are asked to come back rather than exhaust the machine.
"""

import threading
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from flask_babel import lazy_gettext as _l

from consult.kit.errors import Busy, Invalid

SHORTEST, LONGEST = 12, 200
_FEWEST_LETTERS = 5
_TELLING = 4
_AT_ONCE = 2
_PATIENCE_SECONDS = 10.0
_places = threading.BoundedSemaphore(_AT_ONCE)
_hasher = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=1)
# The hash of nobody's password, with the parameters of all others: checked when there is no account.
DECOY = "$argon2id$v=19$m=65536,t=3,p=1$pgcHM0CtLjPeZKIr9efVNg$YYUKNwpj2+JaJkR2h8Cm3FOH7LoxMt5G6Gciz6J0SRg"


def hash_password(password: str) -> str:
    """Return what is kept of a password. Raises `Busy` when too many are being computed."""
    with _place():
        return _hasher.hash(_unified(password))


def matches(kept: str | None, password: str) -> bool:
    """Say whether this is the password kept; without one, do the same work and say no."""
    with _place():
        try:
            return _hasher.verify(kept or DECOY, _unified(password)) and kept is not None
        except (VerifyMismatchError, InvalidHashError):
            return False


def is_outdated(kept: str) -> bool:
    """Say whether a hash was computed with weaker parameters than today's."""
    return _hasher.check_needs_rehash(kept)


def _names(folded: str, known: Iterable[str]) -> bool:
    """Say whether a password holds a word that is known of the person."""
    return any(word.casefold() in folded for word in known if len(word) >= _TELLING)


def check_strength(password: str, known: Iterable[str], field: str = "password") -> None:
    """Raise `Invalid` for a password that is short, repeats itself, or holds what is `known` of the person."""
    folded = _unified(password).casefold()
    if len(folded) < SHORTEST:
        raise Invalid(
            _l(
                "Choisissez un mot de passe d’au moins %(limit)s caractères, par exemple une phrase.",
                limit=SHORTEST,
            ),
            field,
        )
    if len(folded) > LONGEST:
        raise Invalid(_l("Choisissez un mot de passe de %(limit)s caractères au plus.", limit=LONGEST), field)
    if len(set(folded)) < _FEWEST_LETTERS or _names(folded, known):
        raise Invalid(
            _l("Choisissez un mot de passe plus difficile à deviner : sans votre nom ni votre adresse."), field
        )


def _unified(password: str) -> str:
    """Return the same letters whatever keyboard typed them."""
    return unicodedata.normalize("NFC", password).strip()


@contextmanager
def _place() -> Iterator[None]:
    if not _places.acquire(timeout=_PATIENCE_SECONDS):
        raise Busy(_l("Réessayez dans quelques secondes : beaucoup de personnes se connectent en ce moment."))
    try:
        yield
    finally:
        _places.release()
