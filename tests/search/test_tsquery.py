import pytest

from search.engine import Facet, Query
from search.tsquery import search_statement
from tests.factories.search import asked


@pytest.mark.parametrize(
    "typed",
    [
        "zzmot",
        '"zzmot zzautre"',
        "ZZMOT",
        "eau -zzmot",
        "eau -zzmot*",
        "theme:zzmot",
        'auteur:"zzmot"',
        "zzmot*",
        "zzmot'); DROP TABLE x; --",
        "zzmot:*",
        "\\zzmot",
        "%zzmot%",
    ],
)
def test_no_word_typed_is_ever_written_in_the_statement(typed: str) -> None:
    statement = search_statement(asked(typed))
    assert "zz" not in statement.sql.casefold()
    assert any("zz" in str(value) for value in statement.values.values())


@pytest.mark.parametrize("facet", list(Facet))
def test_a_choice_and_a_key_left_out_are_bound_too(facet: Facet) -> None:
    statement = search_statement(Query(chosen={facet: "zz' OR 1=1"}, without=frozenset({"zz:1"})))
    assert "zz" not in statement.sql
    assert {"zz' OR 1=1"} <= {value for value in statement.values.values() if isinstance(value, str)}
    assert ["zz:1"] in statement.values.values()
