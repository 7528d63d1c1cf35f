import csv
from io import StringIO

from synthesis.analysis.corpus import Corpus
from synthesis.formats.csv import render
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
    assert (reply["référence"], reply["proposition"], reply["position"]) == ("A3", "P2", "contre")


def test_cells_are_filled_in_the_language_of_their_headings() -> None:
    found = rows(lively_corpus())
    assert {row["nature"] for row in found} <= {"proposition", "argument", "commentaire", "source"}
    assert {row["position"] for row in found} <= {"", "pour", "contre"}
    assert {row["canal"] for row in found} == {"en ligne", "sur papier", "en réunion"}


def test_hostile_texts_stay_in_their_cell() -> None:
    whole = hostile_corpus()
    found = rows(whole)
    assert len(found) == len(whole.contributions)
    assert not [
        cell for row in found for cell in row.values() if cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    ]
