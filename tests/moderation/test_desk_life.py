"""Around the queue: the urgent gesture, saved replies, who is on duty and what is late."""

import hashlib
from datetime import timedelta

import pytest
from sqlalchemy import select

from consult.accounts.models import Role, Visitor
from consult.accounts.operations.erasure import erase_user
from consult.accounts.personal_data import TextsFate
from consult.kit.db import database, session
from consult.kit.errors import Conflict, Invalid
from contributions import operations as writing
from contributions.models import Contribution, Status
from moderation.models import Decision, Duty, Evidence, FlagReason, SavedReply, Verdict
from moderation.operations.appeals import answer_appeal, file_appeal
from moderation.operations.desk_life import forget_reply, go_on_duty, save_reply
from moderation.operations.urgency import note_alert, take_away_at_once
from moderation.queries.desk_life import LATE_AFTER, late_count, on_duty, replies_for
from moderation.queries.queue import QueueFilter, pending_review
from tests.factories import NOW
from tests.factories.consultations import make_consultation
from tests.factories.contributions import draft_for, post_proposal
from tests.factories.moderation import INSULT, decide_on, flag
from tests.factories.people import make_user

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


# --- danger to life, plainly illegal --------------------------------------------------


def test_the_urgent_gesture_takes_the_text_from_sight_under_the_rule_on_threats(scene):
    kept = take_away_at_once(scene.moderator, scene.proposal, version=1, at=NOW)
    decision = session.get_one(Decision, kept.decision_id)
    assert scene.proposal.status is Status.REMOVED
    assert (decision.verdict, decision.reason) == (Verdict.REMOVE, FlagReason.THREAT)


def test_the_words_are_kept_with_their_fingerprint(scene):
    title, words = scene.proposal.title, scene.proposal.source
    kept = take_away_at_once(scene.moderator, scene.proposal, version=1, at=NOW)
    assert (kept.title, kept.source, kept.author_id) == (title, words, scene.author.id)
    assert kept.digest == hashlib.sha256(f"{title}\n{words}".encode()).hexdigest()


def test_the_words_stay_kept_when_their_author_leaves(scene):
    kept = take_away_at_once(scene.moderator, scene.proposal, version=1, at=NOW)
    words = kept.source
    erase_user(scene.author, TextsFate.REMOVED, at=NOW)
    session.refresh(kept)
    assert kept.source == words


def test_a_text_that_changed_since_is_read_again_first(scene):
    writing.edit_proposal(scene.author, scene.proposal, draft_for(scene.consultation), at=NOW)
    with pytest.raises(Conflict):
        take_away_at_once(scene.moderator, scene.proposal, version=1, at=NOW)
    assert session.scalars(select(Evidence)).all() == []


def test_a_text_already_out_of_sight_is_not_taken_away_twice(scene):
    decide_on(scene.moderator, scene.proposal, Verdict.REMOVE)
    with pytest.raises(Conflict):
        take_away_at_once(scene.second, scene.proposal, version=1, at=NOW)


@pytest.fixture
def reversed_threat(scene):
    """Return the scene once an appeal annulled what its moderator decided under the rule on threats."""
    decision = decide_on(scene.moderator, scene.proposal, Verdict.REMOVE, 4)
    answer_appeal(
        scene.second, file_appeal(scene.author, decision, "C’est un film.", at=NOW), "Oui.", reverse=True, at=NOW
    )
    return scene


def test_after_a_reversal_another_person_takes_it_away_at_once(reversed_threat):
    third = make_user(Role.MODERATOR)
    session.add(third)
    session.flush()
    take_away_at_once(third, reversed_threat.proposal, version=1, at=NOW)
    assert reversed_threat.proposal.status is Status.REMOVED


def test_after_a_reversal_the_same_person_writes_why_first(reversed_threat):
    scene = reversed_threat
    with pytest.raises(Invalid, match="pourquoi il y a urgence"):
        take_away_at_once(scene.moderator, scene.proposal, version=1, at=NOW, why=" ")
    assert scene.proposal.status is Status.PUBLISHED
    kept = take_away_at_once(
        scene.moderator, scene.proposal, version=1, at=NOW, why="Il donne une heure et un lieu."
    )
    assert session.get_one(Decision, kept.decision_id).explanation == "Il donne une heure et un lieu."


def test_the_ordinary_decision_stays_bound_by_the_reversal(reversed_threat):
    with pytest.raises(Invalid, match="annulée sur recours"):
        decide_on(reversed_threat.second, reversed_threat.proposal, Verdict.REMOVE, 4)


