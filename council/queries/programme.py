"""Find the region's schemes, their measures and meetings, and say when a conference is owed."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from consult.kit import clock
from consult.kit.db import session
from consult.kit.errors import NotFound
from consult.territories.models import Territory, TerritoryLevel, search_form
from council.models import (
    Axis,
    Measure,
    MeasureTerritory,
    MeetingKind,
    Opinion,
    OpinionStatus,
    Recommendation,
    Referral,
    Scheme,
    SchemeMeeting,
    Transmission,
)
from council.queries.corrected import not_corrected

LEVELS = (TerritoryLevel.REGION, TerritoryLevel.DEPARTMENT, TerritoryLevel.EPCI)
_SUGGESTED, _ON_A_PAGE = 3, 200
_MEASURES = selectinload(Scheme.axes).selectinload(Axis.measures)
_WHOLE = (
    joinedload(Scheme.council),
    selectinload(Scheme.meetings),
    _MEASURES.selectinload(Measure.territories).joinedload(MeasureTerritory.territory),
    *(
        _MEASURES.joinedload(Measure.recommendation).joinedload(Recommendation.opinion).options(path)
        for path in (
            joinedload(Opinion.transmission).joinedload(Transmission.consultation),
            joinedload(Opinion.referral).joinedload(Referral.consultation),
        )
    ),
)
_OF_A_MEASURE = (
    joinedload(Measure.axis).joinedload(Axis.scheme).joinedload(Scheme.council),
    selectinload(Measure.territories).joinedload(MeasureTerritory.territory),
    joinedload(Measure.recommendation).joinedload(Recommendation.opinion),
)


def scheme_named(slug: str) -> Scheme:
    """Return the scheme of an address with all it holds; raise `NotFound`."""
    return _scheme(select(Scheme).where(Scheme.slug == slug))


def scheme_at(scheme_id: int) -> Scheme:
    """Return a scheme with all it holds; raise `NotFound`."""
    return _scheme(select(Scheme).where(Scheme.id == scheme_id))


def _scheme(statement: Select[Scheme]) -> Scheme:
    found = session.scalars(statement.options(*_WHOLE)).unique().one_or_none()
    if found is None:
        raise NotFound
    return found


def schemes_of(council_id: int, *, public_only: bool = True) -> Sequence[Scheme]:
    """Return the schemes a council follows, the latest first; those not published yet only when asked for."""
    statement = select(Scheme).where(Scheme.council_id == council_id).order_by(Scheme.id.desc())
    if public_only:
        statement = statement.where(Scheme.published_at.is_not(None))
    return session.scalars(statement).all()


def axis_at(axis_id: int) -> Axis:
    """Return an axis with its scheme; raise `NotFound`."""
    statement = select(Axis).where(Axis.id == axis_id).options(joinedload(Axis.scheme).joinedload(Scheme.council))
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise NotFound
    return found


def measure_at(measure_id: int) -> Measure:
    """Return a measure with its scheme and its territories; raise `NotFound`."""
    statement = select(Measure).where(Measure.id == measure_id).options(*_OF_A_MEASURE)
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise NotFound
    return found


def meeting_at(meeting_id: int) -> SchemeMeeting:
    """Return a meeting with its scheme; raise `NotFound`."""
    whole = joinedload(SchemeMeeting.scheme).joinedload(Scheme.council)
    statement = select(SchemeMeeting).where(SchemeMeeting.id == meeting_id).options(whole)
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise NotFound
    return found


def public_measures(*, council_id: int | None = None, ids: Collection[int] | None = None) -> Sequence[Measure]:
    """Return the measures of published schemes in their order: all, those of a council's, or these."""
    statement = _public()
    if council_id is not None:
        statement = statement.where(Scheme.council_id == council_id)
    if ids is not None:
        statement = statement.where(Measure.id.in_(ids))
    return session.scalars(statement.options(*_OF_A_MEASURE)).all()


def count_public_measures() -> int:
    """Count the measures of published schemes."""
    counted = _public().order_by(None).with_only_columns(Measure.id).subquery()
    return session.scalar(select(func.count()).select_from(counted)) or 0


def measures_resting_on(recommendation_ids: Collection[int]) -> Mapping[int, Sequence[Measure]]:
    """Return the public measures that rest on these recommendations, by recommendation."""
    statement = _public().where(Measure.recommendation_id.in_(recommendation_ids))
    found: dict[int, list[Measure]] = {}
    for one in session.scalars(statement.options(joinedload(Measure.axis).joinedload(Axis.scheme))):
        if one.recommendation_id is not None:
            found.setdefault(one.recommendation_id, []).append(one)
    return found


def _public() -> Select[Measure]:
    return (
        select(Measure)
        .join(Axis, Axis.id == Measure.axis_id)
        .join(Scheme, Scheme.id == Axis.scheme_id)
        .where(Scheme.published_at.is_not(None))
        .order_by(Scheme.id.desc(), Axis.position, Measure.position)
    )


def recommendations_to_choose(council_id: int) -> Sequence[Recommendation]:
    """Return the recommendations of a council's published opinions, which a measure may rest on, latest first."""
    statement = (
        select(Recommendation)
        .join(Opinion, Opinion.id == Recommendation.opinion_id)
        .where(Opinion.council_id == council_id, Opinion.status == OpinionStatus.PUBLISHED, not_corrected())
        .order_by(Opinion.id.desc(), Recommendation.position)
        .options(joinedload(Recommendation.opinion))
        .limit(_ON_A_PAGE)
    )
    return session.scalars(statement).all()


# --- territories -----------------------------------------------------------------------------


def territory_named(typed: str) -> Territory | None:
    """Return the region, department or EPCI of this name or code, the widest first; None without one."""
    return next(iter(_territories(Territory.searched_name == search_form(typed), Territory.code == typed)), None)


def territories_like(typed: str) -> Sequence[Territory]:
    """Return the few regions, departments and EPCI whose name holds what was typed."""
    looked_for = search_form(typed)
    return _territories(Territory.searched_name.contains(looked_for))[:_SUGGESTED] if looked_for else []


def _territories(*any_of: ColumnElement[bool]) -> Sequence[Territory]:
    statement = select(Territory).where(Territory.level.in_(LEVELS), or_(*any_of)).order_by(Territory.name)
    return sorted(session.scalars(statement), key=lambda one: LEVELS.index(one.level))


# --- the conferences a scheme owes -------------------------------------------------------------


@dataclass(frozen=True)
class Conference:
    """The next conference of a scheme: owed by this day, at least one a year, and planned or not."""

    owed_by: date
    planned: SchemeMeeting | None
    today: date

    @property
    def is_late(self) -> bool:
        """Say whether a year has passed without one."""
        return self.owed_by < self.today


def conference_of(scheme: Scheme, today: date) -> Conference | None:
    """Return the conference a scheme owes, a year after the last or its adoption; None before it is adopted."""
    days = _conferences(scheme)
    since = max((day for day in days if day <= today), default=scheme.adopted_on)
    if since is None:
        return None
    return Conference(_a_year_after(since), days.get(_first_after(today, days)), today)


def _first_after(today: date, days: Iterable[date]) -> date:
    return min((day for day in days if day > today), default=date.max)


def _conferences(scheme: Scheme) -> dict[date, SchemeMeeting]:
    """Return the conferences of a scheme by their day."""
    held = [one for one in scheme.meetings if one.kind is MeetingKind.CONFERENCE]
    return {clock.local(one.starts_at).date(): one for one in reversed(held)}


def _a_year_after(day: date) -> date:
    """Return the same day a year later; the 29 of February gives the 28."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)
