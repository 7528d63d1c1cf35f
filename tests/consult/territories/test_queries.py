"""Finding the commune someone is looking for."""

import pytest
from sqlalchemy import select

from consult.kit.db import session
from consult.territories import queries
from consult.territories.models import TerritoryLevel
from tests.factories.territories import make_territory


@pytest.fixture
def communes(unit):
    session.add_all(
        [
            make_territory("Tours", population=138_000, postcodes="37000 37100 37200"),
            make_territory("Saint-Amand-Montrond", population=9_000, postcodes="18200"),
            make_territory("Les Aix-d'Angillon", population=1_877, postcodes="18220"),
            make_territory("Joué-lès-Tours", population=38_000, postcodes="37300"),
            make_territory("Tourailles", population=130, postcodes="41190"),
            make_territory("Tours Métropole", level=TerritoryLevel.EPCI),
        ]
    )
    session.flush()


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("tours", ["Tours", "Joué-lès-Tours"]),
        ("TOUR", ["Tours", "Tourailles", "Joué-lès-Tours"]),
        ("st amand", ["Saint-Amand-Montrond"]),
        ("joue les", ["Joué-lès-Tours"]),
        ("aix d’angillon", ["Les Aix-d'Angillon"]),
        ("37200", ["Tours"]),
        ("182", ["Saint-Amand-Montrond", "Les Aix-d'Angillon"]),
        ("%", []),
        ("  ", []),
        ("Brest", []),
    ],
)
def test_a_commune_is_found_by_its_name_a_word_of_it_or_its_postcode(communes, typed, names):
    assert [one.name for one in queries.search_communes(typed)] == names


def test_the_list_of_suggestions_is_short(communes):
    assert len(queries.search_communes("t", limit=1)) == 1


def test_a_commune_is_known_by_its_code(unit):
    session.add(make_territory("Bourges", code="18033"))
    session.flush()
    assert queries.commune_by_code("18033").name == "Bourges"
    assert queries.commune_by_code("99999") is None


def test_a_list_to_choose_from_holds_the_levels_asked_for_by_name(communes):
    session.add(make_territory("Cher", level=TerritoryLevel.DEPARTMENT, code="18"))
    session.flush()
    found = queries.of_levels(TerritoryLevel.DEPARTMENT, TerritoryLevel.EPCI)
    assert [one.name for one in found] == ["Cher", "Tours Métropole"]


def test_people_say_their_department_until_the_communes_are_imported(unit):
    session.add_all(
        make_territory(name, TerritoryLevel.DEPARTMENT, code=code, department_code=code)
        for code, name in (("18", "Cher"), ("45", "Loiret"), ("41", "Loir-et-Cher"))
    )
    session.flush()
    assert queries.finest_level() is TerritoryLevel.DEPARTMENT
    told = [{one.name for one in queries.search_places(typed)} for typed in ("loir", "18", "Loiret (45)", "cher")]
    assert told == [{"Loir-et-Cher", "Loiret"}, {"Cher"}, {"Loiret"}, {"Cher"}]
    session.add(make_territory("Loiret-sur-Cher", department_code="41"))
    session.flush()
    assert queries.finest_level() is TerritoryLevel.COMMUNE
    assert [one.name for one in queries.search_places("loiret")] == ["Loiret-sur-Cher"]
    assert queries.search_places("18") == []


@pytest.fixture
def homonyms(unit):
    """Return the numbers of two communes of one name, and of one alone."""
    found = [
        make_territory("Saint-Jean", department_code="45", population=9),
        make_territory("Saint-Jean", department_code="37", population=90),
        make_territory("Bourges", department_code="18"),
    ]
    session.add_all([*found, make_territory("Bourges", TerritoryLevel.EPCI)])
    session.flush()
    return [one.id for one in found]


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("Saint-Jean", None),
        ("Saint-Jean (45)", 0),
        ("  st jean (37) ", 1),
        ("Saint-Jean (18)", None),
        ("BOURGES", 2),
        ("Bourg", None),
        ("Bourges (18)", 2),
        ("", None),
        ("(45)", None),
        ("%", None),
    ],
)
def test_a_name_leads_to_a_commune_only_when_it_is_the_only_one(homonyms, typed, place):
    found = session.scalar(select(queries.only_commune_named(typed)))
    assert found == (None if place is None else homonyms[place])


def test_homonyms_are_offered_the_most_peopled_first(homonyms):
    assert [one.id for one in queries.search_places("saint jean")] == [homonyms[1], homonyms[0]]


def test_a_department_is_known_by_its_number_and_nothing_else_is_one(unit):
    session.add_all(places := [make_territory("Cher", TerritoryLevel.DEPARTMENT, code="18"), make_territory()])
    session.flush()
    assert queries.department(places[0].id) is places[0]
    assert queries.department(places[1].id) is None
    assert queries.department(0) is None


def test_the_same_code_at_two_levels_is_two_territories(unit):
    session.add_all(make_territory(level.value, level, code="24") for level in TerritoryLevel)
    session.flush()
    assert queries.commune_by_code("24").name == "commune"
    assert len(queries.by_key(tuple(TerritoryLevel))) == 4
    assert set(queries.by_key([TerritoryLevel.REGION])) == {(TerritoryLevel.REGION, "24")}
