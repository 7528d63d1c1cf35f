"""Find territories: those a form offers, and the commune someone is looking for."""

import re
from collections.abc import Collection, Sequence

from sqlalchemy import ScalarSelect, case, func, or_, select
from sqlalchemy.orm import joinedload

from consult.kit.db import session
from consult.territories.models import Territory, TerritoryLevel, search_form

_SUGGESTED = 10
_SUGGESTION = re.compile(r"(.+) \((\w{2,3})\)")


def of_levels(*levels: TerritoryLevel) -> Sequence[Territory]:
    """Return the territories of these levels by name, for a list to choose from."""
    statement = select(Territory).where(Territory.level.in_(levels)).order_by(Territory.name, Territory.id)
    return session.scalars(statement).all()


def department(number: int) -> Territory | None:
    """Return a department by its number; None for anything else."""
    found = session.get(Territory, number)
    return found if found and found.level is TerritoryLevel.DEPARTMENT else None


def by_key(levels: Collection[TerritoryLevel]) -> dict[tuple[TerritoryLevel, str], Territory]:
    """Return the territories known at these levels, by level and code."""
    found = session.scalars(select(Territory).where(Territory.level.in_(levels)))
    return {(one.level, one.code): one for one in found}


def commune_by_code(code: str) -> Territory | None:
    """Return the commune with this INSEE code."""
    statement = select(Territory).where(Territory.level == TerritoryLevel.COMMUNE, Territory.code == code)
    return session.scalars(statement).one_or_none()


def finest_level() -> TerritoryLevel:
    """Return the level people may say they live in: the commune, or the department until communes are imported."""
    known = select(Territory.id).where(Territory.level == TerritoryLevel.COMMUNE).limit(1)
    return TerritoryLevel.COMMUNE if session.scalar(known) else TerritoryLevel.DEPARTMENT


def search_places(typed: str) -> Sequence[Territory]:
    """Return where someone may say they live, from what they typed, at the finest level that is known.

    A suggestion that was taken as it stands, « Saint-Jean (45) », leaves one.
    """
    suggested = _SUGGESTION.fullmatch(typed.strip())
    name, department = suggested.groups() if suggested else (typed, None)
    found = search_communes(name) or _search_departments(name)
    return [one for one in found if department in {None, one.department_code}]


def only_commune_named(typed: str) -> ScalarSelect[int]:
    """Return how to find, within another query, the one commune that has this name; none when several do."""
    suggested = _SUGGESTION.fullmatch(typed.strip())
    name, department = suggested.groups() if suggested else (typed, None)
    wanted = [Territory.level == TerritoryLevel.COMMUNE, Territory.searched_name == search_form(name)]
    if department:
        wanted.append(Territory.department_code == department)
    return select(func.max(Territory.id)).where(*wanted).having(func.count() == 1).scalar_subquery()


def _search_departments(typed: str) -> Sequence[Territory]:
    looked_for = search_form(typed)
    if not looked_for or finest_level() is TerritoryLevel.COMMUNE:
        return []
    begins = Territory.searched_name.startswith(looked_for) | (Territory.code == typed.strip())
    statement = select(Territory).where(Territory.level == TerritoryLevel.DEPARTMENT, begins)
    return session.scalars(statement.order_by(Territory.name).limit(_SUGGESTED)).all()


def search_communes(typed: str, limit: int = _SUGGESTED) -> Sequence[Territory]:
    """Return the communes whose name, a word of it, or a postcode begins with what was typed.

    Names that begin with it come first, then the most peopled. Each comes with its EPCI.
    """
    looked_for = search_form(typed)
    if not looked_for:
        return []
    begins = Territory.searched_name.startswith(looked_for)
    within = Territory.searched_name.contains(f" {looked_for}")
    postcode = (" " + Territory.postcodes).contains(f" {looked_for}")
    statement = (
        select(Territory)
        .where(Territory.level == TerritoryLevel.COMMUNE, or_(begins, within, postcode))
        .order_by(
            case((Territory.searched_name == looked_for, 0), (begins, 1), else_=2),
            Territory.population.desc(),
            Territory.code,
        )
        .options(joinedload(Territory.parent))
        .limit(limit)
    )
    return session.scalars(statement).all()
