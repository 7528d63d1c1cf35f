"""Read what a list is asked to show from an address, and refuse what it does not know."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, TypeVar

from flask_babel import lazy_gettext as _l

from consult.kit.errors import BadRequest
from contributions.models import Kind
from moderation.models import FlagReason, Verdict
from moderation.queries.decisions import Contested, Means, RegisterFilter
from moderation.queries.queue import QueueFilter

E = TypeVar("E", bound=StrEnum)
_LONGEST_NUMBER = 9
_PASSED_ON = ("consultation", "theme", "genre", "motif", "jours")


def register_filter(arguments: Mapping[str, str]) -> RegisterFilter:
    """Return which lines of the register are asked for. Raises `BadRequest` for an unknown value."""
    return RegisterFilter(
        consultation_id=asked_number(arguments, "consultation"),
        verdict=_member(Verdict, arguments, "decision"),
        reason=_member(FlagReason, arguments, "motif"),
        kind=_member(Kind, arguments, "genre"),
        year=asked_year(arguments),
        theme_id=asked_number(arguments, "theme"),
        contested=_member(Contested, arguments, "recours"),
        means=_member(Means, arguments, "par"),
    )


def queue_filter(arguments: Mapping[str, str], at: datetime) -> QueueFilter:
    """Return which cases are asked for; `jours` keeps those that wait for at least so many days."""
    days = asked_number(arguments, "jours")
    return QueueFilter(
        consultation_id=asked_number(arguments, "consultation"),
        theme_id=asked_number(arguments, "theme"),
        kind=_member(Kind, arguments, "genre"),
        reason=_member(FlagReason, arguments, "motif"),
        before=at - timedelta(days=min(days, 3650)) if days else None,
    )


def kept_filters(arguments: Mapping[str, str]) -> dict[str, Any]:
    """Return the filters of an address that a page passes on to the next."""
    return {name: arguments[name] for name in _PASSED_ON if arguments.get(name)}


def _member(kind: type[E], arguments: Mapping[str, str], name: str) -> E | None:
    value = arguments.get(name, "")
    if not value:
        return None
    try:
        return kind(value)
    except ValueError as error:
        raise BadRequest(_UNKNOWN) from error


def asked_number(arguments: Mapping[str, str], name: str) -> int | None:
    """Return a number of an address, None when it is not asked for. Raises `BadRequest` for anything else."""
    value = arguments.get(name, "")
    if not value:
        return None
    if not value.isdecimal() or len(value) > _LONGEST_NUMBER:
        raise BadRequest(_UNKNOWN)
    return int(value)


def asked_year(arguments: Mapping[str, str]) -> int | None:
    """Return the year asked for as `annee`. Raises `BadRequest` for one that no calendar holds."""
    year = asked_number(arguments, "annee")
    if year is not None and not 2000 <= year <= 9000:  # noqa: PLR2004 - years a calendar holds
        raise BadRequest(_UNKNOWN)
    return year


_UNKNOWN = _l("Choisissez un des filtres proposés : celui-ci n’existe pas.")
