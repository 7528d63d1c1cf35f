"""Keep the list of territories equal to the official one, whatever was there before."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from consult.kit.db import session
from consult.territories import queries
from consult.territories.files import Key, Listed, read_built_in, read_folder
from consult.territories.models import Territory, TerritoryLevel


@dataclass(frozen=True)
class Outcome:
    """What an import did, in numbers of territories."""

    read: dict[TerritoryLevel, int]
    added: int
    changed: int

    @property
    def unchanged(self) -> int:
        """Return how many were already right."""
        return sum(self.read.values()) - self.added - self.changed


def ensure_departments() -> Sequence[Territory]:
    """Make sure the region and its departments are known; return them, the region first."""
    listed = read_built_in()
    keep_territories(listed)
    known = queries.by_key((TerritoryLevel.REGION, TerritoryLevel.DEPARTMENT))
    return [known[one.key] for one in listed]


def import_territories(folder: Path) -> Outcome:
    """Add or correct every territory of an official folder; raise `Invalid` before writing anything."""
    return keep_territories(read_folder(folder))


def keep_territories(listed: Sequence[Listed]) -> Outcome:
    """Add or correct these territories, each after the one that holds it; remove none."""
    known = queries.by_key(tuple(TerritoryLevel))
    added = changed = 0
    for level in TerritoryLevel:
        for one in _of_level(level, listed):
            added += one.key not in known
            changed += _keep(one, known)
        session.flush()
    read = {level: len(_of_level(level, listed)) for level in TerritoryLevel}
    return Outcome(read, added, changed)


def _of_level(level: TerritoryLevel, listed: Sequence[Listed]) -> list[Listed]:
    return [one for one in listed if one.level is level]


def _keep(one: Listed, known: dict[Key, Territory]) -> bool:
    """Write one territory; say whether it was there and had to be corrected."""
    row = known.get(one.key)
    was_there = row is not None
    if row is None:
        row = known[one.key] = Territory(level=one.level, code=one.code)
        session.add(row)
    values = {
        "name": one.name,
        "population": one.population,
        "parent_id": known[one.parent].id if one.parent else None,
        "department_code": one.department_code,
        "postcodes": one.postcodes,
    }
    differing = {name: value for name, value in values.items() if getattr(row, name) != value}
    for name, value in differing.items():
        setattr(row, name, value)
    return was_there and bool(differing)
