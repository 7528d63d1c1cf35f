import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synthesis.analysis.corpus import Corpus
from synthesis.formats.csv import DANGEROUS, harmless, render
from tests.factories.corpora import lively_corpus
from tests.synthesis.formats.documents import hostile_corpus, made


def rows(whole: Corpus) -> list[dict[str, str]]:
    raw = render(whole, made(whole).document)
    return list(csv.DictReader(StringIO(raw.decode("utf-8-sig")), delimiter=";"))


def test_every_published_contribution_has_its_line() -> None:
    whole = lively_corpus()
    assert [row["référence"] for row in rows(whole)] == [row.ref for row in whole.contributions]


def test_a_spreadsheet_reads_accents_and_columns() -> None:
    raw = render(lively_corpus(), made().document)
    assert raw.startswith(b"\xef\xbb\xbf")
    assert ";thème;".encode() in raw.splitlines()[0]


def test_totals_of_votes_are_given_by_position() -> None:
    first = rows(lively_corpus())[0]
    assert [first[name] for name in ("votes pour", "votes mitigés", "votes contre")] == ["80", "4", "6"]


def test_a_reply_names_its_proposal_and_its_position() -> None:
    reply = rows(lively_corpus())[6]
    assert (reply["référence"], reply["proposition"], reply["position"]) == ("A3", "P2", "against")


@pytest.mark.parametrize("text", ["=1+1", "+33", "-5", "@nom", "\t=1", "\r=1", " =1", "＝1"])
def test_a_formula_is_neutralised(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "fibre", "5 = 5", "a-b", "« -5 »"])
def test_an_ordinary_text_is_left_alone(text: str) -> None:
    assert harmless(text) == text


@given(st.text())
def test_no_cell_starts_like_a_formula_and_every_text_can_be_had_back(text: str) -> None:
    cell = harmless(text)
    assert not cell.startswith(DANGEROUS)
    assert cell.removeprefix("'") == text or cell == text


def test_hostile_texts_stay_in_their_cell() -> None:
    whole = hostile_corpus()
    found = rows(whole)
    assert len(found) == len(whole.contributions)
    assert not [cell for row in found for cell in row.values() if cell.startswith(DANGEROUS)]
