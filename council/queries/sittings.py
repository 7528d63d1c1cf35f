"""Find sittings, who was invited to them, who is there."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from consult.accounts.models import AnyActor
from consult.kit import clock
from consult.kit.db import session
from consult.kit.errors import NotFound
from council.models import AgendaItem, Attendance, Council, CouncilMember, Sitting, SittingStatus
from council.queries.councils import member_of

_WHOLE = (
    joinedload(Sitting.council),
    selectinload(Sitting.agenda).options(
        joinedload(AgendaItem.referral), joinedload(AgendaItem.transmission), joinedload(AgendaItem.opinion)
    ),
)


def sitting_at(sitting_id: int) -> Sitting:
    """Return a sitting with its council and agenda; raise `NotFound`."""
    found = session.scalars(select(Sitting).where(Sitting.id == sitting_id).options(*_WHOLE)).one_or_none()
    if found is None:
        raise NotFound
    return found


def sitting_for(actor: AnyActor, sitting_id: int) -> Sitting:
    """Return a sitting with, when this person sits in its council, who they are there."""
    sitting = sitting_at(sitting_id)
    sitting.reader = member_of(sitting.council_id, actor)
    return sitting


def sittings_of(council_id: int, *, public_only: bool = True) -> Sequence[Sitting]:
    """Return a council's sittings, the latest first; those not announced yet only when asked for."""
    statement = (
        select(Sitting).where(Sitting.council_id == council_id).order_by(Sitting.starts_at.desc(), Sitting.id)
    )
    if public_only:
        statement = statement.where(Sitting.convened_at.is_not(None))
    return session.scalars(statement.options(joinedload(Sitting.council))).all()


def convened_sittings() -> Sequence[Sitting]:
    """Return the sittings of every council that were announced and not opened, the next first."""
    statement = select(Sitting).where(Sitting.status == SittingStatus.CONVENED).order_by(Sitting.starts_at)
    return session.scalars(statement.options(*_WHOLE)).all()


def attendances_of(sitting: Sitting) -> Sequence[Attendance]:
    """Return who was invited to a sitting, with their account and mandates, in the order of invitation."""
    statement = (
        select(Attendance)
        .where(Attendance.sitting_id == sitting.id)
        .order_by(Attendance.id)
        .options(
            joinedload(Attendance.member).joinedload(CouncilMember.user),
            joinedload(Attendance.member).selectinload(CouncilMember.mandates),
        )
    )
    return session.scalars(statement).all()


def attendance_of(sitting: Sitting, member: CouncilMember) -> Attendance | None:
    """Return one member's line on the attendance sheet, or None when they were not invited."""
    statement = select(Attendance).where(Attendance.sitting_id == sitting.id, Attendance.member_id == member.id)
    return session.scalars(statement).one_or_none()


def count_present(sitting: Sitting, day: date) -> int:
    """Count the members there whose mandate is under way that day."""
    return sum(1 for one in attendances_of(sitting) if one.is_present and one.member.mandate_on(day) is not None)


def day_of(instant: datetime) -> date:
    """Return the day an instant falls on, on the region's clock."""
    return clock.local(instant).date()


def next_sitting_rank(council_id: int, year: int) -> int:
    """Return the rank of the next sitting of a council in a year, from 1."""
    statement = select(func.max(Sitting.rank)).where(Sitting.council_id == council_id, Sitting.year == year)
    return (session.scalar(statement) or 0) + 1


def held_in_year(council: Council, year: int) -> int:
    """Count the sittings of a council that were opened in a year, to compare with what it owes."""
    statement = select(func.count()).where(
        Sitting.council_id == council.id,
        Sitting.year == year,
        Sitting.status.in_((SittingStatus.OPEN, SittingStatus.CLOSED)),
    )
    return session.scalar(statement) or 0


def attendance_at(attendance_id: int) -> Attendance:
    """Return an invitation with its sitting and member; raise `NotFound`."""
    statement = (
        select(Attendance)
        .where(Attendance.id == attendance_id)
        .options(
            joinedload(Attendance.sitting).joinedload(Sitting.council),
            joinedload(Attendance.member).joinedload(CouncilMember.user),
            joinedload(Attendance.member).selectinload(CouncilMember.mandates),
        )
    )
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise NotFound
    return found


def item_at(item_id: int) -> AgendaItem:
    """Return a point of an agenda with its sitting; raise `NotFound`."""
    statement = select(AgendaItem).where(AgendaItem.id == item_id).options(joinedload(AgendaItem.sitting))
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise NotFound
    return found


def invitations_of(user_id: int) -> Sequence[Attendance]:
    """Return the sittings someone is invited to that are not over, the next first."""
    ahead = (SittingStatus.CONVENED, SittingStatus.OPEN)
    statement = (
        select(Attendance)
        .join(Sitting, Sitting.id == Attendance.sitting_id)
        .join(CouncilMember, CouncilMember.id == Attendance.member_id)
        .where(CouncilMember.user_id == user_id, Sitting.status.in_(ahead))
        .order_by(Sitting.starts_at)
        .options(joinedload(Attendance.sitting).joinedload(Sitting.council))
    )
    return session.scalars(statement).all()


def sat_in(user_id: int) -> Sequence[Attendance]:
    """Return every invitation someone had, the first first."""
    statement = (
        select(Attendance)
        .join(CouncilMember, CouncilMember.id == Attendance.member_id)
        .where(CouncilMember.user_id == user_id)
        .order_by(Attendance.id)
        .options(joinedload(Attendance.sitting).joinedload(Sitting.council))
    )
    return session.scalars(statement).all()
