"""Suggestions of communes."""

import pytest

from consult.territories.models import TerritoryLevel
from tests.factories.territories import make_territory

ADDRESS = "/territoires/communes.json"


@pytest.fixture
def suggested(browser, store):
    """Return a function that lists what is suggested for what was typed."""
    store(
        make_territory("Bourges", department_code="18", postcodes="18000"),
        make_territory("Saint-Jean", department_code="45", postcodes="45000"),
        make_territory("Saint-Jean", department_code="37", postcodes="37000"),
        make_territory("Boulogne", TerritoryLevel.EPCI, code="244500001"),
    )
    return lambda typed: browser().get(ADDRESS, query_string={"q": typed}).json["communes"]


@pytest.mark.parametrize("typed", ["Bou", "bourg", "18000"])
def test_a_commune_is_suggested_by_its_beginning_or_its_postcode(suggested, typed):
    assert suggested(typed) == ["Bourges (18)"]


def test_homonyms_are_told_apart(suggested):
    assert set(suggested("st jean")) == {"Saint-Jean (37)", "Saint-Jean (45)"}


def test_a_suggestion_leaves_one(suggested):
    assert suggested("Saint-Jean (45)") == ["Saint-Jean (45)"]


@pytest.mark.parametrize("typed", ["", "B", "%", "__", "Marseille", "Saint-Jean (99)", "x" * 5000])
def test_nothing_is_suggested_for_what_leads_nowhere(suggested, typed):
    assert suggested(typed) == []


def test_the_answer_is_the_same_for_everyone_and_may_be_kept(browser):
    answer = browser().get(ADDRESS, query_string={"q": "Bou"})
    assert answer.headers["Cache-Control"] == "public, max-age=3600"
    assert "Set-Cookie" not in answer.headers