def test_the_case_asks_for_the_reason_and_leads_back_to_it_when_it_is_missing(app, browser, stored_scene):
    with app.test_request_context(), database().unit_of_work() as opened:
        text = opened.get_one(Contribution, stored_scene.proposal.id)
        appeal = file_appeal(
            stored_scene.author, decide_on(stored_scene.moderator, text, Verdict.REMOVE, INSULT), "Non.", at=NOW
        )
        answer_appeal(stored_scene.second, appeal, "Oui.", reverse=True, at=NOW)
    case, desk = f"/moderation/{text.id}", browser(stored_scene.moderator)
    assert 'name="why"' in desk.get(case).text
    assert 'name="why"' not in browser(stored_scene.second).get(case).text
    assert desk.post(f"{case}/urgence", {"version": "1"}).location == f"{case}#urgence"
    assert "Écrivez pourquoi il y a urgence" in desk.get(case).text
    assert "/moderation/urgences/" in desk.post(f"{case}/urgence", {"version": "1", "why": "Un lieu."}).location


def test_each_alert_leaves_a_line(scene):
    kept = take_away_at_once(scene.moderator, scene.proposal, version=1, at=NOW)
    note_alert(scene.moderator, kept, "17", at=NOW)
    note_alert(scene.second, kept, "PHAROS, n° 12", at=NOW + HOUR)
    assert [line.rpartition(": ")[2] for line in kept.alerts.splitlines()] == ["17", "PHAROS, n° 12"]


@pytest.mark.parametrize("whom", ["", "  "])
def test_an_alert_names_someone(scene, whom):
    kept = take_away_at_once(scene.moderator, scene.proposal, version=1, at=NOW)
    with pytest.raises(Invalid):
        note_alert(scene.moderator, kept, whom, at=NOW)


def test_one_key_leads_to_whom_to_alert(browser, stored_scene):
    desk = browser(stored_scene.moderator)
    case = desk.get(f"/moderation/{stored_scene.proposal.id}").text
    assert 'data-key="u"' in case
    answer = desk.post(f"/moderation/{stored_scene.proposal.id}/urgence", {"version": "1"})
    page = desk.get(answer.location).text
    for words in ("112", "17", "PHAROS", "internet-signalement.gouv.fr", "permanence", "SHA-256"):
        assert words in page
    assert browser().get(f"/propositions/{stored_scene.proposal.id}").status_code in {404, 301, 302}


def test_an_alert_is_noted_from_the_page(browser, stored_scene):
    desk = browser(stored_scene.moderator)
    place = desk.post(f"/moderation/{stored_scene.proposal.id}/urgence", {"version": "1"}).location
    desk.post(place, {"whom": "Gendarmerie de Blois"})
    assert "Gendarmerie de Blois" in browser(stored_scene.second).get(place).text


# --- saved replies ------------------------------------------------------------------


def test_ones_own_reply_is_offered_to_oneself_alone(scene):
    saved = save_reply(scene.moderator, "Vie privée", "Ôtez ce numéro.", consultation_id=None, at=NOW)
    assert replies_for(scene.moderator) == [saved]
    assert replies_for(scene.second) == []


def test_a_shared_reply_is_offered_on_its_consultation(scene):
    elsewhere = make_consultation()
    session.add(elsewhere)
    session.flush()
    shared = save_reply(scene.moderator, "Ici", "Restons courtois.", consultation_id=scene.consultation.id, at=NOW)
    save_reply(scene.moderator, "Ailleurs", "Non.", consultation_id=elsewhere.id, at=NOW)
    assert replies_for(scene.second, scene.consultation.id) == [shared]


def test_a_local_moderator_is_offered_no_reply_of_elsewhere(scene):
    elsewhere = make_consultation()
    session.add(elsewhere)
    session.flush()
    local = make_user(Role.MODERATOR, consultation_id=elsewhere.id)
    session.add(local)
    save_reply(scene.moderator, "Ici", "Restons courtois.", consultation_id=scene.consultation.id, at=NOW)
    assert replies_for(local) == []


@pytest.mark.parametrize(("title", "text"), [("", "Des mots."), ("Un nom", " ")])
def test_a_reply_has_a_name_and_words(scene, title, text):
    with pytest.raises(Invalid):
        save_reply(scene.moderator, title, text, consultation_id=None, at=NOW)


def test_a_forgotten_reply_is_offered_no_more(scene):
    forget_reply(save_reply(scene.moderator, "Vie privée", "Ôtez ce numéro.", consultation_id=None, at=NOW))
    assert replies_for(scene.moderator) == []


def test_replies_and_duty_go_with_whoever_leaves(scene):
    save_reply(scene.moderator, "Vie privée", "Ôtez ce numéro.", consultation_id=None, at=NOW)
    go_on_duty(scene.moderator, 4, at=NOW)
    erase_user(scene.moderator, TextsFate.UNSIGNED, at=NOW)
    assert [session.scalars(select(kept)).all() for kept in (SavedReply, Duty)] == [[], []]


