"""An opinion is published once adopted with the very words it has, numbered, and corrected by another alone."""

import pytest
from sqlalchemy import select

from consult.consultations.models import ResultKind, ResultLink
from consult.kit.errors import Conflict, Invalid
from council.models import OpinionChange, OpinionSection, OpinionStatus, Outcome
from council.operations import drafting, remarks
from council.operations.citations import Backed, remove_citation
from council.operations.opinions import correct_opinion, publish_opinion
from council.operations.votes import Subject, open_vote
from council.queries.adoption import adoption_of, left_to_vote, was_rejected
from council.queries.opinions import correction_of
from tests.factories import NOW
from tests.factories.opinions import make_sitting, record_vote


def publish(scene):
    publish_opinion(scene.member, scene.opinion, at=NOW)


def adopt_parts(scene) -> list[OpinionSection]:
    """Tie each recommendation to the only part, and adopt that part."""
    part = scene.opinion.sections[0]
    for one in scene.opinion.recommendations:
        drafting.write_recommendation(
            scene.member, scene.opinion, one, one.text, section_id=part.id, version=None, at=NOW
        )
    record_vote(scene.unit, scene.opinion, section=part)
    return scene.opinion.sections


def test_an_adopted_opinion_is_numbered_shown_on_its_consultation_and_leaves_a_row(drafted):
    record_vote(drafted.unit, drafted.opinion)
    publish(drafted)
    change = drafted.unit.scalars(select(OpinionChange)).one()
    link = drafted.unit.scalars(select(ResultLink).where(ResultLink.kind == ResultKind.OPINION)).one()
    assert (drafted.opinion.number, drafted.opinion.adopted_on) == ("2026-01", NOW.date())
    assert (change.to_status, link.url) == (OpinionStatus.PUBLISHED, f"/avis/{drafted.opinion.id}")


@pytest.mark.parametrize("outcome", [None, Outcome.REJECTED])
def test_an_opinion_the_council_did_not_adopt_is_not_published(drafted, outcome):
    if outcome:
        record_vote(drafted.unit, drafted.opinion, outcome=outcome)
    with pytest.raises(Conflict, match="Faites d’abord voter"):
        publish(drafted)


def test_a_word_changed_after_the_vote_asks_for_another_vote(drafted):
    record_vote(drafted.unit, drafted.opinion)
    first = drafted.opinion.recommendations[0]
    change = drafting.write_recommendation
    change(drafted.member, drafted.opinion, first, "Fermer.", section_id=None, version=None, at=NOW)
    with pytest.raises(Conflict):
        publish(drafted)
    change(drafted.member, drafted.opinion, first, "Garder les guichets.", section_id=None, version=None, at=NOW)
    assert adoption_of(drafted.opinion) is not None


def test_the_last_vote_on_the_same_words_decides(drafted):
    record_vote(drafted.unit, drafted.opinion)
    record_vote(drafted.unit, drafted.opinion, outcome=Outcome.REJECTED)
    assert adoption_of(drafted.opinion) is None


def test_an_opinion_may_be_adopted_part_by_part(drafted):
    adopt_parts(drafted)
    adoption = adoption_of(drafted.opinion)
    assert (adoption.is_by_section, len(adoption.votes)) == (True, 1)
    publish(drafted)
    assert drafted.opinion.is_public


def test_a_whole_that_was_rejected_is_adopted_part_by_part_by_votes_held_since(drafted):
    (part,) = adopt_parts(drafted)
    record_vote(drafted.unit, drafted.opinion, outcome=Outcome.REJECTED)
    assert (adoption_of(drafted.opinion), was_rejected(drafted.opinion)) == (None, True)
    since = record_vote(drafted.unit, drafted.opinion, section=part)
    assert [one.id for one in adoption_of(drafted.opinion).votes] == [since.id]


def test_a_part_rejected_after_the_whole_was_adopted_holds_all_back_until_it_is_adopted(drafted):
    whole = record_vote(drafted.unit, drafted.opinion)
    part = drafted.opinion.sections[0]
    record_vote(drafted.unit, drafted.opinion, section=part, outcome=Outcome.REJECTED)
    assert (adoption_of(drafted.opinion), was_rejected(drafted.opinion)) == (None, False)
    again = record_vote(drafted.unit, drafted.opinion, section=part)
    assert [one.id for one in adoption_of(drafted.opinion).votes] == [whole.id, again.id]


def test_a_part_not_voted_or_a_recommendation_voted_with_none_holds_all_back(drafted):
    adopt_parts(drafted)
    drafting.add_section(drafted.member, drafted.opinion, drafting.SectionDraft("Suite", "Texte."), at=NOW)
    assert adoption_of(drafted.opinion) is None
    drafting.remove_section(drafted.member, drafted.opinion, drafted.opinion.sections[1], at=NOW)
    assert adoption_of(drafted.opinion) is not None
    drafting.add_recommendation(drafted.member, drafted.opinion, "Seule.", at=NOW)
    assert adoption_of(drafted.opinion) is None


