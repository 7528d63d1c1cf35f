"""Count what moderation did in a consultation or a year, for the transparency report."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from math import ceil
from statistics import median
from typing import Any

from sqlalchemy import ColumnElement, extract, func, select, true

from consult.consultations.models import Consultation, ConsultationStatus
from consult.kit.db import session
from contributions.models import Contribution, Kind, Status
from moderation.models import Appeal, Decision, Degree, Flag, FlagReason, Suspension, Verdict
from moderation.verdicts import AGAINST_THE_AUTHOR


@dataclass(frozen=True)
class Period:
    """What a report is about: a consultation, a year, both, or all."""

    consultation: Consultation | None = None
    year: int | None = None

    def within(self, consultation_id: ColumnElement[int], when: ColumnElement[Any]) -> list[ColumnElement[bool]]:
        """Return the conditions that keep what happened in it."""
        conditions = []
        if self.consultation is not None:
            conditions.append(consultation_id == self.consultation.id)
        if self.year is not None:
            start, end = (datetime(year, 1, 1, tzinfo=UTC) for year in (self.year, self.year + 1))
            conditions += [when >= start, when < end]
        public = select(Consultation.id).where(Consultation.status != ConsultationStatus.DRAFT)
        return [*conditions, consultation_id.in_(public)]


@dataclass(frozen=True)
class Delays:
    """How long people waited, in hours: half of them at most `median`, nine in ten at most `ninth`."""

    median: float
    ninth: float


@dataclass(frozen=True)
class Transparency:
    """The figures of a transparency report; `by_rule` counts the decisions against authors."""

    received: int
    flags: int
    decisions: int
    automatic: int
    detected: int
    by_verdict: dict[Verdict, int]
    by_reason: dict[FlagReason, int]
    delays: Delays | None
    appeals: int
    reversed: int
    confirmed: int
    appeal_delays: Delays | None
    suspensions: dict[Degree, int]

    @property
    def unanswered(self) -> int:
        """Return how many appeals wait for their answer."""
        return self.appeals - self.reversed - self.confirmed

    @property
    def is_empty(self) -> bool:
        """Say whether nothing came in and nothing was done."""
        return not any((self.received, self.flags, self.decisions, self.appeals, *self.suspensions.values()))


def transparency(period: Period) -> Transparency:
    """Return the figures of a period, each from one query."""
    decided = period.within(Decision.consultation_id.expression, Decision.decided_at.expression)
    # What an appeal reversed waited for an answer, which is counted apart.
    by_people = Decision.decided_by_id.is_not(None) & Decision.on_appeal.is_(False)
    rows = session.execute(
        select(
            Decision.verdict,
            Decision.reason,
            Decision.decided_by_id.is_(None),
            Decision.detected_automatically,
            func.count(),
        )
        .where(*decided)
        .group_by(
            Decision.verdict, Decision.reason, Decision.decided_by_id.is_(None), Decision.detected_automatically
        )
    ).all()
    appeals = _appeals(period)
    return Transparency(
        received=_received(period),
        flags=_flags(period),
        decisions=sum(count for *_, count in rows),
        automatic=sum(count for _, _, automatic, _, count in rows if automatic),
        detected=sum(count for _, _, automatic, detected, count in rows if detected and not automatic),
        by_verdict={one: sum(n for verdict, *_, n in rows if verdict is one) for one in Verdict},
        by_reason={
            one: sum(n for verdict, reason, *_, n in rows if reason is one and verdict in AGAINST_THE_AUTHOR)
            for one in FlagReason
        },
        delays=_delays(_spans(select(Decision.waiting_since, Decision.decided_at).where(*decided, by_people))),
        appeals=len(appeals),
        reversed=sum(overturned is True for _, _, overturned in appeals),
        confirmed=sum(overturned is False for _, _, overturned in appeals),
        suspensions=_suspensions(period),
        appeal_delays=_delays([(filed, answered) for filed, answered, _ in appeals if answered is not None]),
    )


def _received(period: Period) -> int:
    sent = period.within(Contribution.consultation_id.expression, Contribution.submitted_at.expression)
    statement = select(func.count(Contribution.id)).where(
        Contribution.status != Status.DRAFT, Contribution.kind.in_(list(Kind)), *sent
    )
    return session.scalar(statement) or 0


def _flags(period: Period) -> int:
    flagged = period.within(Contribution.consultation_id.expression, Flag.flagged_at.expression)
    statement = (
        select(func.count(Flag.id)).join(Contribution, Contribution.id == Flag.contribution_id).where(*flagged)
    )
    return session.scalar(statement) or 0


def _suspensions(period: Period) -> dict[Degree, int]:
    """Count warnings and suspensions by how far they went; those reversed on appeal are left out."""
    decided = period.within(Suspension.consultation_id.expression, Suspension.decided_at.expression)
    statement = select(Suspension.degree, func.count()).where(*decided, Suspension.reversed.is_not(true()))
    rows = session.execute(statement.group_by(Suspension.degree)).all()
    return {degree: sum(count for one, count in rows if one is degree) for degree in Degree}


def _appeals(period: Period) -> Sequence[tuple[datetime, datetime | None, bool | None]]:
    """Return when each appeal was filed and answered, and whether it reversed: of decisions, then of sanctions."""
    filed = period.within(Appeal.consultation_id.expression, Appeal.filed_at.expression)
    of_texts = select(Appeal.filed_at, Appeal.answered_at, Appeal.reversed).where(*filed).order_by(Appeal.id)
    contested = period.within(Suspension.consultation_id.expression, Suspension.appealed_at.expression)
    of_people = (
        select(Suspension.appealed_at, Suspension.answered_at, Suspension.reversed)
        .where(Suspension.appealed_at.is_not(None), *contested)
        .order_by(Suspension.id)
    )
    rows = [*session.execute(of_texts), *session.execute(of_people)]
    return [(start, end, overturned if end else None) for start, end, overturned in rows]


def _spans(statement: object) -> list[tuple[datetime, datetime]]:
    return [(start, end) for start, end in session.execute(statement)]  # type: ignore[call-overload]


def _delays(spans: Sequence[tuple[datetime, datetime]]) -> Delays | None:
    hours = [(end - start).total_seconds() / 3600 for start, end in spans]
    if not hours:
        return None
    ninth = sorted(hours)[ceil(len(hours) * 9 / 10) - 1]
    return Delays(round(median(hours), 1), round(ninth, 1))


@dataclass(frozen=True)
class Reported:
    """A consultation that has a report of its own."""

    id: int
    slug: str
    title: str


def consultations_reported() -> list[Reported]:
    """Return the public consultations, the newest first."""
    statement = select(Consultation.id, Consultation.slug, Consultation.title).order_by(Consultation.id.desc())
    public = statement.where(Consultation.status != ConsultationStatus.DRAFT)
    return [Reported(*row) for row in session.execute(public)]


def years_reported(consultation: Consultation | None = None, *, at: datetime) -> dict[int, bool]:
    """Return each year since something was sent or decided, the latest first, and whether anything was in it."""
    period = Period(consultation)
    sent = Contribution.submitted_at.expression, Contribution.consultation_id.expression
    decided = Decision.decided_at.expression, Decision.consultation_id.expression
    known: set[int] = set()
    for when, where in (sent, decided):
        statement = select(extract("year", when)).where(when.is_not(None), *period.within(where, when))
        known |= {int(year) for year in session.scalars(statement.distinct())}
    return {year: year in known for year in range(at.year, min(known, default=at.year) - 1, -1)}
