"""A sitting as everyone reads it, its calendar, the mailed answer, and the desk that leads it from day to day."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from consult.accounts.models import Role, User
from consult.accounts.operations.erasure import erase_user
from consult.accounts.personal_data import TextsFate
from consult.kit import clock
from consult.kit.db import database
from consult.kit.mail import OutgoingMail
from council.models import AgendaItem, Answer, Attendance, Sitting, SittingStatus
from council.operations.sittings import SittingDraft, cancel_sitting, close_sitting, plan_sitting
from council.personal_sittings import hand_over
from council.queries.sittings import sitting_at
from tests.factories import NOW
from tests.factories.people import make_user
from tests.factories.sittings import EVENING, LINK, POINTS, rows, words


@pytest.fixture
def scene(invited):
    """Return a sitting five members are invited to, and its addresses."""
    invited.public = f"/seances/{invited.sitting.id}"
    invited.at, invited.own = f"/secretariat{invited.public}", f"/conseil{invited.public}"
    invited.calendar = f"/conseils/{invited.council.slug}/seances.ics"
    return invited


def change(scene, act):
    with scene.app.test_request_context(), database().unit_of_work() as unit:
        act(unit)


def link_of(scene, person) -> str:
    (mail,) = rows(scene, select(OutgoingMail).where(OutgoingMail.recipient == person.email))
    address = next(word for word in mail.text.split() if "/seances/invitation/" in word)
    return address.removeprefix("http://localhost")


def answers(scene):
    lines = rows(scene, select(Attendance).order_by(Attendance.id))
    return [line.answer for line in lines]


# --- what everyone reads --------------------------------------------------------------------


def test_the_link_to_take_part_is_given_to_members_and_not_to_everyone(scene, browser):
    assert LINK not in browser().get(scene.public).text
    assert LINK in browser(scene.people[4]).get(scene.own).text


def test_the_agenda_is_read_in_its_order(scene, browser):
    page = browser().get(scene.public).text
    assert 0 < page.index(POINTS[0]) < page.index(POINTS[1])


def test_what_members_answered_is_not_told_to_everyone(scene, browser):
    browser(scene.people[1]).post(f"{scene.own}/reponse", {"answer": "absent"})
    page = words(browser().get(scene.public))
    assert ("Ne viendra pas" in page, scene.people[1].display_name in page) == (False, False)


def test_a_sitting_held_shows_its_quorum_as_it_was_reached(evening, browser):
    page = words(browser().get(f"/seances/{evening.sitting.id}"))
    assert "3 membres, atteint" in page
    assert "En cours" in page


def test_a_sitting_given_up_says_so_and_offers_no_agenda_file(scene, browser):
    change(scene, lambda _unit: cancel_sitting(sitting_at(scene.sitting.id)))
    page = words(browser().get(scene.public))
    assert ("Annulée" in page, "Ajouter cette séance à mon agenda" in page) == (True, False)


def test_a_sitting_reads_in_english(scene, browser):
    page = words(browser().get(f"{scene.public}?lang=en"))
    assert ("Ordre du jour" in page, "Agenda" in page, POINTS[0] in page) == (False, True, True)


def test_empty_lists_say_what_will_be_there(five, browser):
    page = words(browser().get(f"/conseils/{five.council.slug}/seances"))
    assert "paraîtront ici dès que ses membres seront convoqués" in page


# --- the calendar ---------------------------------------------------------------------------


def unfolded(answer) -> list[str]:
    return answer.text.replace("\r\n ", "").split("\r\n")


def test_the_event_says_when_where_and_leads_to_its_page(scene, browser):
    lines = unfolded(browser().get(f"{scene.public}/seance.ics"))
    assert "DTSTART:20261010T090000Z" in lines
    assert "DTEND:20261010T110000Z" in lines
    assert f"URL:http://localhost{scene.public}" in lines
    assert any("Hôtel de Région" in line for line in lines if line.startswith("DESCRIPTION"))


def test_the_calendar_cancels_what_is_given_up_and_does_not_hold_what_is_not_announced(scene, browser):
    def give_up(_unit):
        plan_sitting(None, scene.council, SittingDraft("Secrète", EVENING, place="Blois"), at=NOW)
        cancel_sitting(sitting_at(scene.sitting.id))

    before = unfolded(browser().get(scene.calendar))
    change(scene, give_up)
    after = unfolded(browser().get(scene.calendar))
    name = next(line for line in before if line.startswith("UID:"))
    assert ("STATUS:CONFIRMED" in before, name in after, "STATUS:CANCELLED" in after) == (True, True, True)
    assert after.count("BEGIN:VEVENT") == 1


def test_a_sitting_without_an_end_lasts_two_hours_in_a_calendar(scene, browser):
    change(scene, lambda unit: setattr(unit.get_one(Sitting, scene.sitting.id), "ends_at", None))
    assert "DTEND:20261010T110000Z" in unfolded(browser().get(f"{scene.public}/seance.ics"))


# --- the mailed answer ----------------------------------------------------------------------


def test_opening_the_link_as_a_mail_scanner_does_answers_nothing(scene, browser):
    address = link_of(scene, scene.people[3])
    for reader in (browser(), browser(scene.people[0])):
        assert reader.get(address).status_code == 200
        assert reader.client.head(address).status_code == 200
        assert reader.get(f"{address}?answer=coming").status_code == 200
    assert answers(scene) == [None] * 5


def test_the_link_answers_for_the_member_it_was_sent_to_whoever_is_signed_in(scene, browser):
    reader, address = browser(scene.people[0]), link_of(scene, scene.people[3])
    page = reader.post(address, {"answer": "remote"}, follow_redirects=True)
    assert "Votre réponse pour le moment : Participera à distance." in words(page)
    assert answers(scene) == [None, None, None, Answer.REMOTE, None]


def test_a_link_whose_signature_was_touched_is_not_known(scene, browser):
    address = link_of(scene, scene.people[3])
    swapped = address[:-1] + ("A" if address[-1] != "A" else "B")
    assert [browser().get(one).status_code for one in (swapped, f"{address}x")] == [404, 404]
    assert browser().post(swapped, {"answer": "coming"}).status_code == 404
    assert answers(scene) == [None] * 5


def test_an_answer_without_the_token_of_its_page_is_refused(scene, browser):
    address = link_of(scene, scene.people[3])
    assert browser().client.post(address, data={"answer": "coming"}).status_code in {400, 403}
    assert answers(scene) == [None] * 5


def test_the_link_asks_nothing_once_the_sitting_is_open(evening, browser):
    address = link_of(evening, evening.people[4])
    assert "ne sont plus attendues" in words(browser().get(address))
    assert browser().post(address, {"answer": "absent"}).status_code == 409


# --- the desk -------------------------------------------------------------------------------


def test_the_day_goes_from_the_desk_gesture_by_gesture(five, browser):
    desk = browser(five.secretariat)
    typed = {"title": "", "starts_at": "2026-10-10T18:00", "ends_at": "", "place": "Blois", "link": ""}
    shown = desk.post(f"/secretariat/conseils/{five.council.slug}/seances", typed, follow_redirects=True)
    assert "Convoquer les membres" in shown.text
    at = f"/secretariat/seances/{rows(five, select(Sitting))[0].id}"
    assert "reçoivent l’ordre du jour par courriel" in desk.get(f"{at}/convocation").text
    assert rows(five, select(Sitting))[0].status is SittingStatus.PLANNED
    for gesture, said in (("convocation", "Ouvrir la séance"), ("ouverture", "Clore la séance")):
        assert said in desk.post(f"{at}/{gesture}", follow_redirects=True).text
    assert "Préparer le compte rendu" in desk.post(f"{at}/cloture", follow_redirects=True).text
    assert "Enregistrer les présences" not in desk.get(at).text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"starts_at": ""}, "Donnez la date et l’heure"),
        ({"place": "", "link": ""}, "Donnez un lieu"),
        ({"ends_at": "2026-10-10T17:00"}, "finit avant de commencer"),
        ({"link": "visio"}, "commence par https://"),
    ],
)
def test_a_sitting_refused_says_why_beside_its_field_and_keeps_what_was_typed(five, browser, wrong, said):
    typed = {"title": "Rentrée", "starts_at": "2026-10-10T18:00", "ends_at": "", "place": "Blois", "link": ""}
    address = f"/secretariat/conseils/{five.council.slug}/seances"
    answer = browser(five.secretariat).post(address, {**typed, **wrong})
    assert (answer.status_code, said in words(answer), 'value="Rentrée"' in answer.text) == (422, True, True)
    assert rows(five, select(Sitting)) == []


def test_an_answer_noted_by_the_desk_says_so_and_one_for_a_stranger_is_refused(scene, browser):
    desk = browser(scene.secretariat)
    typed = {"member": str(scene.seat_ids[1]), "answer": "absent"}
    assert "(notée par le secrétariat)" in desk.post(f"{scene.at}/reponses", typed, follow_redirects=True).text
    refused = [
        desk.post(f"{scene.at}/reponses", {**typed, **wrong}).status_code
        for wrong in ({"member": "999999"}, {"answer": "perhaps"})
    ]
    assert refused == [400, 400]
    assert answers(scene).count(None) == 4


def test_a_point_tied_to_what_was_not_offered_is_tied_to_nothing(scene, browser):
    desk = browser(scene.secretariat)
    typed = {
        "title": "Piège",
        "tied_to": "opinion:999999",
        "explanation": "",
        "document_title": "",
        "document_url": "",
    }
    desk.post(f"{scene.at}/ordre-du-jour", typed)
    (item,) = rows(scene, select(AgendaItem).where(AgendaItem.title == "Piège"))
    assert (item.opinion_id, item.referral_id, item.transmission_id) == (None, None, None)


POINT_GESTURES = ("", "/place", "/retrait")


@pytest.mark.parametrize("who", ["president", "former", "moderator", "citizen"])
def test_the_agenda_and_the_presences_are_kept_by_the_secretariat_alone(evening, browser, store, who):
    moderator, citizen = store(make_user(Role.MODERATOR), make_user())
    people = {"president": evening.people[0], "former": evening.former, "moderator": moderator, "citizen": citizen}
    reader, item = browser(people[who]), rows(evening, select(AgendaItem))[0].id
    points = [f"/secretariat/points/{item}{gesture}" for gesture in POINT_GESTURES]
    others = [f"/secretariat/seances/{evening.sitting.id}/{one}" for one in ("presences", "reponses", "notes")]
    assert {reader.post(address, {"step": "1"}).status_code for address in (*points, *others)} == {403}
    assert reader.get(f"/secretariat/conseils/{evening.council.slug}/seances").status_code == 403
    assert len(rows(evening, select(AgendaItem))) == 2


def test_an_unknown_sitting_or_point_is_not_found(scene, browser):
    desk = browser(scene.secretariat)
    addresses = ("/seances/999999", "/secretariat/seances/999999", "/secretariat/points/999999")
    assert {desk.get(address).status_code for address in addresses} == {404}


# --- whoever leaves -------------------------------------------------------------------------


def test_a_member_is_handed_the_sittings_they_were_invited_to_and_their_answer(scene, browser):
    browser(scene.people[1]).post(f"{scene.own}/reponse", {"answer": "remote"})
    with scene.app.test_request_context(), database().unit_of_work(writes=False):
        given = {part.name: part.content for part in hand_over(scene.people[1], NOW)}
    assert [(one["conseil"], one["réponse"], one["présent"]) for one in given["seances"]] == [
        (scene.council.name, "Participera à distance", None)
    ]
    assert given["voix"] == []


def test_the_sheet_keeps_the_line_of_a_member_who_left_without_their_name(evening, browser):
    def leave(unit):
        close_sitting(sitting_at(evening.sitting.id), at=EVENING)
        erase_user(unit.get_one(User, evening.people[1].id), TextsFate.UNSIGNED, at=EVENING)

    change(evening, leave)
    with clock.set_to(EVENING + timedelta(days=1)):
        page = words(browser(evening.secretariat).get(f"/secretariat/seances/{evening.sitting.id}"))
    assert "Membre qui a supprimé son compte" in page
    assert evening.people[1].display_name not in page
