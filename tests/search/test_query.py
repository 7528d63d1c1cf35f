import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.kit.text.french import terms_of
from consult.kit.text.synonyms import Synonyms
from search.engine import Alternative, Query
from search.query import LONGEST, MOST_CLAUSES, parse
from tests.factories.search import phrase_asked

NETWORK = Synonyms([["THD", "fibre", "très haut débit"]])
SOUP = st.text(alphabet="aÉé -–\"“”«»*:()'’\\<&theme:auteur\n%", max_size=80)


def said(query: Query) -> list[str]:
    return [clause.typed for clause in query.clauses]


def test_words_are_asked_for_one_by_one_without_the_too_common() -> None:
    query = parse("L'accès aux données de santé", NETWORK)
    assert said(query) == ["accès", "données", "santé"]


@pytest.mark.parametrize(
    "typed",
    ['"droit à l\'oubli"', "« droit à l’oubli »", "“droit à l’oubli”", '”droit à l’oubli"', "„droit à l’oubli“"],
)
def test_quotes_of_every_kind_ask_for_words_in_a_row(typed: str) -> None:
    (clause,) = parse(typed, NETWORK).clauses
    assert clause.alternatives == (Alternative(phrase_asked("droit à l'oubli"), exact=True),)
    assert [bool(terms) for terms in clause.alternatives[0].phrase] == [True, False, True]


def test_a_minus_leaves_out_a_word_or_a_phrase() -> None:
    query = parse('fibre -satellite -"haut débit" 5 - 3', NETWORK)
    assert [one.phrase for one in query.excluded] == [phrase_asked("satellite"), phrase_asked("haut débit")]
    assert said(query) == ["fibre", "5", "3"]


@pytest.mark.parametrize("minus", ["-", "−", "–", "‑"])
def test_every_minus_leaves_out_and_a_dash_between_spaces_does_not(minus: str) -> None:
    query = parse(f"fibre {minus}satellite {minus}“haut débit” 5 {minus} 3 tiers{minus}lieu", NETWORK)
    assert [one.phrase for one in query.excluded] == [phrase_asked("satellite"), phrase_asked("haut débit")]
    assert said(query) == ["fibre", "5", "3", "tiers", "lieu"]


@pytest.mark.parametrize(
    ("typed", "acronyms"),
    [
        ("CAF", ["caf"]),
        ("la CAF de Tours", ["caf"]),
        ("RSA CAF", ["rsa", "caf"]),
        ("caf", []),
        ("LA CAF DE TOURS ET ORLÉANS", []),
        ("THD", ["thd"]),
        ("5G", []),
        ("Tours", []),
    ],
)
def test_a_few_capitals_are_an_acronym_unless_everything_is_in_capitals(typed: str, acronyms: list[str]) -> None:
    clauses = parse(typed, NETWORK).clauses
    assert [clause.typed for clause in clauses if clause.alternatives[0].acronym] == acronyms


@pytest.mark.parametrize("typed", ["theme:santé", "thème : santé", "Thème:« santé »", 'theme:"santé"'])
def test_a_theme_is_named(typed: str) -> None:
    query = parse(typed, NETWORK)
    assert query.themes == ((terms_of("santé"),),)
    assert query.clauses == ()


def test_an_author_is_named_with_the_words_of_the_name() -> None:
    assert parse('auteur:"Camille Berry"', NETWORK).authors == ((terms_of("Camille"), terms_of("Berry")),)


def test_a_star_after_three_letters_asks_for_the_beginning_of_a_word() -> None:
    assert parse("Porta*", NETWORK).clauses[0].alternatives == (Alternative(prefix="porta"),)
    assert said(parse("eau po*", NETWORK)) == ["eau", "po"]


def test_words_that_say_the_same_satisfy_each_other() -> None:
    (clause,) = parse("le tres haut debit", NETWORK).clauses
    assert clause.typed == "haut debit"
    assert {one.phrase for one in clause.alternatives[1:]} == {(terms_of("thd"),), (terms_of("fibre"),)}


@pytest.mark.parametrize("typed", ["", "   ", "de la", "*", '"', '""', "-", "??? !", "« »", "\u202e", "👍"])
def test_nothing_worth_looking_for_is_an_empty_query(typed: str) -> None:
    assert parse(typed, NETWORK).is_empty


@pytest.mark.parametrize("typed", ['"fibre', "fibre OR (1=1); --", "theme:", "<b>fibre</b>", "النطاق العريض"])
def test_anything_else_is_text(typed: str) -> None:
    assert parse(typed, NETWORK).clauses != ()


def test_a_query_of_ten_thousand_characters_is_cut() -> None:
    query = parse("mot" * 4_000 + " x" + " mot".join(map(str, range(3_000))), NETWORK)
    assert len(query.text) <= LONGEST
    assert len(parse(" ".join(f"mot{n}" for n in range(200)), NETWORK).clauses) == MOST_CLAUSES


@given(SOUP)
def test_nothing_typed_is_ever_an_error(typed: str) -> None:
    query = parse(typed, NETWORK)
    assert len(query.clauses) <= MOST_CLAUSES
