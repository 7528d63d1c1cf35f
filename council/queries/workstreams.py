"""Find what councils work on over time: their workstreams, and what each rests on."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import joinedload, selectinload

from consult.kit.db import session
from consult.kit.errors import NotFound
from council.models import (
    Axis,
    CouncilMember,
    Measure,
    WorkState,
    Workstream,
    WorkstreamConsultation,
    WorkstreamMeasure,
)

_RAPPORTEUR = joinedload(Workstream.rapporteur).joinedload(CouncilMember.user)
_RESTS_ON = (
    selectinload(Workstream.consultations).joinedload(WorkstreamConsultation.consultation),
    selectinload(Workstream.measures)
    .joinedload(WorkstreamMeasure.measure)
    .joinedload(Measure.axis)
    .joinedload(Axis.scheme),
)
_ORDER = {state: place for place, state in enumerate(WorkState)}


def workstreams_of(council_id: int) -> Sequence[Workstream]:
    """Return the workstreams of a council, those under way first, then the latest begun."""
    return _listed(Workstream.council_id == council_id)


def workstreams_on(consultation_id: int) -> Sequence[Workstream]:
    """Return the workstreams that rest on a consultation."""
    found = select(WorkstreamConsultation.workstream_id).where(
        WorkstreamConsultation.consultation_id == consultation_id
    )
    return _listed(Workstream.id.in_(found))


def workstreams_reported_by(user_id: int) -> Sequence[Workstream]:
    """Return the workstreams someone reports on."""
    seats = select(CouncilMember.id).where(CouncilMember.user_id == user_id)
    return _listed(Workstream.rapporteur_id.in_(seats))


def _listed(*conditions: ColumnElement[bool]) -> Sequence[Workstream]:
    whole = (joinedload(Workstream.council), _RAPPORTEUR, *_RESTS_ON)
    statement = select(Workstream).where(*conditions).order_by(Workstream.opened_on.desc(), Workstream.id)
    found = session.scalars(statement.options(*whole)).unique().all()
    return sorted(found, key=lambda one: _ORDER[one.state])


def workstream_at(workstream_id: int) -> Workstream:
    """Return a workstream with what it rests on; raise `NotFound`."""
    statement = select(Workstream).where(Workstream.id == workstream_id)
    found = (
        session.scalars(statement.options(joinedload(Workstream.council), _RAPPORTEUR, *_RESTS_ON))
        .unique()
        .one_or_none()
    )
    if found is None:
        raise NotFound
    return found
