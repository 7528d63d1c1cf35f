"""The council of the demonstration: who sits, what they received, what they answered."""

from collections import Counter

import pytest
from sqlalchemy import select

from consult.accounts.models import User
from consult.consultations.models import Consultation
from consult.demo import making
from consult.demo.texts import consultation_texts
from consult.kit import jobs
from consult.kit.db import database
from consult.kit.jobs import Job
from consult.kit.mail import OutgoingMail
from contributions.models import Contribution
from council.models import (
    Acknowledgement,
    Addressee,
    Choice,
    CitedContribution,
    CitedKind,
    Council,
    CouncilMember,
    Mandate,
    MeetingKind,
    Minutes,
    Office,
    Opinion,
    OpinionStatus,
    Outcome,
    RecordedVote,
    Referral,
    ReferralKind,
    ReferralStatus,
    Scheme,
    Sitting,
    SittingStatus,
    Transmission,
    TransmittedFile,
    WorkState,
    Workstream,
)
from council.queries.adoption import adoption_of
from council.queries.citations import sources_of
from council.queries.opinions import dissents_of
from council.queries.programme import conference_of
from council.reading import cited_for
from council.settling import questions_of
from synthesis.models import Synthesis, SynthesisFile
from synthesis.reading import written_document
from tests.factories import NOW
from tests.factories.demonstrations import PEOPLE, SEED, demonstration_in


@pytest.fixture(scope="module")
def app(empty_database, tmp_path_factory):
    """Return an application whose demonstration is made, once for these tests."""
    with demonstration_in(empty_database, tmp_path_factory) as made:
        yield made


@pytest.fixture
def opinion(unit):
    """Return the only opinion of the demonstration."""
    return unit.scalars(select(Opinion)).one()


def test_nine_members_of_every_capacity_sit_in_the_council(unit):
    members = unit.scalars(select(CouncilMember)).all()
    assert len(members) == 9
    assert {one.capacity for one in members} == {
        "Associations",
        "Collectivités",
        "Entreprises",
        "Personnalités qualifiées",
        "Recherche",
    }
    assert all(one.mandate_on(NOW.date()) and one.user.fictitious for one in members)


def test_one_presides_and_two_stand_in(unit):
    counted = Counter(unit.scalars(select(Mandate.office)))
    assert counted == {Office.PRESIDENT: 1, Office.VICE_PRESIDENT: 2, Office.MEMBER: 6}


def test_both_consultations_address_it_since_before_they_opened(unit):
    rows = unit.execute(select(Addressee, Consultation).join(Consultation)).all()
    assert {consultation.slug for _addressee, consultation in rows} == {one.slug for one in consultation_texts()}
    assert all(addressee.named_at < consultation.opens_at for addressee, consultation in rows)


def test_what_was_sent_is_the_public_synthesis_with_all_its_files(unit):
    sent = unit.scalars(select(Transmission)).one()
    assert sent.synthesis.is_public
    assert sent.synthesis.published_at < sent.sent_at < NOW
    files, frozen = (set(unit.execute(select(one.name, one.sha256))) for one in (SynthesisFile, TransmittedFile))
    assert files == frozen


def test_one_member_alone_has_not_acknowledged(unit):
    receipts = unit.scalars(select(Acknowledgement)).all()
    late = [one.member.user.email for one in receipts if one.acknowledged_at is None]
    assert (len(receipts), late) == (9, ["conseil-9@demo.example"])
    assert all(one.told_at < one.acknowledged_at < NOW for one in receipts if one.acknowledged_at)


def test_the_opinion_is_the_one_that_was_written_but_for_what_the_council_amended(unit, opinion):
    text = next(one.opinion for one in consultation_texts() if one.opinion)
    assert (opinion.status, opinion.title) == (OpinionStatus.PUBLISHED, text.title)
    assert [one.title for one in opinion.sections][1:] == [
        line.removeprefix("## ") for line in text.body.splitlines() if line.startswith("## ")
    ]
    *kept, amended = [one.text for one in opinion.recommendations]
    assert tuple(kept) == text.recommendations[:-1]
    assert "chaque année en séance publique du conseil régional" in amended
    assert opinion.transmission.sent_at < opinion.created_at < opinion.published_at < NOW


def test_the_opinion_was_adopted_by_name_and_two_members_dissent(unit, opinion):
    (vote,) = adoption_of(opinion).votes
    assert Counter(one.choice for one in vote.voices) == {Choice.FOR: 6, Choice.AGAINST: 2}
    (dissent,) = dissents_of(opinion)
    against = {one.member_id for one in vote.voices if one.choice is Choice.AGAINST}
    assert {one.member_id for one in dissent.signatures} == against


def test_recommendations_lead_back_to_what_people_wrote(opinion):
    sources = sources_of(opinion)
    behind = [sources.behind(cited_for(opinion, one.id)).total for one in opinion.recommendations]
    assert len([count for count in behind if count]) >= 3


