import pytest

from consult.kit.text.synonyms import phrase_of
from search.engine import Alternative
from search.tswords import Statement, alternative_matches, phrase_query, quoted, row_query


@pytest.mark.parametrize(
    ("term", "written"),
    [
        ("eau", "'eau'"),
        ("", "''"),
        ("l'eau", "'l''eau'"),
        ("''", "''''''"),
        ("a\\b", "'a\\\\b'"),
        ("\\'", "'\\\\'''"),
        ("a & b", "'a & b'"),
        ("a:*", "'a:*'"),
        ("été", "'été'"),
    ],
)
def test_a_term_is_quoted_as_postgresql_reads_it(term: str, written: str) -> None:
    assert quoted(term) == written


@pytest.mark.parametrize(
    ("phrase", "anywhere", "in_a_row"),
    [
        ("eau", "('eau')", "('eau')"),
        ("eau gaz", "('eau') & ('gaz')", "('eau') <1> ('gaz')"),
        ("droit à l'oubli", "('droit') & ('oubl')", "('droit') <2> ('oubl')"),
        ("la fin de la faim", "('fin') & ('faim')", "('fin') <3> ('faim')"),
    ],
)
def test_words_keep_the_distance_they_were_typed_at(phrase: str, anywhere: str, in_a_row: str) -> None:
    words = tuple(terms[:1] for terms in phrase_of(phrase))
    assert phrase_query(words) == anywhere
    assert row_query(words) == in_a_row


@pytest.mark.parametrize(
    ("one", "condition", "bound"),
    [
        (Alternative(prefix="por"), "forms @@ CAST(:v0 AS tsquery)", ["'por':*"]),
        (Alternative(prefix="p'or"), "forms @@ CAST(:v0 AS tsquery)", ["'p''or':*"]),
        (Alternative((("eau",),)), "words @@ CAST(:v0 AS tsquery)", ["('eau')"]),
        (Alternative((("a", "b"),)), "words @@ CAST(:v0 AS tsquery)", ["('a' | 'b')"]),
        (Alternative((("a",), ("b",)), exact=True), "words @@ CAST(:v0 AS tsquery)", ["('a') <1> ('b')"]),
        (Alternative((("a",), ("b",))), "words @@ CAST(:v0 AS tsquery)", ["('a') & ('b')"]),
        (Alternative((("caf",),), ("caf",), whole=True), "forms @@ CAST(:v0 AS tsquery)", ["'caf|':*"]),
        (Alternative(), "false", []),
        (Alternative(((),)), "false", []),
    ],
)
def test_a_text_satisfies_what_is_bound(one: Alternative, condition: str, bound: list[str]) -> None:
    statement = Statement()
    assert alternative_matches(one, statement) == condition
    assert list(statement.values.values()) == bound
