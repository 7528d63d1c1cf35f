"""Voting from one's own desk: what whoever presides may put, what each member sees, what the secretariat notes."""

from datetime import timedelta
from functools import cache

import pytest
from sqlalchemy import select

from consult.kit import clock
from consult.kit.db import database
from council.models import (
    AgendaItem,
    Choice,
    RecordedVote,
    Referral,
    ReferralStatus,
    Sitting,
    SittingStatus,
    Voice,
)
from council.operations.councils import end_mandate
from council.operations.referrals import ReferralDraft, propose_referral, second_referral
from council.operations.sittings import mark_presence
from council.queries.councils import member_at
from council.queries.votes import tally, vote_at
from tests.factories import NOW
from tests.factories.councils import seats
from tests.factories.sittings import EVENING, rows, words


@pytest.fixture
def scene(evening, browser):
    """Return a sitting under way at its own hour, with the ways to the desks of its people."""
    evening.own, evening.at = (f"/{desk}/seances/{evening.sitting.id}" for desk in ("conseil", "secretariat"))
    with clock.set_to(EVENING):
        evening.member = cache(lambda place: browser(evening.people[place]))
        evening.desk = cache(lambda: browser(evening.secretariat))
        evening.president = evening.member(0)
        yield evening


def put(scene, question="Garder les guichets", reader=None, **values: str):
    typed = {"question": question, "subject": "", "item": "", **values}
    return (reader or scene.president).post(f"{scene.own}/scrutins", typed)


def only_vote(scene):
    (vote,) = rows(scene, select(RecordedVote))
    return vote


def voices(scene):
    return {one.member_id: one for one in rows(scene, select(Voice))}


def test_the_vice_president_stands_in_for_the_president(scene):
    assert put(scene, reader=scene.member(1)).status_code == 302
    assert only_vote(scene).opened_by_id == scene.people[1].id


def test_a_question_left_empty_is_refused_beside_its_field(scene):
    answer = put(scene, " ")
    assert (answer.status_code, "Écrivez la question mise aux voix" in answer.text) == (422, True)
    assert rows(scene, select(RecordedVote)) == []


def test_a_vote_under_a_point_of_the_agenda_is_kept_with_it(scene):
    second = rows(scene, select(AgendaItem).order_by(AgendaItem.position))[1]
    put(scene, item=str(second.id))
    assert only_vote(scene).agenda_item_id == second.id


def test_a_point_of_another_agenda_counts_for_none(scene):
    put(scene, item="999999")
    assert only_vote(scene).agenda_item_id is None


def test_members_who_left_the_room_take_the_quorum_away(scene):
    with scene.app.app_context(), database().unit_of_work() as unit:
        sitting = unit.get_one(Sitting, scene.sitting.id)
        mark_presence(sitting, scene.seat_ids[:2], scene.seat_ids, at=EVENING)
    question = {"question": "Garder les guichets", "subject": "", "item": ""}
    came_from = {"Referer": f"http://localhost{scene.own}"}
    answer = scene.president.post(f"{scene.own}/scrutins", question, headers=came_from)
    assert (answer.status_code, "il en faut 3 pour voter" in words(answer)) == (409, True)
    assert rows(scene, select(RecordedVote)) == []
    way_back = f'<a href="{scene.own}">Revenir à la page d’où vous venez</a>'
    assert [way_back in answer.text, "Ce n’est pas possible maintenant" in answer.text] == [True, True]


def test_the_quorum_is_shown_to_members_as_they_come(scene):
    assert "3 présents sur 5 ; il en faut 3 pour voter." in words(scene.member(2).get(scene.own))
    scene.desk().post(f"{scene.at}/presences", {"present": [str(one) for one in scene.seat_ids]})
    assert "5 présents sur 5" in words(scene.member(2).get(scene.own))


def test_a_member_not_noted_there_is_told_and_offered_no_voice(scene):
    put(scene)
    page = scene.member(4).get(scene.own).text
    assert "Votre présence n’est pas notée" in page
    assert 'name="choice"' not in page
    assert 'name="choice"' in scene.member(2).get(scene.own).text


def test_a_voice_is_taken_once_and_shown_back_to_who_gave_it(scene):
    put(scene)
    address = f"/conseil/scrutins/{only_vote(scene).id}/voix"
    answers = [scene.member(2).post(address, {"choice": choice}).status_code for choice in ("for", "against")]
    assert answers == [302, 409]
    assert voices(scene)[scene.seat_ids[2]].choice is Choice.FOR
    assert "Votre voix : Pour" in words(scene.member(2).get(scene.own))


def test_the_secretariat_is_asked_before_it_notes_a_voice(scene):
    put(scene)
    address = f"/secretariat/scrutins/{only_vote(scene).id}/voix"
    page = words(scene.desk().get(f"{address}?member={scene.seat_ids[1]}&choice=against"))
    assert f"{scene.people[1].display_name} : Contre." in page
    assert "Noter cette voix" in page
    assert scene.desk().get(f"{address}?member=999&choice=against").status_code == 400
    assert voices(scene) == {}


def test_what_changes_while_a_sitting_is_held_is_marked_to_be_read_again_and_has_a_link(scene):
    put(scene)
    for page in (scene.desk().get(scene.at).text, scene.president.get(scene.own).text):
        assert page.count("data-live") >= 2
        assert ">Actualiser</a>" in page
    with scene.app.app_context(), database().unit_of_work() as unit:
        unit.get_one(Sitting, scene.sitting.id).status = SittingStatus.CLOSED
    assert "data-live" not in scene.desk().get(scene.at).text + scene.president.get(scene.own).text


