"""Carry the region's name, colour and duties to every page and every mail.

The settings give an identity to begin with; what an administrator writes at the desk replaces it. Each
process keeps what it read for half a minute, and forgets it at once when it is what changed it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any, Protocol, cast

from blinker import NamedSignal, signal
from flask import Flask, current_app, url_for
from sqlalchemy import LargeBinary, String, Text, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Mapped, defer, mapped_column

from consult.kit import clock, news
from consult.kit.colours import Tones, tones_of
from consult.kit.db import Model, session

_KEY = "consult_identity"
_KEPT = timedelta(seconds=30)
identity_changed: NamedSignal = signal("identity.changed")
"""What the desk says of the region has just changed: this process forgets what it had read."""


class _Chosen(Protocol):
    """The settings that make an identity."""

    @property
    def region_name(self) -> str: ...
    @property
    def site_name(self) -> str: ...
    @property
    def accent(self) -> str: ...
    @property
    def contact_email(self) -> str: ...
    @property
    def demo(self) -> bool: ...


class WrittenIdentity(Model):
    """What an administrator wrote of the region (identité): one row at most, numbered 1.

    `accent` is a CSS colour, "#1f5f5b". The logo is a PNG or a JPEG that we have drawn again ourselves;
    `logo_digest` stands in its address.
    """

    __tablename__ = "identity"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(160))
    site_name: Mapped[str] = mapped_column(String(160))
    accent: Mapped[str] = mapped_column(String(7))
    contact_email: Mapped[str] = mapped_column(String(254))
    contact_address: Mapped[str] = mapped_column(Text, default="")
    contact_phone: Mapped[str] = mapped_column(String(40), default="")
    publisher: Mapped[str] = mapped_column(String(200), default="")
    host: Mapped[str] = mapped_column(Text, default="")
    legal_source: Mapped[str] = mapped_column(Text, default="")
    legal_html: Mapped[str] = mapped_column(Text, default="")
    logo: Mapped[bytes | None] = mapped_column(LargeBinary)
    logo_type: Mapped[str] = mapped_column(String(20), default="")
    logo_digest: Mapped[str] = mapped_column(String(12), default="")
    logo_width: Mapped[int] = mapped_column(default=0)
    logo_height: Mapped[int] = mapped_column(default=0)
    logo_alt: Mapped[str] = mapped_column(String(160), default="")
    changed_at: Mapped[datetime]


@dataclass(frozen=True)
class Logo:
    """The picture beside the site's name, in CSS pixels; an empty `alt` says what the name already says."""

    url: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True)
class Identity:
    """Who publishes the site; `accent` is a CSS colour, "#1f5f5b"."""

    name: str
    site_name: str
    accent: str
    contact_email: str
    contact_address: str = ""
    contact_phone: str = ""
    publisher: str = ""
    host: str = ""
    legal_html: str = ""
    logo_digest: str = ""
    logo_width: int = 0
    logo_height: int = 0
    logo_alt: str = ""

    @cached_property
    def tones(self) -> Tones:
        """Return the colour as light and dark pages write with it."""
        return tones_of(self.accent)

    @property
    def logo(self) -> Logo | None:
        """Return the picture beside the name, if there is one."""
        if not self.logo_digest:
            return None
        return Logo(
            url_for("identity.logo", digest=self.logo_digest), self.logo_width, self.logo_height, self.logo_alt
        )


_FIELDS = tuple(Identity.__dataclass_fields__)


def init_app(app: Flask, settings: _Chosen) -> None:
    """Give the pages `region` and `demo`."""
    given = Identity(settings.region_name, settings.site_name, settings.accent, settings.contact_email)
    app.extensions[_KEY] = {"given": given, "present": None, "read_at": None}
    identity_changed.connect(_forget)
    app.context_processor(lambda: {"region": present_identity(), "demo": settings.demo})


def given_identity() -> Identity:
    """Return the identity the settings give."""
    return cast("Identity", _kept()["given"])


def present_identity() -> Identity:
    """Return the region's identity as it stands, read at most twice a minute.

    Even when the database does not answer: the page that says so has a name too.
    """
    kept, at = _kept(), clock.now()
    if session and (kept["present"] is None or abs(at - kept["read_at"]) >= _KEPT):
        try:
            kept.update(present=_read(), read_at=at)
        except SQLAlchemyError:
            kept["present"] = None
    return kept["present"] or given_identity()


def written_identity() -> WrittenIdentity | None:
    """Return what was written at the desk, the logo left where it is until asked for."""
    return session.get(WrittenIdentity, 1, options=[defer(WrittenIdentity.logo)])


def announce_change() -> None:
    """Let this process forget what it had read, once the change is committed."""
    news.announce(identity_changed)


def _read() -> Identity:
    columns = [getattr(WrittenIdentity, name) for name in _FIELDS]
    with session.no_autoflush:
        found = session.execute(select(*columns).where(WrittenIdentity.id == 1)).one_or_none()
    return Identity(*found) if found else given_identity()


def _kept() -> dict[str, Any]:
    return cast("dict[str, Any]", current_app.extensions[_KEY])


def _forget(_sender: object, **_payload: object) -> None:
    _kept().update(present=None)
