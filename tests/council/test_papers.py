"""The Markdown of a paper is cut at its headings, whatever it begins with; only PDF and ODT are written."""

from datetime import UTC, datetime

import pytest

from consult.kit.errors import NotFound
from council.models import Council
from council.papers import Paper, PaperFile, document_of, write_paper
from synthesis.composer.document import Bullets, Paragraph

AT = datetime(2026, 9, 30, 22, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def page(app):
    with app.test_request_context():
        yield


def paper(source: str) -> Paper:
    return Paper("compte-rendu-4", Council(name="Conseil du numérique"), "Compte rendu", "Rentrée", source, AT)


def parts(source: str) -> list[tuple[str, str, int]]:
    return [(one.id, one.title, len(one.blocks)) for one in document_of(paper(source)).sections]


def test_each_heading_opens_a_part():
    assert parts("## Présents\n\nTrois.\n\n## Votes\n\nUn.\n\nDeux.") == [
        ("partie-1", "Présents", 1),
        ("partie-2", "Votes", 2),
    ]


def test_what_stands_before_the_first_heading_is_the_text():
    assert parts("Bonjour.\n\n# Présents\n\nTrois.") == [("partie-1", "Texte", 1), ("partie-2", "Présents", 1)]


def test_a_paper_without_a_heading_is_one_part():
    assert parts("Rien à signaler.") == [("partie-1", "Texte", 1)]


@pytest.mark.parametrize("source", ["", " \n\n "])
def test_an_empty_paper_still_has_a_part(source):
    assert parts(source) == [("partie-1", "Texte", 0)]


def test_a_heading_with_nothing_under_it_is_kept():
    assert parts("# Présents\n\n# Votes\n\nUn.") == [("partie-1", "Présents", 0), ("partie-2", "Votes", 1)]


def test_items_that_follow_are_one_list_and_a_paragraph_ends_it():
    (section,) = document_of(paper("- un\n- deux\n\nPuis.\n\n- trois")).sections
    assert [type(one) for one in section.blocks] == [Bullets, Paragraph, Bullets]
    assert [claim.text for claim in section.blocks[0].claims] == ["un", "deux"]


def test_it_is_dated_on_the_region_s_day():
    assert document_of(paper("Texte.")).dateline.replace("\u00a0", " ") == "Texte du 1er octobre 2026"


def test_two_papers_that_say_the_same_bear_the_same_print_and_others_do_not():
    one, same, other = (document_of(paper(source)).snapshot for source in ("Un.", "Un.", "Deux."))
    assert one == same != other


def test_another_format_is_not_found():
    with pytest.raises(NotFound):
        write_paper(paper("Texte."), "docx")


def test_a_file_is_taken_away_under_its_name():
    answer = PaperFile("compte-rendu-4.pdf", "application/pdf", b"%PDF").response()
    assert answer.headers["Content-Disposition"] == 'attachment; filename="compte-rendu-4.pdf"'
    assert (answer.mimetype, answer.data) == ("application/pdf", b"%PDF")
