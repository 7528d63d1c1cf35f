"""Slow down whoever sends more texts than a person writes, without losing a word of what was typed.

An account may send so many in ten minutes; one that has just sent a few also counts for its range of addresses,
so that many accounts together are slowed down too while an ordinary contributor costs nothing.
"""

from datetime import datetime, timedelta

from flask_babel import lazy_gettext as _l

from consult.kit import limits
from consult.kit.errors import Invalid, TooMany
from consult.kit.limits import Limit

SPAN = timedelta(minutes=10)
AT_MOST = 20
FEW = 2
RANGE = Limit("texts by range of addresses", at_most=300, seconds=int(SPAN.total_seconds()))
_WAIT = _l(
    "Attendez quelques minutes, puis renvoyez ce texte : il en est arrivé beaucoup en peu de temps. "
    "Gardez cette page ouverte, rien de ce que vous avez écrit n’est perdu."
)


def check_pace(recent: int, address: str | None, *, at: datetime) -> None:
    """Raise `Invalid` when an account sent too many texts since `SPAN`, or its range of addresses did."""
    if is_too_fast(recent, address, at=at):
        raise Invalid(_WAIT, "source")


def is_too_fast(recent: int, address: str | None, *, at: datetime) -> bool:
    """Say whether an account sent too many texts since `SPAN`, or its range of addresses did."""
    if not FEW <= recent < AT_MOST:
        return recent >= AT_MOST
    try:
        limits.count(RANGE.charge(limits.address_range(address)), at=at)
    except TooMany:
        return True
    return False
