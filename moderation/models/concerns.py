"""What draws a moderator's eye to a text: flags, signals, near copies, and who reads it now."""

from datetime import datetime

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.accounts.models import User
from consult.kit.db import Model
from moderation.models.reasons import FlagReason


class Flag(Model):
    """That someone asks for a text to be read again (signalement); one per person and version of a text.

    A visitor gives an e-mail address, forgotten once nothing can change the outcome they were told; `flagger_key`
    then still tells that they flagged this text, without saying who they are.
    """

    __tablename__ = "flag"
    __table_args__ = (
        UniqueConstraint("contribution_id", "version", "flagger_key"),
        Index("ix_flag_open", "contribution_id", "settled_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    contribution_id: Mapped[int] = mapped_column(ForeignKey("contribution.id"))
    flagger_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), index=True)
    email: Mapped[str | None] = mapped_column(String(254))
    flagger_key: Mapped[str] = mapped_column(String(80))
    reason: Mapped[FlagReason]
    rule_number: Mapped[int]
    comment: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int]
    flagged_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decision.id"), index=True)
    flagger: Mapped[User | None] = relationship()


class Signal(Model):
    """What a detector saw in one version of a text (indice automatique); it decides nothing.

    `spans` are the places, as pairs of positions in what `examined_text` gives; `detail` is the theme a text
    looks like. Only a signal that is not settled weighs in the queue.
    """

    __tablename__ = "signal"
    __table_args__ = (Index("ix_signal_open", "contribution_id", "settled_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    contribution_id: Mapped[int] = mapped_column(ForeignKey("contribution.id"))
    version: Mapped[int]
    detector: Mapped[str] = mapped_column(String(30))
    reason: Mapped[FlagReason]
    spans: Mapped[list[list[int]]] = mapped_column(JSON)
    detail: Mapped[str] = mapped_column(String(200), default="")
    found_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]


class Examination(Model):
    """Which version of a text the detectors have read (examen), and its words hashed, to count copies.

    `leader_id` is the first of the texts that say almost the same; empty for a text too short to tell.
    """

    __tablename__ = "examination"
    __table_args__ = (Index("ix_examination_words", "consultation_id", "words_hash"),)

    contribution_id: Mapped[int] = mapped_column(ForeignKey("contribution.id"), primary_key=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    version: Mapped[int]
    words_hash: Mapped[str] = mapped_column(String(64))
    leader_id: Mapped[int | None] = mapped_column(ForeignKey("contribution.id"), index=True)


class TextBand(Model):
    """A number that near copies of a text mostly share (empreinte); kept for the first of them alone."""

    __tablename__ = "text_band"

    value: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    contribution_id: Mapped[int] = mapped_column(ForeignKey("contribution.id"), primary_key=True, index=True)


class Concern(Model):
    """What makes a text more urgent (point d'attention): its open flags and signals, summed.

    It orders the queue and nothing else; it is written again with each flag, signal and decision, and can
    be rebuilt from them. `rank` is the place in the queue: the smaller, the sooner.
    """

    __tablename__ = "concern"
    __table_args__ = (Index("ix_concern_order", "is_open", "rank", "since", "contribution_id"),)

    contribution_id: Mapped[int] = mapped_column(ForeignKey("contribution.id"), primary_key=True)
    is_open: Mapped[bool]
    rank: Mapped[int]
    law: Mapped[bool]
    flags: Mapped[int]
    signals: Mapped[int] = mapped_column(default=0)
    since: Mapped[datetime]


class Reading(Model):
    """Who has a case before their eyes (prise en charge), so that two people do not read the same."""

    __tablename__ = "reading"

    contribution_id: Mapped[int] = mapped_column(ForeignKey("contribution.id"), primary_key=True)
    reader_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    until: Mapped[datetime]
    reader: Mapped[User] = relationship()
