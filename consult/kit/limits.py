"""Count what is asked in a span of time, per account and per range of addresses, and refuse what is too much.

Nothing kept leads back to anyone: a key is hashed with a salt drawn each day and deleted the
next, and whole ranges of addresses share one count. This module is the one place that knows
where counts are kept.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Protocol, cast

from flask import Flask, current_app
from flask_babel import ngettext
from sqlalchemy import String, delete, select
from sqlalchemy.orm import Mapped, mapped_column
from werkzeug.utils import import_string

from consult.kit import clock, jobs
from consult.kit.db import Model, session, upsert
from consult.kit.errors import TooMany

FORGET = "limits.forget"
_SALTS, _SHARED = "consult_limit_salts", "consult_limit_counts"
_REDIS = "consult.kit.redis_counts:RedisCounts"
_IPV4_PREFIX, _IPV6_PREFIX = 24, 48


class RateCount(Model):
    """How many times something was asked in one span of time; the key is a hash of who, what and when."""

    __tablename__ = "rate_count"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    count: Mapped[int]
    ends_at: Mapped[datetime] = mapped_column(index=True)


class RateSalt(Model):
    """What keys are hashed with on one day, forgotten with it."""

    __tablename__ = "rate_salt"

    day: Mapped[date] = mapped_column(primary_key=True)
    salt: Mapped[str] = mapped_column(String(64))


@dataclass(frozen=True)
class Limit:
    """At most so many demands in each span of `seconds`."""

    name: str
    at_most: int
    seconds: int

    def charge(self, key: str) -> "Charge":
        """Count one demand against this key: an account, a range of addresses."""
        return Charge(self, key)

    def ends_at(self, at: datetime) -> datetime:
        """Return when the present span ends."""
        elapsed = timedelta(seconds=at.timestamp() % self.seconds)
        return at - elapsed + timedelta(seconds=self.seconds)


@dataclass(frozen=True)
class Charge:
    """One demand to count."""

    limit: Limit
    key: str


class SharedCounts(Protocol):
    """A server that counts for several machines."""

    def add(self, key: str, seconds: int) -> int | None:
        """Add one, kept for so many seconds, and return the count; None when the server does not answer."""

    def answers(self) -> bool:
        """Say whether the server answers."""


def init_app(app: Flask, redis_url: str | None = None) -> None:
    """Forget old counts and old salts every hour; count in Redis where an address is given."""
    app.extensions[_SALTS] = {}
    app.extensions[_SHARED] = import_string(_REDIS)(redis_url) if redis_url else None
    jobs.handle(app, FORGET, "consult.kit.limits:forget")
    jobs.repeat(app, FORGET, seconds=3600)


def spend(*charges: Charge, at: datetime) -> None:
    """Count one demand against each key; raises `TooMany` when one has gone beyond its limit.

    Call it first, before anything is written: it commits at once, so that a demand refused later
    counts all the same and the database is free while a password is checked.
    """
    beyond = [charge.limit for charge in charges if _count_shared(charge, at) > charge.limit.at_most]
    session.commit()
    if beyond:
        raise TooMany(_sentence(max(limit.ends_at(at) for limit in beyond) - at))


def count(*charges: Charge, at: datetime) -> None:
    """Count a demand that is being granted, in its own transaction: one that is refused is not counted.

    Raises `TooMany` when a key has gone beyond its limit.
    """
    beyond = [charge.limit for charge in charges if _count(charge, at) > charge.limit.at_most]
    if beyond:
        raise TooMany(_sentence(max(limit.ends_at(at) for limit in beyond) - at))


def address_range(address: str | None) -> str:
    """Return the neighbourhood of a client's address, so that nobody is told apart by it."""
    try:
        one = ip_address(address or "")
    except ValueError:
        return "unknown"
    if isinstance(one, IPv6Address) and one.ipv4_mapped:
        one = one.ipv4_mapped
    prefix = _IPV6_PREFIX if isinstance(one, IPv6Address) else _IPV4_PREFIX
    return str(ip_network(f"{one}/{prefix}", strict=False))


def forget(_payload: jobs.Payload) -> None:
    """Delete the counts whose span is over and the salts of past days; called by the worker."""
    at = clock.now()
    session.execute(delete(RateCount).where(RateCount.ends_at <= at))
    session.execute(delete(RateSalt).where(RateSalt.day < at.date()))


def shared_counts() -> SharedCounts | None:
    """Return the server that counts for several machines, or None where the database does."""
    return cast("SharedCounts | None", current_app.extensions[_SHARED])


def _count_shared(charge: Charge, at: datetime) -> int:
    """Count on the shared server; in the database without one, or while it does not answer."""
    shared = shared_counts()
    counted = shared.add(_key(charge, at), charge.limit.seconds) if shared else None
    return _count(charge, at) if counted is None else counted


def _key(charge: Charge, at: datetime) -> str:
    """Hash who asks, what and when, so that nothing kept leads back to anyone."""
    written = "|".join((_salt(at.date()), charge.limit.name, charge.limit.ends_at(at).isoformat(), charge.key))
    return hashlib.sha256(written.encode()).hexdigest()


def _count(charge: Charge, at: datetime) -> int:
    key, ends_at = _key(charge, at), charge.limit.ends_at(at)
    insert = upsert(RateCount).values(key=key, count=1, ends_at=ends_at)
    counted = insert.on_conflict_do_update(index_elements=["key"], set_={"count": RateCount.count + 1})
    return session.execute(counted.returning(RateCount.count)).scalar_one()


def _salt(day: date) -> str:
    """Return the day's salt, the same in every process."""
    known = cast("dict[date, str]", current_app.extensions[_SALTS])
    if day not in known:
        drawn = upsert(RateSalt).values(day=day, salt=secrets.token_hex(32))
        session.execute(drawn.on_conflict_do_nothing(index_elements=["day"]))
        kept = session.scalars(select(RateSalt.salt).where(RateSalt.day == day)).one()
        known.clear()
        known[day] = kept
    return known[day]


def _sentence(wait: timedelta) -> str:
    minutes = max(1, -(-int(wait.total_seconds()) // 60))
    return str(
        ngettext(
            "Réessayez dans %(num)s minute : vous avez fait beaucoup de demandes en peu de temps.",
            "Réessayez dans %(num)s minutes : vous avez fait beaucoup de demandes en peu de temps.",
            minutes,
        )
    )
