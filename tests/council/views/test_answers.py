"""The answer and its commitments, as everyone reads them and as the secretariat writes them."""

import csv
import io
from io import BytesIO
from zipfile import ZipFile

import pytest
from sqlalchemy import select

from consult.kit.db import database, session
from contributions.models import Contribution, Status
from council.models import Commitment, FollowUp, OfficialResponse, Progress, Reply
from council.operations.commitments import StepDraft, record_step
from council.queries.answers import commitment_at
from tests.factories import NOW
from tests.factories.people import make_user

OWNED = {"responsible": "Le service", "due_on": "2027-03-01"}


def rows(scene, statement):
    with scene.app.app_context(), database().unit_of_work(writes=False):
        return session.scalars(statement).all()


@pytest.fixture
def moved(answered):
    with answered.app.app_context(), database().unit_of_work():
        draft = StepDraft(Progress.DONE, 0, "Les douze guichets sont ouverts.", "Le compte rendu")
        record_step(answered.secretariat, commitment_at(answered.commitment.id), draft, at=NOW)
    return answered


def test_the_secretariat_answers_each_recommendation_then_publishes_all_at_once(browser, public):
    mine, desk = browser(public.secretariat), f"/secretariat/avis/{public.opinion.id}/reponse"
    assert "Sans réponse" in mine.get("/secretariat/reponses").text
    assert mine.post(f"{desk}/commencer").status_code == 302
    assert mine.post(desk, {"signed_by": "La présidence", "version": "1"}).status_code == 302
    page = f"/avis/{public.opinion.id}/reponse"
    for place, reply in enumerate(rows(public, select(Reply.id)), start=2):
        assert mine.post(f"{desk}/publier").status_code == 409
        words = {"verdict": "accepted", "reasons": "C’est utile.", "version": str(place)} | OWNED
        assert mine.post(f"/secretariat/reponses/{reply}", words).status_code == 302
    first = rows(public, select(Reply.id))[0]
    assert (
        mine.post(
            f"/secretariat/reponses/{first}/engagements",
            {"title": "Garder douze guichets", "promised_on": "2027-03-01"},
        ).status_code
        == 302
    )
    assert browser().get(page).status_code in {302, 403, 404}
    assert mine.post(f"{desk}/publier").status_code == 302
    text = browser().get(page).text
    assert text.count("Acceptée") == 2
    assert "Garder douze guichets" in text


def test_a_reply_without_reasons_is_told_beside_its_field(browser, public):
    mine = browser(public.secretariat)
    mine.post(f"/secretariat/avis/{public.opinion.id}/reponse/commencer")
    answer = mine.post(f"/secretariat/reponses/{rows(public, select(Reply.id))[0]}", {"verdict": "refused"})
    assert (answer.status_code, "Donnez les raisons." in answer.text) == (422, True)


def test_nobody_else_prepares_an_answer(browser, answered, store):
    (citizen,) = store(make_user())
    for who in (citizen, answered.member):
        for page in (
            "/secretariat/reponses",
            "/secretariat/engagements",
            f"/secretariat/engagements/{answered.commitment.id}",
        ):
            assert browser(who).get(page).status_code == 403


def test_the_opinion_and_its_answer_lead_to_each_other_and_are_given_as_files(browser, answered):
    opinion, page = f"/avis/{answered.opinion.id}", f"/avis/{answered.opinion.id}/reponse"
    assert page in browser().get(opinion).text
    assert f"{opinion}#recommandation-1" in browser().get(page).text
    assert browser().get(f"{page}.pdf").data.startswith(b"%PDF")
    content = ZipFile(BytesIO(browser().get(f"{page}.odt").data)).read("content.xml").decode()
    assert "C’est utile." in content
    assert "Garder douze guichets" in content


def test_the_page_of_the_consultation_lists_the_answer(browser, answered):
    assert (
        f"/avis/{answered.opinion.id}/reponse"
        in browser().get(f"/consultations/{answered.consultation.slug}").text
    )


def test_a_commitment_leads_back_to_what_people_wrote(browser, moved):
    text = browser().get(f"/engagements/{moved.commitment.id}").text
    assert f"/avis/{moved.opinion.id}#recommandation-1" in text
    assert f"/propositions/{moved.proposal.id}-" in text
    assert "Les douze guichets sont ouverts." in text
    with moved.app.app_context(), database().unit_of_work() as unit:
        unit.get_one(Contribution, moved.proposal.id).status = Status.HIDDEN
    assert f"/propositions/{moved.proposal.id}-" not in browser().get(f"/engagements/{moved.commitment.id}").text


def test_the_board_its_table_and_its_feed_say_the_same(browser, moved):
    reader = browser()
    assert "Garder douze guichets" in reader.get("/engagements?etat=done").text
    assert "Garder douze guichets" not in reader.get("/engagements?etat=late").text
    table = list(csv.reader(io.StringIO(reader.get("/engagements.csv").data.decode("utf-8-sig")), delimiter=";"))
    assert [row[1:4] for row in table[1:]] == [["Garder douze guichets", "Tenu", "100"]]
    feed = reader.get("/engagements/actualites.atom").text
    assert "Les douze guichets sont ouverts." in feed
    assert f"/engagements/{moved.commitment.id}" in feed


def test_what_moved_is_recorded_on_the_desk(browser, answered):
    mine, page = browser(answered.secretariat), f"/secretariat/engagements/{answered.commitment.id}"
    step = {"progress": "under_way", "percentage": "40", "words": "Six guichets.", "evidence_url": "ftp://non"}
    assert mine.post(page, step).status_code == 422
    assert mine.post(page, step | {"evidence_url": ""}).status_code == 302
    assert mine.post(f"{page}/jalons", {"title": "Vote", "due_on": "2026-11-01"}).status_code == 302
    reach = mine.get(page).text.split("/atteint")[0].rsplit('action="', 1)[1] + "/atteint"
    assert mine.post(reach).status_code == 302
    assert "atteint le" in browser().get(f"/engagements/{answered.commitment.id}").text
    assert len(rows(answered, select(FollowUp))) == 1


def test_a_contributor_follows_their_text_to_the_end(browser, moved):
    text = browser(moved.author).get("/mes-contributions").text
    steps = ["Dans un avis du conseil", "La Région a répondu", "C’est fait"]
    assert [text.index(step) for step in steps] == sorted(text.index(step) for step in steps)
    assert f"/engagements/{moved.commitment.id}" in text


def test_nothing_of_an_answer_is_read_before_it_is_published(browser, answered):
    with answered.app.app_context(), database().unit_of_work() as unit:
        unit.scalars(select(OfficialResponse)).one().published_at = None
    (one,) = rows(answered, select(Commitment.id))
    assert browser().get(f"/engagements/{one}").status_code in {302, 403}
    assert "Garder douze guichets" not in browser().get("/engagements").text
    assert "La Région a répondu" not in browser(answered.author).get("/mes-contributions").text
