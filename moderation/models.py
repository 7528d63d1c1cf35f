"""Say what moderation keeps: the charter's rules, flags, decisions with their reasons, who reads what now."""

from datetime import datetime
from enum import StrEnum
from typing import Optional

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.accounts.models import User
from consult.consultations.models import Consultation
from consult.kit.db import Model
from contributions.models import Contribution, Kind, Proposal, Status, StatusChange


class Gravity(StrEnum):
    """How much a rule weighs: the law first."""

    LAW = "law"
    RELEVANCE = "relevance"
    DUPLICATE = "duplicate"


class FlagReason(StrEnum):
    """What a text may be reproached with (motif); a charter words and numbers each."""

    INSULT = "insult"
    HATE = "hate"
    DEFAMATION = "defamation"
    THREAT = "threat"
    PERSONAL_DATA = "personal_data"
    ADVERTISING = "advertising"
    OFF_TOPIC = "off_topic"
    UNREADABLE = "unreadable"
    DUPLICATE = "duplicate"

    @property
    def gravity(self) -> Gravity:
        """Return how much this reason weighs."""
        return _LIGHTER.get(self, Gravity.LAW)


_LIGHTER = {
    FlagReason.OFF_TOPIC: Gravity.RELEVANCE,
    FlagReason.UNREADABLE: Gravity.RELEVANCE,
    FlagReason.DUPLICATE: Gravity.DUPLICATE,
}
LAW = frozenset(reason for reason in FlagReason if reason.gravity is Gravity.LAW)


class Verdict(StrEnum):
    """What a moderator may decide (décision)."""

    PUBLISH = "publish"
    KEEP = "keep"
    MASK = "mask"
    REQUEST_REVISION = "request_revision"
    REFUSE = "refuse"
    HIDE = "hide"
    REMOVE = "remove"
    RESTORE = "restore"
    MERGE = "merge"


class Degree(StrEnum):
    """How far a sanction goes, step by step (degré): a word first, then days without writing."""

    WARNING = "warning"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"

    @property
    def days(self) -> int:
        """Return for how many days one does not write."""
        return _DAYS[self]

    @property
    def rank(self) -> int:
        """Return its place on the scale, from 0."""
        return list(Degree).index(self)


_DAYS = {Degree.WARNING: 0, Degree.WEEK: 7, Degree.MONTH: 30, Degree.QUARTER: 90}


class Charter(Model):
    """The rules of one consultation (charte de participation), by version; without one, the default holds."""

    __tablename__ = "charter"
    __table_args__ = (UniqueConstraint("consultation_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"))
    version: Mapped[int]
    adopted_at: Mapped[datetime]
    adopted_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    rules: Mapped[list["CharterRule"]] = relationship(
        order_by="CharterRule.number", cascade="all, delete-orphan", back_populates="charter"
    )


class CharterRule(Model):
    """One rule of a charter (règle). `statement` is what its author is told when a text breaks it."""

    __tablename__ = "charter_rule"
    __table_args__ = (UniqueConstraint("charter_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    charter_id: Mapped[int] = mapped_column(ForeignKey("charter.id"))
    number: Mapped[int]
    reason: Mapped[FlagReason]
    title: Mapped[str] = mapped_column(String(160))
    body: Mapped[str] = mapped_column(String(600), default="")
    statement: Mapped[str] = mapped_column(String(400), default="")
    charter: Mapped[Charter] = relationship(back_populates="rules")


class CharterAcceptance(Model):
    """That someone accepted one version of a consultation's own charter (acceptation), before writing there."""

    __tablename__ = "charter_acceptance"

    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), primary_key=True)
    charter_id: Mapped[int] = mapped_column(ForeignKey("charter.id"), primary_key=True)
    accepted_at: Mapped[datetime]


