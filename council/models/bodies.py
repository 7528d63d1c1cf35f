"""Say what a council is, who sits in it and for how long."""

from datetime import date, datetime
from enum import StrEnum
from math import ceil

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.accounts.models import User
from consult.kit.db import Model
from consult.territories.models import TerritoryLevel

_FEWEST = 2


class Office(StrEnum):
    """What someone does in a council (fonction)."""

    PRESIDENT = "president"
    VICE_PRESIDENT = "vice_president"
    MEMBER = "member"


class Council(Model):
    """A digital council (conseil du numérique); `deed` names the decision that created it.

    Its quorum is a share of the members in office, in per cent, rounded up; `sittings_owed` is how many sittings
    its deed asks for in a year, 0 when it asks for none.
    """

    __tablename__ = "council"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(160))
    summary: Mapped[str] = mapped_column(Text, default="")
    deed: Mapped[str] = mapped_column(String(300), default="")
    contact: Mapped[str] = mapped_column(String(254), default="")
    level: Mapped[TerritoryLevel] = mapped_column(default=TerritoryLevel.REGION)
    territory_name: Mapped[str] = mapped_column(String(120), default="")
    quorum_share: Mapped[int] = mapped_column(default=50)
    sittings_owed: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]

    def quorum_for(self, seats: int) -> int:
        """Return how many of these members must be there; two at least, for nobody decides alone."""
        return max(_FEWEST, ceil(seats * self.quorum_share / 100))


class CouncilMember(Model):
    """Someone who sits in a council (membre), in some capacity, with the account they read on.

    Whoever has no account yet sits under a name alone, kept as an account nobody signs in to; `invited_email` is
    where they were invited, until they accept and their own account takes the seat.
    """

    __tablename__ = "council_member"
    __table_args__ = (UniqueConstraint("council_id", "user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    capacity: Mapped[str] = mapped_column(String(160), default="")
    invited_email: Mapped[str | None] = mapped_column(String(254), index=True)
    council: Mapped[Council] = relationship()
    user: Mapped[User] = relationship()
    mandates: Mapped[list["Mandate"]] = relationship(
        back_populates="member", order_by="Mandate.starts_on", cascade="all, delete-orphan"
    )

    @property
    def address(self) -> str | None:
        """Return where they are written to, or None when someone has to tell them otherwise."""
        return self.user.email or self.invited_email

    @property
    def has_account(self) -> bool:
        """Say whether they may sign in; else the secretariat notes what they say."""
        return self.user.email is not None

    def mandate_on(self, day: date) -> "Mandate | None":
        """Return the mandate under way that day, or None."""
        return next((mandate for mandate in self.mandates if mandate.covers(day)), None)


class Mandate(Model):
    """A span during which someone sits (mandat), and what they do there; without an end, it goes on."""

    __tablename__ = "mandate"

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("council_member.id"), index=True)
    office: Mapped[Office] = mapped_column(default=Office.MEMBER)
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    member: Mapped[CouncilMember] = relationship(back_populates="mandates")

    def covers(self, day: date) -> bool:
        """Say whether the mandate is under way that day."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


class Addressee(Model):
    """The council a consultation addresses (conseil destinataire): one for each consultation."""

    __tablename__ = "addressee"

    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"), primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"), index=True)
    named_at: Mapped[datetime]
    named_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    council: Mapped[Council] = relationship()
