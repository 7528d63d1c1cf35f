"""Proposals are counted and listed by the territory they are about."""

from types import SimpleNamespace

import pytest

from consult.consultations.slots import PlaceCount
from consult.kit.errors import NotFound
from consult.territories.models import TerritoryLevel
from contributions.models import Status
from contributions.queries.places import counted_by_place
from contributions.queries.proposals import Sort, extent_of, proposals_page
from tests.factories.contributions import post_proposal
from tests.factories.territories import make_territory
from tests.query_counting import counted_queries

REGION, DEPARTMENT, EPCI, COMMUNE = TerritoryLevel


@pytest.fixture
def region(scene):
    """Return a scene with one proposal about each level, and one about none."""
    indre = make_territory("Indre", DEPARTMENT, code="36", department_code="36")
    brenne = make_territory("Brenne", EPCI, code="243600236", department_code="36")
    le_blanc = make_territory("Le Blanc", code="36018", department_code="36", parent=brenne)
    tours = make_territory("Tours", code="37261", department_code="37")
    scene.places = SimpleNamespace(indre=indre, brenne=brenne, le_blanc=le_blanc, tours=tours)
    scene.session.add_all(vars(scene.places).values())
    scene.session.flush()
    for place in (*vars(scene.places).values(), None):
        one = post_proposal(scene.author, scene.consultation)
        one.territory_id = place.id if place else None
    scene.session.flush()
    return scene


def titles(scene, place, sort: Sort = Sort.RECENT) -> set[str | None]:
    page = proposals_page(scene.consultation, sort, place=place)
    return {row.place for row in page.items}


@pytest.mark.parametrize("sort", list(Sort))
@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("indre", {"Indre", "Brenne", "Le Blanc"}),
        ("brenne", {"Brenne", "Le Blanc"}),
        ("le_blanc", {"Le Blanc"}),
        ("tours", {"Tours"}),
    ],
)
def test_a_territory_shows_what_is_about_it_and_what_it_holds(region, name, found, sort):
    assert titles(region, getattr(region.places, name), sort) == found


def test_without_a_territory_everything_is_shown(region):
    assert len(titles(region, None)) == 5


def test_each_territory_is_counted_with_the_group_of_its_commune(region):
    counts = counted_by_place(region.consultation)
    assert PlaceCount(COMMUNE, "36018", "Le Blanc", "36", ("243600236", "Brenne"), 1) in counts
    assert PlaceCount(None, "", "", None, None, 1) in counts
    assert sum(one.proposals for one in counts) == 5


@pytest.mark.parametrize("status", [Status.HIDDEN, Status.PENDING, Status.REMOVED, Status.WITHDRAWN])
def test_what_the_public_does_not_read_is_not_counted(region, status):
    one = post_proposal(region.author, region.consultation)
    one.territory_id, one.status = region.places.tours.id, status
    region.session.flush()
    assert {count.name: count.proposals for count in counted_by_place(region.consultation)}["Tours"] == 1


def test_the_proposals_of_another_consultation_are_not_counted(region):
    region.session.flush()
    other = SimpleNamespace(id=region.consultation.id + 1)
    assert counted_by_place(other) == []


def test_counting_costs_one_query(app, region):
    with counted_queries(app) as sent:
        counted_by_place(region.consultation)
    assert len(sent) == 1


def test_an_address_without_a_territory_asks_for_none(region):
    extent = extent_of(region.consultation)
    assert (extent.place, extent.proposals, [one.name for one in extent.departments]) == (None, 5, ["Indre"])


@pytest.mark.parametrize(("code", "count"), [("36", 3), ("243600236", 2), ("36018", 1), ("37261", 1)])
def test_a_territory_counts_what_its_list_shows_in_one_query(app, region, code, count):
    with counted_queries(app) as sent:
        assert extent_of(region.consultation, code=code).proposals == count
    assert len(sent) == 1


@pytest.mark.parametrize("code", ["99", "24", "36018'; --", "0" * 400, "\0"])
def test_an_unknown_territory_is_not_found(region, code):
    with pytest.raises(NotFound):
        extent_of(region.consultation, code=code)


def test_a_department_is_found_by_its_code(region):
    assert extent_of(region.consultation, code="36").place.name == "Indre"


# --- the page -----------------------------------------------------------------------------


@pytest.fixture
def list_of(region, browser):
    """Return a function that reads the list of a territory."""
    region.session.commit()
    address = f"/consultations/{region.consultation.slug}/propositions"
    return lambda code, **more: browser().get(address, query_string={"territoire": code, **more})


def test_the_list_says_which_territory_it_shows_and_keeps_it_in_every_order(list_of):
    page = list_of("36").text
    assert "<strong>Indre</strong>" in page
    assert "Tout afficher" in page
    assert page.count("territoire=36") >= 5
    assert "Tours" not in page


def test_a_territory_without_a_proposal_says_so(list_of, region, store):
    store(make_territory("Cher", DEPARTMENT, code="18"))
    assert "Aucune proposition ne répond à ce choix." in list_of("18").text


def test_the_list_is_narrowed_by_theme_and_territory_and_counts_what_is_left(list_of, region):
    theme = region.consultation.themes[0]
    page = list_of("36", theme=theme.slug).text
    assert "<p>3 propositions ·" in page.replace("\n", "")
    assert f'<option value="{theme.slug}" selected>' in page
    assert '<option value="36" selected>Indre</option>' in page
    assert f"theme={theme.slug}" in page.split('class="sort-menu"')[1]
    other = list_of("", theme=region.consultation.themes[1].slug).text
    assert "Aucune proposition ne répond à ce choix." in other
    assert list_of("", theme="inconnu").status_code == 404


def test_the_list_may_be_searched_by_words_within_its_consultation(list_of, region):
    page = list_of("").text
    assert f'<input type="hidden" name="consultation" value="{region.consultation.slug}">' in page
    assert '<form class="search-box" action="/recherche"' in page


def test_the_list_of_an_unknown_territory_is_not_found(list_of):
    assert list_of("99").status_code == 404


def test_the_page_of_the_consultation_maps_what_is_asked_of_the_region(region, browser):
    region.consultation.territory = make_territory("Centre-Val de Loire", REGION, code="24")
    region.session.commit()
    page = browser().get(f"/consultations/{region.consultation.slug}").text
    assert 'aria-label="Indre\N{NO-BREAK SPACE}: 3 propositions"' in page
    assert page.count(' d="M') == 6
    assert "1 autre proposition vaut pour toute la région." in page


def test_a_department_nobody_wrote_about_leads_nowhere(region, browser):
    region.consultation.territory = make_territory("Centre-Val de Loire", REGION, code="24")
    region.session.commit()
    page = browser().get(f"/consultations/{region.consultation.slug}").text
    assert '<path class="map-empty"' in page
    assert "territoire=18" not in page
    assert "aucune proposition" in page
