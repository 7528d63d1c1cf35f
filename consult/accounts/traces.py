"""Tell people what they did on the site for others: the rows that keep their account beside an act.

Each room lists the columns that name who acted, so that an archive leaves none of them out. What an act was
about is told by a number or by the person's own words, never by another person's.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from flask import Flask
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute

from consult.accounts.models import Invitation, RoleChange, RoleGrant, User
from consult.accounts.personal_data import Part
from consult.kit import clock
from consult.kit.db import session
from consult.kit.errors import Sentence
from consult.kit.registries import Registry

Column = InstrumentedAttribute[Any]


@dataclass(frozen=True)
class Trace:
    """A column that names who did something: in words what, and the columns that say when and about what."""

    said: Sentence
    who: Column
    about: Column
    when: Column | None = None


traces: Registry[Trace] = Registry("traces")
TRACES = (
    Trace(_l("Rôle donné ou retiré"), RoleChange.actor_id, RoleChange.role, RoleChange.at),
    Trace(_l("Rôle donné, encore tenu"), RoleGrant.granted_by_id, RoleGrant.role, RoleGrant.granted_at),
    Trace(_l("Invitation envoyée"), Invitation.invited_by_id, Invitation.role, Invitation.created_at),
)


def on_trace(app: Flask, listed: Iterable[Trace]) -> None:
    """Register the columns by which this room keeps who did what."""
    for trace in listed:
        traces.add(app, trace)


def hand_over(user: User, _at: datetime) -> Iterable[Part]:
    """Yield all that someone did for others, room by room, oldest first."""
    lines = [line for trace in traces for line in _lines(trace, user)]
    yield Part("gestes", _l("Ce que vous avez fait pour le site"), lines)


def _lines(trace: Trace, user: User) -> list[dict[str, object]]:
    columns = [trace.about, *([trace.when] if trace.when is not None else [])]
    found = session.execute(select(*columns).where(trace.who == user.id).order_by(*reversed(columns)))
    return [
        {
            _("geste"): str(trace.said),
            _("au sujet de"): _plain(row[0]),
            _("le"): _plain(row[1]) if trace.when is not None else None,
        }
        for row in found
    ]


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return clock.local(value).isoformat(timespec="seconds")
    return value.value if isinstance(value, Enum) else value
