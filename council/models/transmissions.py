"""Say what was sent to a council, as it was sent, and who has it."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from consult.accounts.models import User
from consult.consultations.models import Consultation
from consult.kit.db import Model
from council.models.bodies import Council, CouncilMember
from council.models.referrals import Referral
from synthesis.models import Synthesis


class Transmission(Model):
    """A synthesis sent to a council (transmission): asked by a person, frozen and sent by the worker.

    `sha256` is the fingerprint of the manifest of the files, `number` counts the transmissions of a
    consultation; `cancelled_at` says that the synthesis was taken up again before it left.
    """

    __tablename__ = "transmission"
    __allow_unmapped__ = True
    __table_args__ = (UniqueConstraint("consultation_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"), index=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"))
    synthesis_id: Mapped[int] = mapped_column(ForeignKey("synthesis.id"), index=True)
    referral_id: Mapped[int | None] = mapped_column(ForeignKey("referral.id"), index=True)
    number: Mapped[int]
    message: Mapped[str] = mapped_column(Text, default="")
    asked_at: Mapped[datetime]
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    sent_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
    sha256: Mapped[str | None] = mapped_column(String(64))
    council: Mapped[Council] = relationship()
    consultation: Mapped[Consultation] = relationship()
    synthesis: Mapped[Synthesis] = relationship()
    referral: Mapped[Referral | None] = relationship()
    asked_by: Mapped[User] = relationship()
    # Whoever reads it, as a member of its council; set by the query that loads it for someone.
    reader: CouncilMember | None = None


class TransmittedFile(Model):
    """A file as it was sent, kept for good whatever becomes of the synthesis."""

    __tablename__ = "transmitted_file"
    __table_args__ = (UniqueConstraint("transmission_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    transmission_id: Mapped[int] = mapped_column(ForeignKey("transmission.id"))
    name: Mapped[str] = mapped_column(String(80))
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]
    content: Mapped[bytes] = deferred(mapped_column(LargeBinary))


class Acknowledgement(Model):
    """That a member was told of a transmission, then that they have it (accusé de réception)."""

    __tablename__ = "acknowledgement"
    __table_args__ = (UniqueConstraint("transmission_id", "member_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    transmission_id: Mapped[int] = mapped_column(ForeignKey("transmission.id"))
    member_id: Mapped[int] = mapped_column(ForeignKey("council_member.id"), index=True)
    told_at: Mapped[datetime]
    acknowledged_at: Mapped[datetime | None]
    member: Mapped[CouncilMember] = relationship()
    transmission: Mapped[Transmission] = relationship()
