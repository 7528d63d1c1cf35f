"""Count a council's own work in a year: what it was asked and answered, its sittings, who came."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from statistics import median

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from consult.kit import clock
from consult.kit.db import session
from council.models import (
    Attendance,
    Council,
    CouncilMember,
    OfficialResponse,
    Opinion,
    Recommendation,
    Referral,
    ReferralStatus,
    Reply,
    ReplyVerdict,
    Sitting,
    SittingStatus,
    YearlyReport,
)


@dataclass(frozen=True)
class Present:
    """How often a member came, of the sittings held where they were invited."""

    member: CouncilMember
    came: int
    invited: int


@dataclass(frozen=True)
class YearOfWork:
    """What a council did in a year; `delay_days` is the median time to answer, None without an answer."""

    received: Sequence[Referral]
    answered: Sequence[Referral]
    late: Sequence[Referral]
    delay_days: int | None
    opinions: Sequence[Opinion]
    recommendations: int
    replies: Mapping[ReplyVerdict, int]
    sittings: Sequence[Sitting]
    owed: int
    presence: Sequence[Present]


def year_of_work(council: Council, year: int, today: date) -> YearOfWork:
    """Return what a council did in a year, as its records tell it."""
    referrals = _referrals(council)
    received = [one for one in referrals if one.year == year]
    answered = [
        one for one in referrals if one.status is ReferralStatus.ANSWERED and _year_of(one.ended_at) == year
    ]
    opinions = _opinions(council, year)
    sittings = _sittings(council, year)
    return YearOfWork(
        received=received,
        answered=answered,
        late=[one for one in referrals if one.is_late(min(today, date(year, 12, 31)))],
        delay_days=_delay(answered),
        opinions=opinions,
        recommendations=_recommendations(opinions),
        replies=_replies(council, year),
        sittings=sittings,
        owed=council.sittings_owed,
        presence=_presence(sittings),
    )


def _year_of(instant: datetime | None) -> int | None:
    return clock.local(instant).year if instant else None


def _referrals(council: Council) -> Sequence[Referral]:
    registered = select(Referral).where(Referral.council_id == council.id, Referral.registered_at.is_not(None))
    return session.scalars(registered.order_by(Referral.year, Referral.rank)).all()


def _delay(answered: Sequence[Referral]) -> int | None:
    days = [one.days_taken for one in answered if one.days_taken is not None]
    return round(median(days)) if days else None


def _opinions(council: Council, year: int) -> Sequence[Opinion]:
    """Return the opinions first given in the year: a correction is the same opinion, counted once."""
    published = select(Opinion).where(
        Opinion.council_id == council.id,
        Opinion.corrects_id.is_(None),
        Opinion.published_at >= _start(year),
        Opinion.published_at < _start(year + 1),
    )
    return session.scalars(published.order_by(Opinion.published_at)).all()


def _start(year: int) -> datetime:
    """Return the instant a year begins on the region's clock."""
    return clock.from_local(datetime.combine(date(year, 1, 1), time()))


def _recommendations(opinions: Sequence[Opinion]) -> int:
    ids = [one.id for one in opinions]
    return session.scalar(select(func.count()).where(Recommendation.opinion_id.in_(ids))) or 0


def _replies(council: Council, year: int) -> dict[ReplyVerdict, int]:
    """Count what the region answered in the year, by verdict."""
    statement = (
        select(Reply.verdict)
        .join(OfficialResponse, OfficialResponse.id == Reply.response_id)
        .join(Opinion, Opinion.id == OfficialResponse.opinion_id)
        .where(
            Opinion.council_id == council.id,
            OfficialResponse.published_at >= _start(year),
            OfficialResponse.published_at < _start(year + 1),
            Reply.verdict.is_not(None),
        )
    )
    return dict(Counter(verdict for verdict in session.scalars(statement) if verdict))


def _sittings(council: Council, year: int) -> Sequence[Sitting]:
    held = (SittingStatus.OPEN, SittingStatus.CLOSED)
    statement = select(Sitting).where(
        Sitting.council_id == council.id, Sitting.year == year, Sitting.status.in_(held)
    )
    return session.scalars(statement.order_by(Sitting.starts_at)).all()


def _presence(sittings: Sequence[Sitting]) -> list[Present]:
    statement = (
        select(Attendance)
        .where(Attendance.sitting_id.in_([one.id for one in sittings]))
        .order_by(Attendance.member_id)
        .options(joinedload(Attendance.member).joinedload(CouncilMember.user))
    )
    came: Counter[int] = Counter()
    invited: Counter[int] = Counter()
    members = {}
    for line in session.scalars(statement):
        members[line.member_id] = line.member
        invited[line.member_id] += 1
        came[line.member_id] += bool(line.is_present)
    return [Present(member, came[number], invited[number]) for number, member in members.items()]


def report_of(council: Council, year: int) -> YearlyReport | None:
    """Return what a person made of a year's draft, or None while nobody touched it."""
    statement = select(YearlyReport).where(YearlyReport.council_id == council.id, YearlyReport.year == year)
    return session.scalars(statement).one_or_none()


def published_reports(council: Council) -> Sequence[YearlyReport]:
    """Return the reports everyone may read, the latest first."""
    statement = select(YearlyReport).where(
        YearlyReport.council_id == council.id, YearlyReport.published_at.is_not(None)
    )
    return session.scalars(statement.order_by(YearlyReport.year.desc())).all()
