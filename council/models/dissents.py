"""Say what members who were not followed attach to an opinion, and who signs."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.kit.db import Model
from council.models.bodies import CouncilMember
from council.models.opinions import Opinion
from council.models.quotes import Repeating, TypedQuote


class DissentKind(StrEnum):
    """How members part from the majority: against a point, or with an opinion of their own."""

    DISSENT = "dissent"
    MINORITY = "minority"


class Dissent(Repeating, Model):
    """What members who were not followed attach to an opinion (opinion dissidente, avis minoritaire)."""

    __tablename__ = "opinion_dissent"

    id: Mapped[int] = mapped_column(primary_key=True)
    opinion_id: Mapped[int] = mapped_column(ForeignKey("opinion.id"), index=True)
    kind: Mapped[DissentKind]
    title: Mapped[str] = mapped_column(String(200))
    source: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
    opinion: Mapped[Opinion] = relationship()
    signatures: Mapped[list["DissentSignature"]] = relationship(
        order_by="DissentSignature.at", cascade="all, delete-orphan"
    )
    quotes: Mapped[list[TypedQuote]] = relationship(viewonly=True, lazy="selectin")


class DissentSignature(Model):
    """A member who signs a dissent."""

    __tablename__ = "dissent_signature"

    dissent_id: Mapped[int] = mapped_column(ForeignKey("opinion_dissent.id"), primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("council_member.id"), primary_key=True)
    at: Mapped[datetime]
    member: Mapped[CouncilMember] = relationship()
