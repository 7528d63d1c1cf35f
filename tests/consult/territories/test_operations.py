"""Keeping the list of territories equal to the official one."""

from dataclasses import replace

import pytest
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


LOIRET = Listed(TerritoryLevel.DEPARTMENT, "45", "Loiret", REGION.key, department_code="45")
NORTH, SOUTH = (
    Listed(TerritoryLevel.EPCI, code, name, REGION.key, 9_000, "45")
    for code, name in (("1", "Nord"), ("2", "Sud"))
)
TOWN = Listed(TerritoryLevel.COMMUNE, "45001", "Adon", NORTH.key, 200, "45", "45230")


def kept(code):
    return session.scalars(select(Territory).where(Territory.code == code)).one()


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"name": "Adon-sur-Loire"}, ("Adon-sur-Loire", 200, "45230", "Nord")),
        ({"population": 250}, ("Adon", 250, "45230", "Nord")),
        ({"population": None}, ("Adon", None, "45230", "Nord")),
        ({"postcodes": "45230 45231"}, ("Adon", 200, "45230 45231", "Nord")),
        ({"parent": SOUTH.key}, ("Adon", 200, "45230", "Sud")),
    ],
    ids=["renamed", "counted again", "no longer counted", "another postcode", "another EPCI"],
)
def test_what_the_official_list_says_anew_is_written_once(unit, values, told):
    keep_territories([REGION, LOIRET, NORTH, SOUTH, TOWN])
    outcomes = [keep_territories([REGION, LOIRET, NORTH, SOUTH, replace(TOWN, **values)]) for _ in range(2)]
    assert [(one.added, one.changed, one.unchanged) for one in outcomes] == [(0, 1, 4), (0, 0, 5)]
    row = kept("45001")
    session.refresh(row)
    assert (row.name, row.population, row.postcodes, row.parent.name) == told


def test_each_territory_is_held_by_another_whatever_the_order_of_the_list(unit):
    keep_territories([TOWN, NORTH, LOIRET, REGION])
    assert [kept("45001").parent.name, kept("1").parent.name, kept("24").parent] == [
        "Nord",
        "Centre-Val de Loire",
        None,
    ]


def test_a_commune_that_left_the_list_stays_for_whoever_lives_there(unit):
    keep_territories([REGION, LOIRET, NORTH, TOWN])
    outcome = keep_territories([REGION, LOIRET, NORTH])
    assert (outcome.added, outcome.changed, outcome.unchanged) == (0, 0, 3)
    assert kept("45001").name == "Adon"


def test_a_number_of_a_territory_never_changes_when_it_is_renamed(unit):
    keep_territories([REGION, LOIRET])
    number = kept("45").id
    keep_territories([REGION, replace(LOIRET, name="Le Loiret")])
    assert (kept("45").id, kept("45").name) == (number, "Le Loiret")


def test_a_list_of_nothing_does_nothing(unit):
    outcome = keep_territories([])
    assert (sum(outcome.read.values()), outcome.added, outcome.changed, outcome.unchanged) == (0, 0, 0, 0)
