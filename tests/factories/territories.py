"""Make territories."""

from itertools import count

from consult.territories.models import Territory, TerritoryLevel

_numbers = count(37001)


def make_territory(
    name: str = "Tours", level: TerritoryLevel = TerritoryLevel.COMMUNE, **values: object
) -> Territory:
    """Return a commune, unless another level is asked for."""
    values.setdefault("code", str(next(_numbers)))
    return Territory(name=name, level=level, **values)
