"""Finding the commune someone is looking for."""

import pytest

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
