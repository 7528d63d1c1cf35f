"""The desk of an opinion: a rapporteur writes and answers, members amend, the president hands it over."""

from datetime import date

import pytest
from sqlalchemy import select

from consult.accounts.models import Role
from consult.kit.db import database, session
from council.models import Council, Office, Opinion, OpinionStatus, Recommendation, Remark, RemarkStatus
from council.operations.councils import Seat, seat_member
from tests.factories.opinions import record_vote
from tests.factories.people import make_user


@pytest.fixture
def president(written, store):
    """Return someone who presides over the council."""
    return preside(written, store)


def preside(scene, store):
    (user,) = store(make_user(Role.COUNCIL_MEMBER, display_name="Zoé Vinet"))
    with scene.app.app_context(), database().unit_of_work() as unit:
        seat = Seat("recherche", Office.PRESIDENT, date(2025, 1, 1))
        seat_member(unit.get_one(Council, scene.council.id), user, seat)
    return user


def read(scene, statement):
    with scene.app.app_context(), database().unit_of_work(writes=False):
        return session.scalars(statement).one()


def test_a_rapporteur_writes_part_by_part_and_cites_for_a_recommendation(browser, transmitted):
    mine = browser(transmitted.member)
    mine.post(f"/conseil/transmissions/{transmitted.transmission.id}/avis", {"title": "Avis sur les guichets"})
    opinion = read(transmitted, select(Opinion))
    desk = f"/conseil/avis/{opinion.id}"
    part = {"title": "Ce que nous retenons", "source": "Nous **approuvons**."}
    assert mine.post(f"{desk}/parties/nouvelle", part).status_code == 302
    assert mine.post(f"{desk}/recommandations/nouvelle", {"text": "Ouvrir le samedi."}).status_code == 302
    one = read(transmitted, select(Recommendation))
    page = mine.get(f"{desk}/citations?pour=recommandation-{one.id}").text
    assert "appuiera la recommandation 1" in page
    claim = {"claim": page.split('name="claim" value="')[1].split('"')[0], "part": "en-bref"}
    assert mine.post(f"{desk}/citations?pour=recommandation-{one.id}", claim).status_code == 302
    shown = mine.get(desk).text
    assert "<strong>approuvons</strong>" in shown
    assert "à l’appui de cette recommandation" in shown


def test_what_is_missing_is_said_beside_its_field(browser, written):
    answer = browser(written.member).post(f"/conseil/avis/{written.opinion.id}/parties/nouvelle", {"title": "Un"})
    assert answer.status_code == 422
    assert "Écrivez le texte de cette partie." in answer.text


def test_a_member_amends_and_the_rapporteur_accepts_on_one_page(browser, written, president):
    desk = f"/conseil/avis/{written.opinion.id}"
    first = written.opinion.recommendations[0]
    words = {"after": "Garder tous les guichets.", "reason": "Tous comptent."}
    theirs, mine = browser(president), browser(written.member)
    assert theirs.post(f"{desk}/amender?pour=recommandation-{first.id}", words).status_code == 302
    remark = read(written, select(Remark))
    page = mine.get(f"{desk}/remarques/{remark.id}").text
    assert "<ins>" in page
    assert "Accepter" in page
    assert theirs.post(f"{desk}/remarques/{remark.id}", {"verdict": "accept"}).status_code == 403
    assert mine.post(f"{desk}/remarques/{remark.id}", {"verdict": "refuse"}).status_code == 422
    assert mine.post(f"{desk}/remarques/{remark.id}", {"verdict": "accept"}).status_code == 302
    assert read(written, select(Remark.status)) is RemarkStatus.ACCEPTED
    assert "Garder tous les guichets." in mine.get(desk).text
    versions = mine.get(f"{desk}/versions").text
    assert "Recommandation 1" in versions


def test_a_comment_on_the_whole_is_read_by_the_council_alone(browser, written, president):
    desk = f"/conseil/avis/{written.opinion.id}"
    assert browser(president).post(f"{desk}/commenter", {"reason": "Bien vu."}).status_code == 302
    assert "Commentaire de Zoé Vinet" in browser(written.member).get(desk).text
    assert "Zoé Vinet" not in browser(written.member).get(f"/avis/{written.opinion.id}").text


def test_a_member_who_does_not_report_amends_rather_than_writes(browser, written, president):
    answer = browser(president).post(f"/conseil/avis/{written.opinion.id}/titre", {"title": "Le mien"})
    assert answer.status_code == 403
    assert "amendement" in answer.text


def test_the_president_hands_the_opinion_over(browser, written, president):
    desk = f"/conseil/avis/{written.opinion.id}"
    assert browser(written.member).get(f"{desk}/rapporteur").status_code == 403
    theirs = browser(president)
    choice = theirs.get(f"{desk}/rapporteur").text.split(">Zoé Vinet<")[0].rsplit('value="', 1)[1].split('"')[0]
    assert theirs.post(f"{desk}/rapporteur", {"member": choice}).status_code == 302
    assert read(written, select(Opinion.rapporteur_id)) == president.id


def test_publication_waits_for_the_vote_then_the_opinion_no_longer_changes(browser, written):
    mine, desk = browser(written.member), f"/conseil/avis/{written.opinion.id}"
    assert "Pas encore de vote" in mine.get(f"{desk}/publier").text
    assert mine.post(f"{desk}/publier").status_code == 409
    with written.app.app_context(), database().unit_of_work() as unit:
        record_vote(unit, unit.get_one(Opinion, written.opinion.id))
    assert mine.post(f"{desk}/publier").status_code == 302
    assert read(written, select(Opinion.status)) is OpinionStatus.PUBLISHED
    assert mine.post(f"{desk}/titre", {"title": "Autre"}).status_code == 403
    assert mine.post(f"{desk}/commenter", {"reason": "Trop tard"}).status_code == 403


def test_a_dissent_is_attached_after_the_vote_and_signed_by_others(browser, voted, store):
    president = preside(voted, store)
    desk = f"/conseil/avis/{voted.opinion.id}"
    words = {"kind": "minority", "title": "Douze ans", "source": "Six ans ne suffisent pas."}
    assert browser(voted.member).post(f"{desk}/dissidences/nouvelle", words).status_code == 302
    page = browser(president).get(desk).text
    sign = page.split('/signer"')[0].rsplit('action="', 1)[1] + "/signer"
    assert browser(president).post(sign).status_code == 302
    assert "Retirer ma signature" in browser(president).get(desk).text


def test_a_sentence_the_synthesis_does_not_hold_cannot_be_cited(browser, written):
    invented = {"claim": "inventée", "part": "en-bref"}
    assert (
        browser(written.member).post(f"/conseil/avis/{written.opinion.id}/citations", invented).status_code == 404
    )


def test_words_sent_over_a_later_version_are_refused(browser, written):
    part = written.opinion.sections[0]
    address = f"/conseil/avis/{written.opinion.id}/parties/{part.id}"
    words = {"title": "Titre", "source": "Le mien.", "version": "1"}
    assert browser(written.member).post(address, words).status_code == 409
