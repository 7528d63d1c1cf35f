"""List who read withheld texts, and who is to be told each morning what waits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from consult.accounts.models import Role, RoleGrant, User
from consult.kit.db import session
from consult.kit.paging import PAGE_SIZE, Page, cut, decode
from moderation.models import StaffRead
from moderation.queries.appeals import appeals_count
from moderation.queries.desk_life import late_count
from moderation.queries.queue import waiting_count


@dataclass(frozen=True)
class Waiting:
    """What waits for one moderator."""

    moderator: User
    cases: int
    late: int
    appeals: int


def staff_reads(*, cursor: str | None = None, size: int = PAGE_SIZE) -> Page[StaffRead]:
    """Return one page of the register of readings, newest first."""
    key = decode(cursor, 1)
    statement = (
        select(StaffRead).order_by(StaffRead.id.desc()).limit(size + 1).options(joinedload(StaffRead.reader))
    )
    if key:
        statement = statement.where(StaffRead.id < key[0])
    return cut(session.scalars(statement).all(), lambda row: (row.id,), cursor=cursor, size=size)


def what_waits(at: datetime) -> Sequence[Waiting]:
    """Return what waits for each moderator who has something to do; an empty morning is left out."""
    holders = select(RoleGrant.user_id).where(RoleGrant.role == Role.MODERATOR)
    people = select(User).where(User.id.in_(holders), User.email.is_not(None)).order_by(User.id)
    found = [
        Waiting(one, waiting_count(one), late_count(one, at), appeals_count(one))
        for one in session.scalars(people.options(selectinload(User.grants)))
    ]
    return [one for one in found if one.cases or one.appeals]
