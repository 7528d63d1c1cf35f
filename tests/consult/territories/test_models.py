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