def test_the_opinion_rests_on_sentences_of_the_synthesis(unit, opinion):
    synthesis = unit.scalars(select(Synthesis)).one()
    sentences = {claim.id: claim.text for claim in written_document(synthesis).claims()}
    assert 5 <= len(opinion.citations) <= 9
    cited = [one for one in opinion.citations if one.kind is CitedKind.CLAIM]
    assert all(sentences[one.claim_id] == one.words for one in cited)


def test_the_opinion_rests_on_what_its_text_speaks_of(unit, opinion):
    cited = select(Contribution.external_key).join(
        CitedContribution, CitedContribution.contribution_id == Contribution.id
    )
    keys = set(unit.scalars(cited))
    assert {"mediateurs-en-cdi", "secretaires-reconnues", "tester-sur-vieux-telephones"} <= keys


def test_the_worker_finds_nothing_to_post_even_after_its_jobs(app):
    with app.app_context():
        with database().unit_of_work(writes=False) as unit:
            told = set(unit.scalars(select(OutgoingMail.recipient)))
        jobs.run_due(NOW)
        with database().unit_of_work(writes=False) as unit:
            assert unit.scalars(select(OutgoingMail.id).where(OutgoingMail.sent_at.is_(None))).all() == []
            assert "council.send" not in set(unit.scalars(select(Job.kind)))
            assert set(unit.scalars(select(User.email).join(CouncilMember))) <= told


def test_making_it_again_changes_nothing(unit):
    assert making.make(NOW, seed=SEED, people=PEOPLE) == []
    assert len(unit.scalars(select(Council)).all()) == len(unit.scalars(select(Opinion)).all()) == 1


def test_everyone_reads_the_chain_to_its_end(browser, opinion):
    page = browser().get(f"/consultations/{opinion.transmission.consultation.slug}/suivi").text
    assert f"/avis/{opinion.id}" in page
    assert opinion.title in browser().get(f"/avis/{opinion.id}").text


def test_a_saisine_opened_the_closed_consultation_and_its_opinion_answers_it(unit):
    asked, own = unit.scalars(select(Referral).order_by(Referral.id)).all()
    assert (asked.kind, asked.status) == (ReferralKind.REQUESTED, ReferralStatus.ANSWERED)
    assert unit.scalars(select(Transmission)).one().referral_id == asked.id
    assert asked.consultation.closed_at is not None
    assert (own.kind, own.status) == (ReferralKind.OWN_INITIATIVE, ReferralStatus.UNDER_STUDY)
    assert own.consultation_id is None


def test_each_vote_was_held_with_its_quorum_and_adopted(unit):
    votes = unit.scalars(select(RecordedVote)).all()
    assert len(votes) == 3
    assert all(one.present >= one.quorum and one.outcome is Outcome.ADOPTED for one in votes)


def test_a_coming_sitting_has_its_agenda_and_some_answers(unit):
    sitting = unit.scalars(select(Sitting).where(Sitting.status == SittingStatus.CONVENED)).one()
    assert sitting.starts_at > NOW
    tied = [(point.opinion_id is not None, point.referral_id is not None) for point in sitting.agenda]
    assert tied == [(False, False), (True, False), (False, True)]
    assert sum(line.answer is not None for line in sitting.attendances) == 5


def test_the_minutes_of_the_first_sitting_were_adopted_at_the_second(unit):
    first = unit.scalars(select(Minutes)).one()
    assert first.is_public
    assert first.adopted_in.starts_at > first.sitting.starts_at
    assert "8 membres étaient présents" in first.source


def test_the_synthesis_leaves_the_council_what_is_wanted_and_what_divides(unit):
    found = {one.heading: one.points for one in questions_of(unit.scalars(select(Transmission)).one())}
    assert "Ce que presque tout le monde veut" in found
    assert "Ce qui divise" in found


def test_a_public_scheme_holds_measures_in_their_territories_that_follow_the_opinion(unit, opinion):
    scheme = unit.scalars(select(Scheme)).one()
    assert scheme.is_public
    assert [len(axis.measures) for axis in scheme.axes] == [2, 2]
    measures = [one for axis in scheme.axes for one in axis.measures]
    assert {one.recommendation.opinion_id for one in measures if one.recommendation} == {opinion.id}
    assert sorted(len(one.territories) for one in measures) == [0, 0, 2, 4]


def test_its_calendar_has_a_conference_held_and_one_to_come(unit):
    scheme = unit.scalars(select(Scheme)).one()
    conference = conference_of(scheme, NOW.date())
    assert conference.planned is not None
    assert not conference.is_late
    assert any(one.kind is MeetingKind.CONFERENCE and one.outcome for one in scheme.meetings)


def test_two_workstreams_have_a_rapporteur_who_sits_and_rest_on_measures(unit):
    found = unit.scalars(select(Workstream)).all()
    assert [one.state for one in found] == [WorkState.OPEN, WorkState.PAUSED]
    assert all(one.rapporteur.mandate_on(NOW.date()) and one.measures for one in found)
