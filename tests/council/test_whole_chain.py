"""The chain of a consultation and of one proposal, once the region answered: told and drawn, in few queries."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, select

from consult.accounts.models import Visitor
from consult.consultations.models import ConsultationStatus
from consult.kit.db import database
from contributions.models import Contribution, Kind, Status
from council.chain import chain_of
from council.citing import citable_in
from council.following import chain_of_proposal, offer_to_follow
from council.journeys import tell_what_followed
from council.links import Holder
from council.models import Choice, Citation, CitedContribution, Opinion, Progress, ReplyVerdict, Transmission
from council.operations import agenda, answers, commitments, referrals, sittings
from council.operations.citations import Backed, cite
from council.operations.opinions import publish_opinion
from council.operations.programme import (
    MeasureDraft,
    SchemeDraft,
    add_axis,
    add_measure,
    create_scheme,
    publish_scheme,
)
from council.picture import draw
from council.queries.councils import members_of
from synthesis.models import Placement
from tests.factories import NOW
from tests.factories.councils import TONIGHT
from tests.factories.opinions import record_vote
from tests.query_counting import counted_queries

_OWN = Contribution.__table__.c
LATER = NOW + timedelta(days=20)
PROMISE = answers.CommitmentDraft("Garder douze guichets", due_on=(NOW + timedelta(days=5)).date())


@pytest.fixture
def cited(written):
    """Return the same as a written opinion whose first recommendation cites a sentence, published."""
    with written.app.app_context(), database().unit_of_work() as unit:
        opinion = unit.get_one(Opinion, written.opinion.id)
        sentence = citable_in(opinion.transmission.synthesis, "en-bref")[0]
        cite(written.member, opinion, sentence, Backed(recommendation=opinion.recommendations[0]), at=NOW)
        member = next(one for one in members_of(opinion.council_id) if one.user_id == written.member.id)
        record_vote(unit, opinion, {member: Choice.FOR})
        publish_opinion(written.member, opinion, at=NOW)
        rests_on = select(Citation.evidence).where(Citation.recommendation_id.is_not(None))
        numbers = [int(one[1:]) for one in unit.scalars(rests_on).one()]
        of_kind = select(_OWN.id).where(_OWN.kind == Kind.PROPOSAL)
        written.cited = unit.scalars(of_kind.where(_OWN.id.in_(numbers)).order_by(_OWN.id)).first()
    return written


@pytest.fixture
def done(cited):
    """Return the same with a referral, a sitting, an answer, a commitment kept, and a measure that follows."""
    with cited.app.app_context(), database().unit_of_work() as unit:
        opinion = unit.get_one(Opinion, cited.opinion.id)
        _answer(cited, opinion)
        _decide(cited, opinion)
        _debate(cited, unit.get_one(Transmission, cited.transmission.id))
    return cited


def _answer(scene, opinion) -> None:
    response = answers.begin_response(scene.secretariat, opinion, at=NOW)
    answers.write_response(response, answers.ResponseDraft("La Région"), version=None)
    for reply in response.replies:
        draft = answers.ReplyDraft(ReplyVerdict.ACCEPTED, "Nous le ferons.", "Le service", NOW.date())
        answers.write_reply(reply, draft, version=None)
    promised = answers.add_commitment(response.replies[0], PROMISE, at=NOW)
    answers.publish_response(scene.secretariat, response, at=NOW)
    step = commitments.StepDraft(Progress.DONE, 100, "C’est fait.")
    commitments.record_step(scene.secretariat, promised, step, at=LATER)


def _decide(scene, opinion) -> None:
    draft = SchemeDraft("Schéma", adopted_on=NOW.date(), deed="Délibération")
    scheme = create_scheme(scene.secretariat, opinion.council, draft, at=NOW)
    rests_on = opinion.recommendations[0].id
    add_measure(add_axis(scheme, "Axe"), MeasureDraft("Des guichets", recommendation_id=rests_on), at=NOW)
    publish_scheme(scene.secretariat, scheme, at=NOW)


def _debate(scene, transmission) -> None:
    asked = referrals.ReferralDraft(
        "Les guichets", "Que faire ?", "La présidence", consultation_id=transmission.consultation_id
    )
    referrals.register_referral(scene.secretariat, transmission.council, asked, at=NOW)
    planned = sittings.SittingDraft("Séance", TONIGHT, place="Orléans")
    sitting = sittings.plan_sitting(scene.secretariat, transmission.council, planned, at=NOW)
    agenda.add_item(sitting, agenda.ItemDraft("La synthèse", transmission_id=transmission.id))
    sittings.convene(sitting, at=NOW)


@pytest.fixture
def page(app):
    """Open a request: the steps hold addresses."""
    with app.test_request_context(), database().unit_of_work() as opened:
        yield opened


def whole(scene, page, at=LATER):
    return chain_of(page.merge(scene.consultation), Visitor(), at)


def following(page, number):
    return chain_of_proposal(page.get_one(Contribution, number))


def states(steps) -> dict[str, str]:
    return {str(one.label): one.state for one in steps}


# --- a consultation ----------------------------------------------------------------------------


def test_a_consultation_is_told_from_the_referral_to_the_measure(done, page):
    assert states(whole(done, page)) == {
        "Le conseil est saisi\u00a0: n°\u00a02026-01": "done",
        "La question est posée": "done",
        "Les habitants contribuent": "done",
        "Les modérateurs veillent à la charte": "done",
        "Une synthèse est écrite": "done",
        "La synthèse est transmise à\u00a0: Conseil régional du numérique": "done",
        "Le conseil en débat en séance": "ahead",
        "Le conseil rend son avis n°\u00a02026-01": "done",
        "La Région répond à l’avis n°\u00a02026-01": "done",
        "La Région prend 1 engagement": "done",
        "Les engagements sont suivis": "done",
        "Le schéma en fait sa mesure 1.1": "done",
    }


def test_each_step_leads_to_a_page_that_opens_and_says_what_was_counted(done, page, browser):
    visitor, steps = browser(), whole(done, page)
    for step in steps:
        assert visitor.get(step.url).status_code == 200, step.label
    texts = [one.text for one in steps]
    assert "Acceptée\u00a0: 2." in texts
    assert "1 tenu sur 1." in texts


def test_the_whole_chain_takes_a_fixed_number_of_queries(done, app, browser):
    address, visitor = f"/consultations/{done.consultation.slug}/suivi", browser()
    visitor.get(address)
    with counted_queries(app) as sent:
        text = visitor.get(address).text
    assert len(sent) <= 24
    for words in ('<svg viewBox="0 0 340', 'role="img"', "<title id=", "<desc id=", "11 étapes faites"):
        assert words in text
    assert text.index("chain-numbered") < text.index("<svg viewBox")


# --- one proposal ------------------------------------------------------------------------------


def test_a_proposal_is_told_from_its_publication_to_what_was_done(done, page):
    labels = list(states(following(page, done.cited)))
    assert labels[0] == "Publiée"
    assert labels[2] == "Placée dans la synthèse"
    assert labels[-4:] == [
        "Citée dans la recommandation 1",
        "La Région répond à la recommandation 1",
        "C’est fait",
        "Le schéma en fait sa mesure 1.1",
    ]


def test_a_proposal_that_no_opinion_cites_is_told_so_with_the_way_to_it_and_to_the_answer(done, page):
    page.execute(delete(CitedContribution))
    opinion, answer = following(page, done.cited)[-2:]
    assert (opinion.label, opinion.text) == ("Le conseil a rendu son avis n°\u00a02026-01", "Il ne la cite pas.")
    assert answer.label == "La Région répond à l’avis n°\u00a02026-01"
    assert (opinion.url, answer.url) == (f"/avis/{done.opinion.id}", f"/avis/{done.opinion.id}/reponse")
    assert {(one.state, one.day) for one in (opinion, answer)} == {("done", NOW)}


def test_what_was_written_under_a_proposal_is_told_on_its_page(done, page):
    page.execute(delete(CitedContribution))
    citation = page.scalars(select(Citation)).first()
    under = page.scalars(select(_OWN.id).where(_OWN.proposal_id == done.cited)).first()
    page.add(CitedContribution(citation_id=citation.id, contribution_id=under))
    page.flush()
    assert following(page, done.cited)[-2].text == "Il cite 1 texte écrit sous elle."


def test_the_name_of_a_topic_is_quoted_inside_the_quotes_of_its_place(done, page):
    placement = page.scalars(select(Placement).where(Placement.contribution_id == done.cited)).one()
    placement.place = "sujet 1\u00a0: autour de «\u00a0La fibre\u00a0»"
    page.flush()
    said = following(page, done.cited)[2].text
    assert said.endswith("autour de “La fibre”\u00a0».")
    assert said.startswith("Placée sous «")


def test_support_goes_on_while_the_consultation_is_open_and_ends_with_it(done, page):
    consultation = page.get_one(Contribution, done.cited).consultation
    over = following(page, done.cited)[1]
    assert (over.state, over.day) == ("done", consultation.closed_at)
    consultation.status = ConsultationStatus.PUBLISHED
    assert following(page, done.cited)[1].state == "current"


def test_its_author_is_told_the_opinion_that_does_not_cite_it_and_the_answer(done, page):
    page.execute(delete(CitedContribution))
    own = page.get_one(Contribution, done.cited)
    opinion, answer = tell_what_followed([own])[own.id]
    assert opinion.text == "L’avis n°\u00a02026-01 ne cite pas votre texte."
    assert answer.label == "La Région a répondu"
    assert (opinion.url, answer.url) == (f"/avis/{done.opinion.id}", f"/avis/{done.opinion.id}/reponse")
    assert opinion.day == answer.day == NOW


def test_a_cited_proposal_waits_for_its_answer(cited, page):
    assert states(following(page, cited.cited))["La Région répond"] == "current"


def test_a_proposal_waits_for_the_council_before_any_opinion(written, page):
    number = page.scalars(select(_OWN.id).where(_OWN.kind == Kind.PROPOSAL))
    assert states(following(page, number.first()))["Lue par le conseil"] == "ahead"


def test_its_page_leads_to_what_becomes_of_it_and_back(done, browser):
    visitor = browser()
    address = f"/propositions/{done.cited}/suivi"
    assert address in visitor.get(f"/propositions/{done.cited}", follow_redirects=True).text
    found = visitor.get(address)
    assert found.status_code == 200
    assert f"/propositions/{done.cited}-" in found.text
    assert f"/consultations/{done.consultation.slug}/suivi" in found.text
    assert "csrf" not in found.text


def test_a_hidden_proposal_keeps_its_steps_without_its_way_in(done, page, browser):
    proposal = page.get_one(Contribution, done.cited)
    proposal.status = Status.HIDDEN
    page.commit()
    assert offer_to_follow(proposal) == []
    assert browser().get(f"/propositions/{done.cited}/suivi").status_code == 200


def test_an_unknown_proposal_has_no_following(browser, app):
    assert browser().get("/propositions/999999/suivi").status_code == 404


def test_its_author_is_told_the_recommendation_and_the_measure(done, page):
    own = [page.get_one(Contribution, done.cited)]
    opinion, *_answers, measure = tell_what_followed(own)[done.cited]
    assert "pour sa recommandation 1." in opinion.text
    assert (measure.label, measure.text) == ("Le schéma en fait sa mesure 1.1", "Des guichets")


# --- the picture -------------------------------------------------------------------------------


def test_the_picture_has_a_stop_for_each_step_under_who_holds_it(done, page):
    steps = whole(done, page)
    picture = draw(steps)
    columns = dict(zip(Holder, (x for x, _label in picture.columns), strict=True))
    assert [one.x for one in picture.stations] == [columns[step.holder] for step in steps]
    assert [one.number for one in picture.stations] == list(range(1, len(steps) + 1))
    assert picture.counts == (11, 0, 1)
    assert [one.is_done for one in picture.stretches].count(False) == 1
    assert all(one.y1 < one.y2 < picture.height for one in picture.stretches)
