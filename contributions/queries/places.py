"""Count the proposals of each territory, and keep those of one of them."""

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import aliased

from consult.consultations.models import Consultation
from consult.consultations.slots import PlaceCount
from consult.kit.db import session
from consult.territories.models import Territory, TerritoryLevel
from contributions.models import Proposal, Status


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


def named_by(code: str) -> ColumnElement[bool]:
    """Keep the territory an address names by its code; a region is never one of its own lists."""
    return (Territory.code == code) & (Territory.level != TerritoryLevel.REGION)


def within_code(code: str) -> ColumnElement[bool]:
    """Keep the proposals about the territory of this code, or about one that it holds."""
    holder = select(Territory.id).where(named_by(code))
    held = or_(Territory.id.in_(holder), Territory.parent_id.in_(holder), Territory.department_code == code)
    return Proposal.territory_id.in_(select(Territory.id).where(held))


def within(place: Territory) -> ColumnElement[bool]:
    """Keep the proposals about this territory, or about one that it holds."""
    held = [Territory.id == place.id, Territory.parent_id == place.id]
    if place.level is TerritoryLevel.DEPARTMENT:
        held.append(Territory.department_code == place.code)
    return Proposal.territory_id.in_(select(Territory.id).where(or_(*held)))
