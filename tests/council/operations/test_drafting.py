"""An opinion is written part by part; every version is kept, and nothing is written over another's words."""

from datetime import date

import pytest

from consult.kit.errors import Conflict, Forbidden, Invalid
from council.models import Opinion, OpinionStatus, Referral, ReferralKind, ReferralStatus
from council.operations import drafting
from council.operations.councils import end_mandate
from council.queries.adoption import versions_of
from tests.factories import NOW
from tests.factories.opinions import record_vote


def names(opinion):
    return [(one.position, one.text) for one in opinion.recommendations]


def test_recommendations_are_numbered_and_keep_their_keys_when_they_move(drafted):
    first, second = drafted.opinion.recommendations
    drafting.move_up(drafted.member, drafted.opinion, second, at=NOW)
    assert names(drafted.opinion) == [(1, "Les ouvrir le soir."), (2, "Garder les guichets.")]
    assert [one.id for one in drafted.opinion.recommendations] == [second.id, first.id]
    drafting.move_up(drafted.member, drafted.opinion, second, at=NOW)
    assert drafted.opinion.recommendations[0] is second


def test_a_recommendation_taken_out_leaves_its_number_to_the_next(drafted):
    drafting.remove_recommendation(drafted.member, drafted.opinion, drafted.opinion.recommendations[0], at=NOW)
    assert names(drafted.opinion) == [(1, "Les ouvrir le soir.")]


def test_what_a_part_taken_out_held_then_belongs_to_the_whole(drafted):
    part, (first, _second) = drafted.opinion.sections[0], drafted.opinion.recommendations
    drafting.write_recommendation(
        drafted.member, drafted.opinion, first, first.text, section_id=part.id, version=None, at=NOW
    )
    drafted.opinion.citations[0].opinion_section_id = part.id
    drafting.remove_section(drafted.member, drafted.opinion, part, at=NOW)
    assert drafted.opinion.sections == []
    assert (first.section_id, drafted.opinion.citations[0].opinion_section_id) == (None, None)


def test_a_part_the_council_voted_on_is_kept(drafted):
    part = drafted.opinion.sections[0]
    record_vote(drafted.unit, drafted.opinion, section=part)
    with pytest.raises(Conflict, match="déjà voté"):
        drafting.remove_section(drafted.member, drafted.opinion, part, at=NOW)


def test_a_recommendation_is_voted_with_a_part_of_its_own_opinion_alone(drafted):
    part = drafted.opinion.sections[0]
    add = drafting.add_recommendation
    own = add(drafted.member, drafted.opinion, "Une.", section_id=part.id, at=NOW)
    foreign = add(drafted.member, drafted.opinion, "Deux.", section_id=part.id + 99, at=NOW)
    assert (own.section_id, foreign.section_id) == (part.id, None)


@pytest.mark.parametrize(("title", "source", "field"), [("", "Texte", "title"), ("Titre", " \n", "source")])
def test_a_part_needs_a_title_and_words(drafted, title, source, field):
    draft = drafting.SectionDraft(title, source)
    with pytest.raises(Invalid) as refusal:
        drafting.add_section(drafted.member, drafted.opinion, draft, at=NOW)
    assert refusal.value.field == field


def test_what_is_too_long_is_refused(drafted):
    with pytest.raises(Invalid) as refusal:
        drafting.add_recommendation(drafted.member, drafted.opinion, "a" * 2_001, at=NOW)
    assert refusal.value.field == "text"
    with pytest.raises(Invalid):
        drafting.rename_opinion(drafted.member, drafted.opinion, "  ", version=None, at=NOW)


def test_words_saved_over_another_s_are_refused(drafted):
    part, read = drafted.opinion.sections[0], drafted.opinion.version
    words = drafting.SectionDraft("Titre", "Autre texte.")
    drafting.write_section(drafted.member, drafted.opinion, part, words, version=read, at=NOW)
    with pytest.raises(Conflict, match="Rechargez"):
        drafting.write_section(drafted.member, drafted.opinion, part, words, version=read, at=NOW)


def test_each_change_leaves_a_version_with_who_made_it(drafted):
    before = len(versions_of(drafted.opinion))
    drafting.rename_opinion(drafted.member, drafted.opinion, "Nouveau titre", version=None, at=NOW)
    latest, earlier, *_older = versions_of(drafted.opinion)
    assert len(versions_of(drafted.opinion)) == before + 1
    assert (latest.content["title"], earlier.content["title"]) == ("Nouveau titre", "Avis sur les guichets")
    assert latest.actor_id == drafted.member.id


def test_nothing_changes_while_the_council_votes_nor_once_it_is_published(drafted):
    record_vote(drafted.unit, drafted.opinion, outcome=None)
    with pytest.raises(Conflict, match="fin du scrutin"):
        drafting.rename_opinion(drafted.member, drafted.opinion, "Autre", version=None, at=NOW)
    drafted.opinion.status = OpinionStatus.PUBLISHED
    drafted.unit.flush()
    with pytest.raises(Forbidden):
        drafting.rename_opinion(drafted.member, drafted.opinion, "Autre", version=None, at=NOW)


def test_an_opinion_is_handed_over_to_a_member_in_office_alone(drafted):
    drafting.name_rapporteur(drafted.opinion, drafted.other, at=NOW)
    assert drafted.opinion.rapporteur_id == drafted.other.user_id
    end_mandate(drafted.seat.mandates[0], date(2026, 1, 1))
    with pytest.raises(Forbidden):
        drafting.name_rapporteur(drafted.opinion, drafted.seat, at=NOW)


def own_referral(scene) -> Referral:
    referral = Referral(
        council_id=scene.opinion.council_id,
        kind=ReferralKind.OWN_INITIATIVE,
        status=ReferralStatus.UNDER_STUDY,
        title="Les zones blanches",
        source="Que faire\u202f?",
        html="<p>Que faire\u202f?</p>",
        created_at=NOW,
    )
    scene.unit.add(referral)
    scene.unit.flush()
    return referral


def test_a_council_that_takes_a_subject_up_itself_needs_no_consultation(drafted):
    opinion = drafting.begin_opinion(drafted.member, None, "Avis", referral=own_referral(drafted), at=NOW)
    assert (opinion.consultation_id, opinion.transmission_id) == (None, None)
    assert opinion.council_id == drafted.opinion.council_id


def test_a_referral_brings_the_synthesis_last_sent_under_it(drafted):
    referral = own_referral(drafted)
    sent = drafted.opinion.transmission
    sent.referral_id = referral.id
    drafted.unit.flush()
    opinion = drafting.begin_opinion(drafted.member, None, "Avis", referral=referral, at=NOW)
    assert (opinion.transmission_id, opinion.consultation_id) == (sent.id, drafted.consultation.id)


def test_an_opinion_rests_on_something(drafted):
    count = drafted.unit.query(Opinion).count()
    with pytest.raises(Invalid):
        drafting.begin_opinion(drafted.member, None, "Avis", at=NOW)
    assert drafted.unit.query(Opinion).count() == count
