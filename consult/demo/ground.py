"""Lay the ground of the demonstration: its territories, accounts, consultations and crowd."""

from datetime import timedelta

from consult.demo.accounts import make_accounts, make_inhabitants
from consult.demo.consultations import hold_consultations
from consult.demo.scene import Scene
from consult.territories.models import TerritoryLevel
from consult.territories.operations import ensure_departments

_ACCOUNTS_SINCE = timedelta(days=200)


def fill(scene: Scene) -> None:
    """Add what this room holds: the other rooms stand on it."""
    known = ensure_departments()
    region = next(one for one in known if one.level is TerritoryLevel.REGION)
    scene.departments = {one.code: one.id for one in known if one.level is TerritoryLevel.DEPARTMENT}
    make_accounts(scene, since=scene.at - _ACCOUNTS_SINCE)
    hold_consultations(scene, region.id)
    make_inhabitants(scene)
