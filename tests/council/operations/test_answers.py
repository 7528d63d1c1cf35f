"""The region's answer is prepared apart and published whole, on one day, for good."""

from datetime import date

import pytest
from sqlalchemy import select

from consult.consultations.models import ResultKind, ResultLink
from consult.kit.errors import Conflict, Forbidden, Invalid
from council.models import Commitment, ReplyVerdict
from council.operations import answers
from council.operations.opinions import publish_opinion
from council.queries.answers import public_response_on, response_on
from tests.factories import NOW
from tests.factories.answers import prepared, promised
from tests.factories.opinions import record_vote


@pytest.fixture
def published(drafted):
    """Return the draft once it is adopted and published."""
    record_vote(drafted.unit, drafted.opinion)
    publish_opinion(drafted.member, drafted.opinion, at=NOW)
    return drafted


@pytest.fixture
def ready(published):
    """Return an answer ready to be published, and who prepares it."""
    published.response = prepared(published.secretariat, published.opinion)
    return published


def test_only_a_published_opinion_is_answered_and_its_answer_is_begun_once(drafted):
    with pytest.raises(Conflict, match="publié"):
        answers.begin_response(drafted.secretariat, drafted.opinion, at=NOW)
    record_vote(drafted.unit, drafted.opinion)
    publish_opinion(drafted.member, drafted.opinion, at=NOW)
    one, again = (answers.begin_response(drafted.secretariat, drafted.opinion, at=NOW) for _time in range(2))
    assert one is again
    assert [reply.recommendation.position for reply in one.replies] == [1, 2]


@pytest.mark.parametrize(
    ("verdict", "reasons"), [(None, "Parce que."), (ReplyVerdict.ACCEPTED, "  "), (ReplyVerdict.ACCEPTED, "Oui.")]
)
def test_an_answer_waits_for_a_verdict_and_reasons_on_each_recommendation(ready, verdict, reasons):
    reply = ready.response.replies[1]
    answers.keep_reply(reply, answers.ReplyDraft(verdict, reasons), version=None)
    with pytest.raises(Conflict, match="Il manque\u00a0: 2"):
        answers.publish_response(ready.secretariat, ready.response, at=NOW)
    assert public_response_on(ready.opinion) is None


def test_an_answer_says_who_gives_it(ready):
    answers.write_response(ready.response, answers.ResponseDraft(""), version=None)
    with pytest.raises(Conflict, match="qui répond"):
        answers.publish_response(ready.secretariat, ready.response, at=NOW)


def test_a_published_answer_shows_on_its_consultation_and_no_longer_changes(ready):
    answers.publish_response(ready.secretariat, ready.response, at=NOW)
    link = ready.unit.scalars(select(ResultLink).where(ResultLink.kind == ResultKind.RESPONSE)).one()
    assert (link.url, ready.response.published_at) == (f"/avis/{ready.opinion.id}/reponse", NOW)
    for change in (
        lambda: answers.write_response(ready.response, answers.ResponseDraft("Autre"), version=None),
        lambda: answers.write_reply(ready.response.replies[0], answers.ReplyDraft(None, ""), version=None),
        lambda: answers.publish_response(ready.secretariat, ready.response, at=NOW),
    ):
        with pytest.raises(Forbidden):
            change()


def test_an_answer_saved_over_another_s_words_is_refused(ready):
    read = ready.response.version
    answers.write_response(ready.response, answers.ResponseDraft("La présidence"), version=read)
    with pytest.raises(Conflict, match="Rechargez"):
        answers.write_response(ready.response, answers.ResponseDraft("Une autre"), version=read)


def test_a_commitment_takes_who_answers_for_the_recommendation_unless_it_names_another(ready):
    assert promised(ready.response).responsible == "Direction du numérique"
    other = answers.CommitmentDraft("Former les agents", "Direction des ressources", date(2027, 1, 1))
    assert (
        answers.add_commitment(ready.response.replies[0], other, at=NOW).responsible == "Direction des ressources"
    )


def test_a_refused_recommendation_opens_no_commitment(ready):
    refused = answers.ReplyDraft(ReplyVerdict.REFUSED, "Trop cher.")
    answers.write_reply(ready.response.replies[0], refused, version=None)
    with pytest.raises(Invalid):
        promised(ready.response)


def test_a_commitment_is_taken_out_before_publication_alone(ready):
    first, second = promised(ready.response), promised(ready.response)
    answers.remove_commitment(first)
    answers.publish_response(ready.secretariat, ready.response, at=NOW)
    with pytest.raises(Forbidden):
        answers.remove_commitment(second)
    assert ready.unit.scalars(select(Commitment)).all() == [second]


def test_an_opinion_without_consultation_is_answered_all_the_same(published):
    published.opinion.transmission = None
    response = prepared(published.secretariat, published.opinion)
    answers.publish_response(published.secretariat, response, at=NOW)
    assert response_on(published.opinion).is_public
    assert published.unit.scalars(select(ResultLink).where(ResultLink.kind == ResultKind.RESPONSE)).all() == []
