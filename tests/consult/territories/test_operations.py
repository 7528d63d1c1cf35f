"""Keeping the list of territories equal to the official one."""

from sqlalchemy import select

from consult.kit.db import session
from consult.territories.files import Listed
from consult.territories.models import Territory, TerritoryLevel
from consult.territories.operations import ensure_departments, import_territories, keep_territories

REGION = Listed(TerritoryLevel.REGION, "24", "Centre-Val de Loire")


def test_the_departments_are_known_from_the_start_and_once(unit):
    ensure_departments()
    region, *departments = ensure_departments()
    assert [one.name for one in departments][:2] == ["Cher", "Eure-et-Loir"]
    assert {one.parent for one in departments} == {region}
    assert len(session.scalars(select(Territory)).all()) == 7


def test_a_name_that_changed_is_corrected(unit):
    keep_territories([REGION])
    outcome = keep_territories([Listed(TerritoryLevel.REGION, "24", "Centre")])
    assert (outcome.added, outcome.changed, outcome.unchanged) == (0, 1, 0)
    assert session.scalars(select(Territory)).one().searched_name == "centre"


def test_a_region_and_a_department_may_share_a_code(unit):
    keep_territories([REGION, Listed(TerritoryLevel.DEPARTMENT, "24", "Dordogne", REGION.key)])
    assert len(session.scalars(select(Territory)).all()) == 2


def test_the_real_files_are_read_whole_and_twice_the_same(unit, shared_data):
    folder = shared_data / "territoires-centre-val-de-loire"
    first, second = import_territories(folder), import_territories(folder)
    assert first.read == dict(zip(TerritoryLevel, (1, 6, 82, 1754), strict=True))
    assert (second.added, second.changed, second.unchanged) == (0, 0, 1843)


def test_importing_after_the_built_in_list_adds_no_second_department(unit, shared_data):
    ensure_departments()
    assert import_territories(shared_data / "territoires-centre-val-de-loire").added == 1836