def test_changing_one_part_undoes_the_vote_on_it_alone(drafted):
    (part,) = adopt_parts(drafted)
    words = drafting.SectionDraft("Ce que nous retenons", "Autre chose.")
    drafting.write_section(drafted.member, drafted.opinion, part, words, version=None, at=NOW)
    assert adoption_of(drafted.opinion) is None
    record_vote(drafted.unit, drafted.opinion, section=part)
    assert adoption_of(drafted.opinion) is not None


def test_an_opinion_on_a_synthesis_that_cites_nothing_of_it_is_not_published(drafted):
    remove_citation(drafted.member, drafted.opinion, drafted.opinion.citations[0].id, at=NOW)
    record_vote(drafted.unit, drafted.opinion)
    with pytest.raises(Invalid):
        publish(drafted)


def test_an_opinion_on_a_referral_alone_needs_no_citation(drafted):
    remove_citation(drafted.member, drafted.opinion, drafted.opinion.citations[0].id, at=NOW)
    drafted.opinion.transmission = None
    record_vote(drafted.unit, drafted.opinion)
    publish(drafted)
    assert drafted.unit.scalars(select(ResultLink).where(ResultLink.kind == ResultKind.OPINION)).all() == []


def test_an_opinion_without_a_part_is_not_published(drafted):
    drafting.remove_section(drafted.member, drafted.opinion, drafted.opinion.sections[0], at=NOW)
    with pytest.raises(Invalid, match="au moins une partie"):
        publish(drafted)


def test_an_amendment_that_waits_holds_the_publication_back(drafted):
    passage = Backed(section=drafted.opinion.sections[0])
    remarks.amend(drafted.other, drafted.opinion, passage, "Autre.", "Si.", at=NOW)
    record_vote(drafted.unit, drafted.opinion)
    with pytest.raises(Conflict, match="amendements"):
        publish(drafted)


def test_what_a_vote_part_by_part_left_out_is_said(drafted):
    record_vote(drafted.unit, drafted.opinion, section=drafted.opinion.sections[0])
    left = left_to_vote(drafted.opinion)
    assert (list(left.sections), left.recommendations) == ([], drafted.opinion.recommendations)
    with pytest.raises(Conflict, match="ce qui reste\u00a0: la recommandation 1, la recommandation 2"):
        publish(drafted)
    adopt_parts(drafted)
    assert left_to_vote(drafted.opinion) is None


def test_an_opinion_is_published_once(drafted):
    record_vote(drafted.unit, drafted.opinion)
    publish(drafted)
    with pytest.raises(Conflict, match="déjà publié"):
        publish(drafted)


# --- corrections ------------------------------------------------------------------------


def test_a_correction_begins_with_all_the_old_one_says_tied_as_it_was(drafted):
    adopt_parts(drafted)
    drafted.opinion.citations[0].recommendation_id = drafted.opinion.recommendations[1].id
    record_vote(drafted.unit, drafted.opinion)
    drafting.keep_version(drafted.member, drafted.opinion, NOW)
    record_vote(drafted.unit, drafted.opinion)
    publish(drafted)
    made = correct_opinion(drafted.member, drafted.opinion, at=NOW)
    assert (made.corrects_id, made.status) == (drafted.opinion.id, OpinionStatus.DRAFT)
    assert [one.text for one in made.recommendations] == [one.text for one in drafted.opinion.recommendations]
    assert {one.section_id for one in made.recommendations} == {made.sections[0].id}
    assert made.citations[0].recommendation_id == made.recommendations[1].id
    assert correction_of(drafted.opinion) is made


def test_a_correction_is_voted_like_any_other_opinion(drafted):
    record_vote(drafted.unit, drafted.opinion)
    publish(drafted)
    made = correct_opinion(drafted.member, drafted.opinion, at=NOW)
    with pytest.raises(Conflict, match="Faites d’abord voter"):
        publish_opinion(drafted.member, made, at=NOW)
    record_vote(drafted.unit, made)
    publish_opinion(drafted.member, made, at=NOW)
    assert (drafted.opinion.number, made.number) == ("2026-01", "2026-02")


def test_only_a_published_opinion_is_corrected_and_once(drafted):
    with pytest.raises(Conflict, match="pas encore publié"):
        correct_opinion(drafted.member, drafted.opinion, at=NOW)
    record_vote(drafted.unit, drafted.opinion)
    publish(drafted)
    correct_opinion(drafted.member, drafted.opinion, at=NOW)
    with pytest.raises(Conflict, match="déjà commencée"):
        correct_opinion(drafted.member, drafted.opinion, at=NOW)


def test_a_draft_that_could_not_be_published_is_not_put_to_the_vote(drafted):
    sitting = make_sitting(drafted.unit, drafted.opinion.council_id)

    def put(section=None):
        open_vote(drafted.member, sitting, Subject(opinion=drafted.opinion, section=section), "L’adopter", at=NOW)

    for one in list(drafted.opinion.citations):
        remove_citation(drafted.member, drafted.opinion, one.id, at=NOW)
    with pytest.raises(Invalid, match="cite une phrase") as refusal:
        put()
    assert refusal.value.field == "subject"
    (part,) = drafted.opinion.sections
    with pytest.raises(Conflict, match="Ouvrez d’abord la séance"):
        put(section=part)
    drafting.remove_section(drafted.member, drafted.opinion, part, at=NOW)
    with pytest.raises(Invalid, match="au moins une partie"):
        put()
