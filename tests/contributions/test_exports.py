"""The open data: everything public, nothing else, no name, and no formula."""

import csv
import io

import pytest

from consult.kit.exports import csv_lines
from contributions import drafts, operations
from contributions.exports import HEAD, columns_explained, published_rows
from contributions.models import Channel, Position, Status
from contributions.operations import SourceDraft
from contributions.posting import Entry
from contributions.status import change_status
from tests.factories import NOW
from tests.factories.contributions import draft_for, post_argument, post_comment, post_proposal


def rows(scene) -> list[dict[str, str]]:
    """Return the file as a spreadsheet reads it."""
    scene.session.flush()
    text = "".join(csv_lines(HEAD, list(published_rows(scene.consultation))))
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))


@pytest.fixture
def filled(scene):
    """Return a scene with a text of each kind."""
    scene.proposal = post_proposal(scene.author, scene.consultation, title="Une fibre pour chaque hameau")
    scene.argument = post_argument(scene.voter, scene.proposal, Position.AGAINST, "Trop cher.")
    scene.comment = post_comment(scene.voter, scene.proposal, "Et le samedi ?")
    scene.answer = post_comment(scene.author, scene.proposal, "Aussi.", parent=scene.comment)
    link = SourceDraft("https://exemple.fr/etude", "Une étude", "study", "Elle compare.")
    scene.source = operations.add_source(scene.author, scene.proposal, link, at=NOW)
    operations.cast_vote(scene.voter, scene.proposal, Position.FOR, at=NOW)
    scene.session.expire_all()
    return scene


def test_every_column_is_explained():
    assert tuple(name for name, _meaning in columns_explained()) == HEAD
    assert all(str(meaning) for _name, meaning in columns_explained())


def test_each_text_has_its_line_and_its_number(filled):
    assert [one["reference"] for one in rows(filled)] == [
        filled.proposal.reference,
        filled.argument.reference,
        filled.comment.reference,
        filled.answer.reference,
        filled.source.reference,
    ]


def test_a_proposal_has_its_title_theme_and_votes(filled):
    line = rows(filled)[0]
    assert (line["type"], line["titre"], line["theme"]) == ("proposal", "Une fibre pour chaque hameau", "Santé")
    assert (line["votes_pour"], line["votes_mitige"], line["votes_contre"]) == ("1", "0", "0")


def test_an_argument_says_its_side_and_its_proposal(filled):
    line = rows(filled)[1]
    assert (line["sens"], line["proposition"], line["texte"]) == (
        "against",
        filled.proposal.reference,
        "Trop cher.",
    )


def test_an_answer_says_what_it_answers(filled):
    lines = rows(filled)
    assert lines[3]["en_reponse_a"] == lines[2]["reference"]


def test_a_source_has_its_link(filled):
    assert rows(filled)[4]["lien"] == "https://exemple.fr/etude"


def test_nobody_is_named(filled):
    text = str(rows(filled))
    for person in (filled.author, filled.voter):
        assert person.display_name not in text
        assert person.email not in text


@pytest.mark.parametrize(
    "status", [Status.PENDING, Status.HIDDEN, Status.REMOVED, Status.WITHDRAWN, Status.REVISION_REQUESTED]
)
def test_what_is_not_public_is_not_in_the_file(filled, status):
    change_status(filled.argument, status, None, at=NOW)
    assert filled.argument.reference not in [one["reference"] for one in rows(filled)]


def test_a_draft_is_not_in_the_file(filled):
    drafts.save_draft(filled.author, filled.consultation, draft_for(filled.consultation), at=NOW)
    assert len(rows(filled)) == 5


def test_hidden_results_are_absent_from_the_file(filled):
    filled.consultation.results_hidden = True
    assert rows(filled)[0]["votes_pour"] == ""


def test_imported_totals_stand_in_their_own_columns(filled):
    filled.proposal.imported_for, filled.proposal.imported_mixed, filled.proposal.imported_against = 30, 2, 5
    line = rows(filled)[0]
    assert (line["votes_pour"], line["votes_importes_pour"], line["votes_importes_contre"]) == ("1", "30", "5")


def test_a_paper_contribution_says_its_channel(filled):
    entry = Entry(Channel.PAPER, filled.voter)
    operations.submit_proposal(None, filled.consultation, draft_for(filled.consultation), at=NOW, entry=entry)
    assert rows(filled)[-1]["canal"] == "paper"


def test_a_demonstration_says_so_on_each_line(filled):
    filled.consultation.fictitious = True
    assert {one["donnees_fictives"] for one in rows(filled)} == {"données fictives"}


@pytest.mark.parametrize("attack", ["=1+1", "+33 6", "-2", "@SUM(A1)", "\t=1"])
def test_a_formula_typed_in_a_title_is_text_in_a_spreadsheet(filled, attack):
    filled.proposal.title = attack
    assert rows(filled)[0]["titre"] == f"'{attack}"


def test_a_long_list_is_read_in_several_times_and_complete(scene, monkeypatch):
    monkeypatch.setattr("contributions.exports._AT_ONCE", 3)
    posted = [post_proposal(scene.author, scene.consultation).reference for _ in range(8)]
    assert [one["reference"] for one in rows(scene)] == posted
