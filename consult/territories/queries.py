"""Find territories: those a form offers, and the commune someone is looking for."""

from collections.abc import Collection, Sequence

from sqlalchemy import case, or_, select
from sqlalchemy.orm import joinedload

from consult.kit.db import session
from consult.territories.models import Territory, TerritoryLevel, search_form

_SUGGESTED = 10


def of_levels(*levels: TerritoryLevel) -> Sequence[Territory]:
    """Return the territories of these levels by name, for a list to choose from."""
    statement = select(Territory).where(Territory.level.in_(levels)).order_by(Territory.name, Territory.id)
    return session.scalars(statement).all()


def by_key(levels: Collection[TerritoryLevel]) -> dict[tuple[TerritoryLevel, str], Territory]:
    """Return the territories known at these levels, by level and code."""
    found = session.scalars(select(Territory).where(Territory.level.in_(levels)))
    return {(one.level, one.code): one for one in found}


def commune_by_code(code: str) -> Territory | None:
    """Return the commune with this INSEE code."""
    statement = select(Territory).where(Territory.level == TerritoryLevel.COMMUNE, Territory.code == code)
    return session.scalars(statement).one_or_none()


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
