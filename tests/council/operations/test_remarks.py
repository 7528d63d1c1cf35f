"""Members comment and amend; the rapporteur accepts, which changes the draft, or refuses with an answer."""

import pytest

from consult.kit.errors import Conflict, Forbidden, Invalid
from council.models import RemarkStatus
from council.operations import drafting, remarks
from council.operations.citations import Backed
from council.queries.adoption import versions_of
from tests.factories import NOW


def amended(scene, after="Garder tous les guichets."):
    passage = Backed(recommendation=scene.opinion.recommendations[0])
    return remarks.amend(scene.other, scene.opinion, passage, after, "Tous comptent.", at=NOW)


def test_an_accepted_amendment_changes_the_draft_and_leaves_a_version(drafted):
    remark, before = amended(drafted), drafted.opinion.version
    remarks.accept_amendment(drafted.member, remark, "D’accord.", at=NOW)
    assert drafted.opinion.recommendations[0].text == "Garder tous les guichets."
    assert (remark.status, remark.answer, remark.answered_by_id) == (
        RemarkStatus.ACCEPTED,
        "D’accord.",
        drafted.member.id,
    )
    assert versions_of(drafted.opinion)[0].version == drafted.opinion.version == before + 1


def test_an_accepted_amendment_of_a_part_is_rendered_anew(drafted):
    part = drafted.opinion.sections[0]
    remark = remarks.amend(drafted.other, drafted.opinion, Backed(section=part), "Nous *doutons*.", "Si.", at=NOW)
    remarks.accept_amendment(drafted.member, remark, at=NOW)
    assert (part.source, "<em>doutons</em>" in part.html) == ("Nous *doutons*.", True)


def test_a_refusal_says_why_and_changes_nothing(drafted):
    remark = amended(drafted)
    with pytest.raises(Invalid) as refusal:
        remarks.refuse_amendment(drafted.member, remark, "  ", at=NOW)
    assert refusal.value.field == "answer"
    remarks.refuse_amendment(drafted.member, remark, "Trop cher.", at=NOW)
    assert (remark.status, drafted.opinion.recommendations[0].text) == (
        RemarkStatus.REFUSED,
        "Garder les guichets.",
    )


def test_an_amendment_of_words_that_changed_since_is_not_accepted(drafted):
    remark, first = amended(drafted), drafted.opinion.recommendations[0]
    drafting.write_recommendation(
        drafted.member, drafted.opinion, first, "Garder deux guichets.", section_id=None, version=None, at=NOW
    )
    with pytest.raises(Conflict, match="changé depuis"):
        remarks.accept_amendment(drafted.member, remark, at=NOW)


def test_an_amendment_of_what_was_taken_out_is_not_accepted(drafted):
    remark, first = amended(drafted), drafted.opinion.recommendations[0]
    drafting.remove_recommendation(drafted.member, drafted.opinion, first, at=NOW)
    drafted.unit.expire(remark)
    with pytest.raises(Conflict, match="rien à accepter"):
        remarks.accept_amendment(drafted.member, remark, at=NOW)


def test_a_remark_is_answered_once(drafted):
    remark = amended(drafted)
    remarks.accept_amendment(drafted.member, remark, at=NOW)
    with pytest.raises(Conflict, match="déjà sa réponse"):
        remarks.refuse_amendment(drafted.member, remark, "Non.", at=NOW)


@pytest.mark.parametrize(
    ("after", "reason", "field"),
    [("Garder les guichets.", "Pourquoi pas", "after"), ("Autre", " ", "reason"), ("a" * 2_001, "Si", "after")],
)
def test_an_amendment_changes_something_and_says_why(drafted, after, reason, field):
    passage = Backed(recommendation=drafted.opinion.recommendations[0])
    with pytest.raises(Invalid) as refusal:
        remarks.amend(drafted.other, drafted.opinion, passage, after, reason, at=NOW)
    assert refusal.value.field == field


def test_an_amendment_names_a_passage(drafted):
    with pytest.raises(Invalid):
        remarks.amend(drafted.other, drafted.opinion, Backed(), "Autre", "Si.", at=NOW)


def test_a_comment_is_answered_and_never_accepted_as_an_amendment(drafted):
    comment = remarks.comment(drafted.other, drafted.opinion, "Bien écrit.", at=NOW)
    with pytest.raises(Conflict):
        remarks.accept_amendment(drafted.member, comment, at=NOW)
    remarks.answer_comment(drafted.member, comment, "Merci.", at=NOW)
    assert comment.answer == "Merci."


def test_a_remark_is_taken_back_by_its_author_alone_while_it_waits(drafted):
    remark = amended(drafted)
    with pytest.raises(Forbidden):
        remarks.withdraw_remark(drafted.seat, remark, at=NOW)
    remarks.withdraw_remark(drafted.other, remark, at=NOW)
    assert remark.status is RemarkStatus.WITHDRAWN
