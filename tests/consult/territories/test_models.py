"""What is known of a territory."""

import pytest

from consult.territories.models import search_form
from tests.factories.territories import make_territory


@pytest.mark.parametrize("name", ["Saint-Amand", "St-Amand", "saint amand", "SAINT  AMAND"])
def test_a_name_is_looked_for_however_it_is_written(name):
    assert search_form(name) == "saint amand"


def test_the_searched_name_follows_the_name():
    territory = make_territory("Chécy")
    territory.name = "Ingré"
    assert territory.searched_name == "ingre"


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("Ste-Maure-de-Touraine", "sainte maure de touraine"),
        ("Stes-Maries", "saintes maries"),
        ("L'Île-Bouchard", "l ile bouchard"),
        ("L’Île-Bouchard", "l ile bouchard"),
        ("Estouy", "estouy"),
        ("Août-sur-Cher", "aout sur cher"),
        ("Œuilly", "oeuilly"),
        ("Saint-Denis (45)", "saint denis 45"),
        ("37 000", "37 000"),
        ("%_\\", ""),
        ("…", ""),
    ],
)
def test_what_people_leave_out_or_shorten_is_not_looked_for(name, form):
    assert search_form(name) == form


@pytest.mark.parametrize(
    ("department", "label"), [("45", "Saint-Jean (45)"), ("2A", "Saint-Jean (2A)"), (None, "Saint-Jean")]
)
def test_a_territory_is_told_from_its_homonyms_where_it_has_a_department(department, label):
    assert make_territory("Saint-Jean", department_code=department).label == label
