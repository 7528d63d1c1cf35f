"""Where the proposals of a consultation are about."""

import pytest

from consult.consultations.places import places_of
from consult.consultations.slots import PlaceCount, counted_places
from consult.territories.models import TerritoryLevel
from tests.factories.consultations import make_consultation
from tests.factories.territories import make_territory

BRENNE = ("243600236", "Communauté de communes Brenne")
REGION, DEPARTMENT, EPCI, COMMUNE = TerritoryLevel


def count(level, code, name, proposals, *more: object) -> PlaceCount:
    department, group = (*more, None, None)[:2]
    return PlaceCount(level, code, name, department, group, proposals)


COUNTS = [
    count(None, "", "", 4),
    count(DEPARTMENT, "36", "Indre", 3, "36"),
    count(COMMUNE, "36018", "Le Blanc", 2, "36", BRENNE),
    count(EPCI, *BRENNE, 1, "36"),
    count(COMMUNE, "37261", "Tours", 5, "37", ("243700754", "Tours Métropole")),
]


@pytest.fixture
def places(app):
    """Return a function that gives the places of a consultation, with these counts."""

    def found(counts=COUNTS, region="24", **values: object):
        counted_places.add(app, lambda _consultation: counts)
        territory = make_territory("Centre-Val de Loire", REGION, code=region) if region else None
        with app.app_context():
            return places_of(make_consultation(slug="ici", territory=territory, **values))

    return found


@pytest.fixture(autouse=True)
def no_count_but_ours(app):
    """Leave out the room that counts for real."""
    app.extensions["consult_registry_counted_places"] = []


def test_a_department_counts_itself_its_groups_and_its_communes(places):
    assert {one.name: one.proposals for one in places().departments} == {
        "Cher": 0,
        "Eure-et-Loir": 0,
        "Indre": 6,
        "Indre-et-Loire": 5,
        "Loir-et-Cher": 0,
        "Loiret": 0,
    }


def test_a_group_counts_itself_and_its_communes_the_most_asked_first(places):
    assert [(one.name, one.proposals) for one in places().groups] == [("Tours Métropole", 5), (BRENNE[1], 3)]


def test_what_is_asked_for_the_whole_region_is_counted_apart(places):
    found = places()
    assert (found.everywhere, sum(one.proposals for one in found.departments)) == (4, 11)


def test_each_place_leads_to_its_proposals(places):
    assert places().groups[1].url == "/consultations/ici/propositions?territoire=243600236"


def test_every_drawn_department_has_its_outline(places):
    assert all(one.outline and one.outline.name == one.name for one in places().departments)


@pytest.mark.parametrize("region", ["53", None])
def test_another_region_has_the_list_alone_of_what_is_named(places, region):
    found = places(region=region)
    assert found.drawing is None
    assert [(one.name, one.outline) for one in found.departments] == [("37", None), ("Indre", None)]


@pytest.mark.parametrize("counts", [[], [count(None, "", "", 9)]])
def test_there_is_nothing_to_show_while_no_territory_is_named(places, counts):
    assert places(counts) is None