class Flag(Model):
    """That someone asks for a text to be read again (signalement); one per person and version of a text.

    A visitor gives an e-mail address, forgotten once the outcome was told; `flagger_key` then still
    tells that they flagged this text, without saying who they are.
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

    `spans` are the places, as pairs of positions in what `examined_text` gives. Only a signal that is
    not settled weighs in the queue.
    """

    __tablename__ = "signal"
    __table_args__ = (Index("ix_signal_open", "contribution_id", "settled_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    contribution_id: Mapped[int] = mapped_column(ForeignKey("contribution.id"))
    version: Mapped[int]
    detector: Mapped[str] = mapped_column(String(30))
    reason: Mapped[FlagReason]
    spans: Mapped[list[list[int]]] = mapped_column(JSON)
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


class Decision(Model):
    """What was decided of a text, by whom and why (décision): the exposé des motifs is read from it.

    `version` is the one that was read. `fact` quotes what the text says, `explanation` is written for its
    author. `rule` is empty when the default charter holds: its number and version say which rule. No one
    in `decided_by`: decided automatically. `in_force` is true of the last decision on a text.
    """

    __tablename__ = "decision"
    __table_args__ = (
        Index("ix_decision_register", "consultation_id", "decided_at", "id"),
        Index("ix_decision_in_force", "consultation_id", "in_force", "to_status", "rule_number"),
        Index("ix_decision_contribution", "contribution_id", "id"),
        Index("ix_decision_recent", "decided_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    contribution_id: Mapped[int] = mapped_column(ForeignKey("contribution.id"))
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"))
    kind: Mapped[Kind]
    version: Mapped[int]
    verdict: Mapped[Verdict]
    from_status: Mapped[Status]
    to_status: Mapped[Status]
    reason: Mapped[FlagReason | None]
    rule_number: Mapped[int | None]
    rule_id: Mapped[int | None] = mapped_column(ForeignKey("charter_rule.id"))
    charter_version: Mapped[int | None]
    fact: Mapped[str] = mapped_column(Text, default="")
    explanation: Mapped[str] = mapped_column(Text, default="")
    detected_automatically: Mapped[bool] = mapped_column(default=False)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), index=True)
    decided_at: Mapped[datetime]
    waiting_since: Mapped[datetime]
    appeal_until: Mapped[datetime | None]
    in_force: Mapped[bool] = mapped_column(default=True)
    on_appeal: Mapped[bool] = mapped_column(default=False)
    status_change_id: Mapped[int | None] = mapped_column(ForeignKey("status_change.id"), unique=True)
    contribution: Mapped[Contribution] = relationship()
    consultation: Mapped[Consultation] = relationship()
    decided_by: Mapped[User | None] = relationship()
    rule: Mapped[CharterRule | None] = relationship()
    status_change: Mapped[StatusChange | None] = relationship()
    appeal: Mapped[Optional["Appeal"]] = relationship(back_populates="decision", foreign_keys="Appeal.decision_id")

    @property
    def is_automatic(self) -> bool:
        """Say whether nobody decided, but a rule of the consultation."""
        return self.decided_by_id is None


class MaskedText(Model):
    """The words of a version before some were masked (original), read by staff and by its author."""

    __tablename__ = "masked_text"

    contribution_id: Mapped[int] = mapped_column(ForeignKey("contribution.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str | None] = mapped_column(String(400))
    source: Mapped[str] = mapped_column(Text)


class Appeal(Model):
    """That an author contests a decision (recours): once, in time, before another moderator.

    `reversed` is empty until it is answered; `reversal` is the decision that put things right.
    """

    __tablename__ = "appeal"
    __table_args__ = (Index("ix_appeal_waiting", "answered_at", "filed_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), unique=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    filed_at: Mapped[datetime]
    reviewer_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    answered_at: Mapped[datetime | None]
    reversed: Mapped[bool | None]
    answer: Mapped[str] = mapped_column(Text, default="")
    reversal_id: Mapped[int | None] = mapped_column(ForeignKey("decision.id"), unique=True)
    decision: Mapped[Decision] = relationship(back_populates="appeal", foreign_keys=[decision_id])

    @property
    def contribution(self) -> Contribution:
        """Return the text the contested decision is about."""
        return self.decision.contribution


class Suspension(Model):
    """A warning, or a time without writing (suspension d'un compte), with its reasons; its person may contest it.

    It rests on one text. `everywhere` says that it holds on all consultations; `consultation_id` is where
    it was decided. `until` is empty for a warning; `lifted_at` is when it ended, by its date or before.
    """

    __tablename__ = "suspension"
    __table_args__ = (
        Index("ix_suspension_person", "user_id", "decided_at"),
        Index("ix_suspension_place", "consultation_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"))
    contribution_id: Mapped[int] = mapped_column(ForeignKey("contribution.id"))
    everywhere: Mapped[bool] = mapped_column(default=False)
    degree: Mapped[Degree]
    reason: Mapped[FlagReason]
    rule_number: Mapped[int]
    rule_id: Mapped[int | None] = mapped_column(ForeignKey("charter_rule.id"))
    charter_version: Mapped[int]
    fact: Mapped[str] = mapped_column(Text, default="")
    explanation: Mapped[str] = mapped_column(Text, default="")
    decided_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    decided_at: Mapped[datetime]
    until: Mapped[datetime | None]
    restriction_id: Mapped[int | None] = mapped_column(ForeignKey("restriction.id", ondelete="SET NULL"))
    lifted_at: Mapped[datetime | None]
    lifted_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    appeal_until: Mapped[datetime]
    appeal: Mapped[str] = mapped_column(Text, default="")
    appealed_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    answered_at: Mapped[datetime | None]
    reversed: Mapped[bool | None]
    answer: Mapped[str] = mapped_column(Text, default="")
    user: Mapped[User] = relationship(foreign_keys=[user_id])
    consultation: Mapped[Consultation] = relationship()
    contribution: Mapped[Contribution] = relationship()
    rule: Mapped[CharterRule | None] = relationship()

    def is_held(self, at: datetime) -> bool:
        """Say whether the person may not write because of it."""
        return self.until is not None and self.lifted_at is None and at < self.until


class Evidence(Model):
    """The words of a text taken away at once (preuve), kept for the authorities with their fingerprint.

    `alerts` is what moderators noted of whom they alerted, one line each.
    """

    __tablename__ = "evidence"

    id: Mapped[int] = mapped_column(primary_key=True)
    contribution_id: Mapped[int] = mapped_column(ForeignKey("contribution.id"), index=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"))
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    version: Mapped[int]
    title: Mapped[str] = mapped_column(Text, default="")
    source: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(64))
    kept_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    kept_at: Mapped[datetime]
    alerts: Mapped[str] = mapped_column(Text, default="")
    kept_by: Mapped[User] = relationship(foreign_keys=[kept_by_id])


class SavedReply(Model):
    """An explanation to use again (réponse enregistrée): one's own, or shared on a consultation."""

    __tablename__ = "saved_reply"

    id: Mapped[int] = mapped_column(primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    consultation_id: Mapped[int | None] = mapped_column(ForeignKey("consultation.id"), index=True)
    title: Mapped[str] = mapped_column(String(80))
    text: Mapped[str] = mapped_column(Text)
    saved_at: Mapped[datetime]
    consultation: Mapped[Consultation | None] = relationship()


class Duty(Model):
    """That someone reads the queue until an hour (permanence)."""

    __tablename__ = "duty"

    moderator_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), primary_key=True)
    since: Mapped[datetime]
    until: Mapped[datetime] = mapped_column(index=True)
    moderator: Mapped[User] = relationship()


class Merging(Model):
    """That a proposal says what another already says (réunion de doublons); kept when it is undone."""

    __tablename__ = "merging"
    __table_args__ = (
        Index("ix_merging_duplicate", "duplicate_id", "undone_at"),
        Index("ix_merging_kept", "kept_id", "undone_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    duplicate_id: Mapped[int] = mapped_column(ForeignKey("contribution.id"))
    kept_id: Mapped[int] = mapped_column(ForeignKey("contribution.id"))
    merged_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    merged_at: Mapped[datetime]
    undone_at: Mapped[datetime | None]
    duplicate: Mapped[Proposal] = relationship(foreign_keys=[duplicate_id])
    kept: Mapped[Proposal] = relationship(foreign_keys=[kept_id])


class Tag(Model):
    """A word that moderators put on a text (étiquette), for themselves and for the synthesis."""

    __tablename__ = "tag"

    contribution_id: Mapped[int] = mapped_column(ForeignKey("contribution.id"), primary_key=True)
    label: Mapped[str] = mapped_column(String(60), primary_key=True)
    tagged_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    tagged_at: Mapped[datetime]


class PickedQuote(Model):
    """A sentence that a moderator found worth quoting (citation repérée), in the very words of the text."""

    __tablename__ = "picked_quote"

    contribution_id: Mapped[int] = mapped_column(ForeignKey("contribution.id"), primary_key=True)
    words: Mapped[str] = mapped_column(String(600), primary_key=True)
    picked_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    picked_at: Mapped[datetime]


class StaffRead(Model):
    """That someone of the staff read a text that the public does not (lecture d'un texte écarté)."""

    __tablename__ = "staff_read"

    id: Mapped[int] = mapped_column(primary_key=True)
    reader_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    contribution_id: Mapped[int] = mapped_column(ForeignKey("contribution.id"), index=True)
    read_at: Mapped[datetime] = mapped_column(index=True)
    reader: Mapped[User] = relationship()
