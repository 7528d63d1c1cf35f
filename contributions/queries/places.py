"""Count the proposals of each territory, and keep those of one of them."""

import re

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import aliased

from consult.consultations.models import Consultation
from consult.consultations.slots import PlaceCount
from consult.kit.db import session
from consult.kit.errors import NotFound
from consult.territories.models import Territory, TerritoryLevel
from contributions.models import Proposal, Status

_CODE = re.compile(r"[0-9A-Z]{2,9}")


def counted_by_place(consultation: Consultation) -> list[PlaceCount]:
    """Return how many published proposals are about each territory that has some, in one query."""
    group = aliased(Territory)
    columns = (Territory.level, Territory.code, Territory.name, Territory.department_code, group.code, group.name)
    statement = (
        select(*columns, func.count(Proposal.id))
        .select_from(Proposal)
        .outerjoin(Territory, Territory.id == Proposal.territory_id)
        .outerjoin(group, (group.id == Territory.parent_id) & (group.level == TerritoryLevel.EPCI))
        .where(Proposal.consultation_id == consultation.id, Proposal.status == Status.PUBLISHED)
        .group_by(*columns)
    )
    return [
        PlaceCount(level, code or "", name or "", department, (epci, epci_name) if epci else None, count)
        for level, code, name, department, epci, epci_name, count in session.execute(statement)
    ]


def place_asked(code: str | None) -> Territory | None:
    """Return the territory an address names by its code, None when it names none; raise `NotFound` for another."""
    if not code:
        return None
    known = select(Territory).where(Territory.code == code, Territory.level != TerritoryLevel.REGION)
    found = session.scalars(known).first() if _CODE.fullmatch(code) else None
    if found is None:
        raise NotFound
    return found


def within(place: Territory) -> ColumnElement[bool]:
    """Keep the proposals about this territory, or about one that it holds."""
    held = [Territory.id == place.id, Territory.parent_id == place.id]
    if place.level is TerritoryLevel.DEPARTMENT:
        held.append(Territory.department_code == place.code)
    return Proposal.territory_id.in_(select(Territory.id).where(or_(*held)))