@pytest.mark.parametrize("choice", ["", "mixed", "FOR"])
def test_a_voice_that_is_none_of_the_three_is_refused(scene, choice):
    put(scene)
    answer = scene.member(2).post(f"/conseil/scrutins/{only_vote(scene).id}/voix", {"choice": choice})
    assert (answer.status_code, voices(scene)) == (400, {})


def test_reading_a_vote_under_way_takes_no_voice_and_tells_no_one_s(scene, browser):
    put(scene)
    address = f"/conseil/scrutins/{only_vote(scene).id}/voix"
    scene.member(1).post(address, {"choice": "against"})
    assert "Garder les guichets" not in browser().get(f"/seances/{scene.sitting.id}").text
    asked = words(scene.president.get(f"{address}?choice=for"))
    assert "Garder les guichets" in asked
    assert "Elle est publique, sous votre nom, et ne changera plus." in asked
    assert set(voices(scene)) == {scene.seat_ids[1]}
    assert scene.people[1].display_name not in scene.member(2).get(scene.own).text


def test_a_mandate_ended_during_the_evening_still_counts_and_the_day_after_it_does_not(scene):
    put(scene)
    address = f"/conseil/scrutins/{only_vote(scene).id}/voix"
    with scene.app.app_context(), database().unit_of_work():
        end_mandate(member_at(scene.seat_ids[2]).mandates[0], EVENING.date())
    with clock.set_to(EVENING + timedelta(days=1)):
        assert scene.member(2).post(address, {"choice": "for"}).status_code == 403
    assert scene.member(2).post(address, {"choice": "for"}).status_code == 302


def test_the_secretariat_notes_only_who_is_there_and_its_name_stands_beside(scene):
    put(scene)
    address = f"/secretariat/scrutins/{only_vote(scene).id}/voix"
    there, absent = scene.seat_ids[1], scene.seat_ids[4]
    answers = [
        scene.desk().post(address, {"member": str(member), "choice": "for"}).status_code
        for member in (there, absent, 999999)
    ]
    assert answers == [302, 403, 400]
    assert {key: one.recorded_by_id for key, one in voices(scene).items()} == {there: scene.secretariat.id}


def test_the_desk_offers_to_note_only_those_who_have_not_voted(scene):
    put(scene)
    scene.member(1).post(f"/conseil/scrutins/{only_vote(scene).id}/voix", {"choice": "for"})
    choices = scene.desk().get(scene.at).text.partition("Noter la voix de")[2].partition("</select>")[0]
    offered = [person.display_name in choices for person in scene.people]
    assert offered == [True, False, True, False, False]


def test_closing_says_what_was_decided_and_a_second_question_may_be_put(scene):
    put(scene)
    address = f"/conseil/scrutins/{only_vote(scene).id}"
    for reader in (scene.member(0), scene.member(1)):
        reader.post(f"{address}/voix", {"choice": "for"})
    assert put(scene, "Une autre").status_code == 409
    page = scene.president.post(f"{address}/cloture", follow_redirects=True)
    assert "Le vote est fermé : adopté." in words(page)
    assert scene.member(2).post(f"{address}/voix", {"choice": "against"}).status_code == 409
    assert put(scene, "Une autre").status_code == 302


def test_members_do_not_close_a_vote_nor_the_secretariat(scene):
    put(scene)
    address = f"/conseil/scrutins/{only_vote(scene).id}/cloture"
    assert [reader.post(address).status_code for reader in (scene.member(2), scene.desk())] == [403, 403]
    assert only_vote(scene).closed_at is None


def test_a_seconded_proposal_is_offered_and_adopted_from_the_desk(scene, browser):
    with scene.app.app_context(), database().unit_of_work():
        first, second, *_others = seats(scene)
        made = propose_referral(first, ReferralDraft("Les lieux", "Où aller ?"), at=NOW)
        lonely = propose_referral(first, ReferralDraft("Seul", "?"), at=NOW)
        second_referral(second, made, at=NOW)
    page = scene.president.get(scene.own).text
    assert (f'value="referral:{made.id}"' in page, f'value="referral:{lonely.id}"' in page) == (True, False)
    put(scene, "Se saisir des lieux", subject=f"referral:{made.id}")
    vote = only_vote(scene)
    assert f'href="/saisines/{made.id}">Lire le texte mis aux voix' in scene.member(1).get(scene.own).text
    for reader in (scene.member(0), scene.member(1)):
        reader.post(f"/conseil/scrutins/{vote.id}/voix", {"choice": "for"})
    scene.president.post(f"/conseil/scrutins/{vote.id}/cloture")
    assert rows(scene, select(Referral).where(Referral.id == made.id))[0].status is ReferralStatus.UNDER_STUDY
    assert "Se saisir des lieux" in browser().get(f"/saisines/{made.id}").text


def test_what_was_decided_stands_by_name_once_those_who_voted_have_left(scene, browser):
    put(scene)
    scene.member(2).post(f"/conseil/scrutins/{only_vote(scene).id}/voix", {"choice": "abstain"})
    scene.president.post(f"/conseil/scrutins/{only_vote(scene).id}/cloture")
    with scene.app.app_context(), database().unit_of_work() as unit:
        assert tally(vote_at(only_vote(scene).id)).abstained == 1
        member_at(scene.seat_ids[2]).user.erased_at = NOW
        unit.flush()
    page = browser().get(f"/seances/{scene.sitting.id}").text
    assert "Membre qui a supprimé son compte" in page
    assert scene.people[2].display_name not in page