def test_a_reply_is_saved_then_chosen_on_a_case(app, browser, stored_scene):
    desk = browser(stored_scene.moderator)
    desk.post("/moderation/reponses", {"title": "Sujet", "text": "Parlons du numérique.", "place": ""})
    assert "Sujet" in desk.get(f"/moderation/{stored_scene.proposal.id}").text
    sent = {
        "verdict": "hide",
        "version": "1",
        "last_decision": "0",
        "rule": "7",
        "reply": "1",
        "explanation": "Merci.",
    }
    desk.post(f"/moderation/{stored_scene.proposal.id}/decision", sent)
    with app.app_context(), database().unit_of_work(writes=False) as opened:
        decision = opened.scalars(select(Decision)).one()
        assert decision.explanation == "Parlons du numérique.\n\nMerci."


def test_a_reply_is_not_shared_where_one_does_not_moderate(browser, stored_scene):
    sent = {"title": "Sujet", "text": "Parlons du numérique.", "place": "999"}
    assert browser(stored_scene.moderator).post("/moderation/reponses", sent).status_code == 422


def test_nobody_deletes_the_reply_of_another(browser, stored_scene):
    browser(stored_scene.moderator).post("/moderation/reponses", {"title": "Sujet", "text": "Oui.", "place": ""})
    address = "/moderation/reponses/1/supprimer"
    answers = [browser(one).post(address).status_code for one in (stored_scene.second, stored_scene.moderator)]
    assert answers == [403, 302]


# --- who is on duty, what is late --------------------------------------------------------


def test_one_is_on_duty_for_the_hours_one_said(scene):
    go_on_duty(scene.moderator, 4, at=NOW)
    seen = [[one.moderator_id for one in on_duty(NOW + after)] for after in (HOUR, 4 * HOUR)]
    assert seen == [[scene.moderator.id], []]


@pytest.mark.parametrize(("hours", "until"), [(4, 4), (12, 12), (99, 12)])
def test_nobody_is_on_duty_for_ever(scene, hours, until):
    go_on_duty(scene.moderator, hours, at=NOW)
    assert on_duty(NOW)[0].until == NOW + until * HOUR


def test_one_ends_it_before_the_hour(scene):
    go_on_duty(scene.moderator, 4, at=NOW)
    go_on_duty(scene.moderator, 0, at=NOW + HOUR)
    assert on_duty(NOW + HOUR) == []


@pytest.mark.parametrize(("waited", "late"), [(3 * DAY - HOUR, 0), (3 * DAY, 1), (9 * DAY, 1)])
def test_a_text_is_late_after_three_days(scene, waited, late):
    scene.consultation.pre_moderated = True
    post_proposal(scene.author, scene.consultation)
    session.flush()
    assert late_count(scene.moderator, NOW + waited) == late


@pytest.mark.parametrize("waited", [2 * DAY, 3 * DAY, 5 * DAY])
def test_the_queue_narrowed_to_what_is_late_holds_as_many_as_are_counted(scene, waited):
    scene.consultation.pre_moderated = True
    quiet = post_proposal(scene.author, scene.consultation)
    quiet.submitted_at = NOW - 2 * DAY
    flag(Visitor(), post_proposal(scene.author, scene.consultation), email="a@exemple.fr", at=NOW)
    session.flush()
    at = NOW + waited
    late = pending_review(scene.moderator, QueueFilter(before=at - LATE_AFTER), at=at).items
    assert late_count(scene.moderator, at) == len(late)
    assert all(row.since <= at - LATE_AFTER for row in late)
    assert len(late) >= (waited >= 3 * DAY)


def test_what_is_late_elsewhere_is_not_counted(scene):
    scene.consultation.pre_moderated = True
    post_proposal(scene.author, scene.consultation)
    session.add(local := make_user(Role.MODERATOR, consultation_id=scene.consultation.id + 1))
    session.flush()
    assert late_count(local, NOW + 9 * DAY) == 0


def test_the_queue_says_who_is_on_duty_and_what_is_late(app, browser, stored_scene):
    with app.app_context(), database().unit_of_work() as opened:
        opened.get_one(Contribution, stored_scene.waiting.id).submitted_at = NOW - 4 * DAY
    desk = browser(stored_scene.moderator)
    desk.post("/moderation/permanence", {"hours": "4"})
    page = desk.get("/moderation").text
    assert f"De permanence\u00a0: {stored_scene.moderator.display_name}" in page
    assert "1 texte attend depuis plus de trois jours" in page
    desk.post("/moderation/permanence", {"hours": "0"})
    assert "Personne ne s’est dit de permanence." in desk.get("/moderation").text
