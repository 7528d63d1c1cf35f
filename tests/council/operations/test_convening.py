"""What members are written of a sitting: the invitation, that it moves, that it is given up; and to whom."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from consult.accounts.models import User
from consult.accounts.operations.erasure import erase_user
from consult.accounts.personal_data import TextsFate
from consult.kit.db import database
from consult.kit.mail import OutgoingMail
from council.models import Sitting
from council.operations.convening import cancel_and_tell, convene_members, tell_moved, tell_newcomers
from council.operations.councils import Seat
from council.operations.seating import give_seat
from council.operations.sittings import edit_sitting, open_sitting, plan_sitting
from council.queries.councils import council_at
from council.queries.sittings import attendances_of, sitting_at
from tests.factories import NOW
from tests.factories.sittings import AUTUMN, EVENING, LINK, POINTS, rows, words

FROM_TODAY = Seat("recherche", starts_on=NOW.date())
PLACE = "Hôtel de Région"


@pytest.fixture
def scene(five):
    """Open a unit of work on a council of five members with a sitting nobody knows of yet."""
    with five.app.app_context(), database().unit_of_work() as unit:
        five.unit, five.council = unit, council_at(five.council.slug)
        made = plan_sitting(five.secretariat, five.council, AUTUMN, at=NOW)
        five.sitting = sitting_at(made.id)
        yield five


def written(scene):
    return scene.unit.scalars(select(OutgoingMail).order_by(OutgoingMail.id)).all()


def test_planning_a_sitting_writes_to_nobody(scene):
    assert written(scene) == []


def test_each_member_is_written_to_once_and_the_one_who_left_is_not(scene):
    assert convene_members(scene.sitting, at=NOW) == 0
    assert sorted(mail.recipient for mail in written(scene)) == sorted(one.email for one in scene.people)


def test_each_invitation_has_its_own_link(scene):
    convene_members(scene.sitting, at=NOW)
    links = [word for mail in written(scene) for word in mail.text.split() if "/seances/invitation/" in word]
    assert len(set(links)) == 5


def test_whoever_is_invited_to_sit_is_written_to_before_they_have_an_account(scene):
    give_seat(scene.council, "jeanne@univ.example", "Jeanne Moreau", FROM_TODAY, at=NOW)
    assert convene_members(scene.sitting, at=NOW) == 0
    assert "jeanne@univ.example" in [mail.recipient for mail in written(scene) if "séance du" in mail.subject]


def test_those_without_an_address_are_counted_for_the_secretariat_to_tell(scene):
    for name in ("Odile Sans", "Paul Sans"):
        give_seat(scene.council, "", name, FROM_TODAY, at=NOW)
    assert convene_members(scene.sitting, at=NOW) == 2
    assert len(written(scene)) == 5


def test_a_sitting_given_up_before_it_was_announced_is_told_to_nobody(scene):
    cancel_and_tell(scene.sitting, at=NOW)
    assert written(scene) == []


def test_a_sitting_that_moves_says_its_new_day_and_place(scene):
    convene_members(scene.sitting, at=NOW)
    moved = replace(AUTUMN, starts_at=EVENING + timedelta(days=1), ends_at=None, place="Blois")
    assert edit_sitting(scene.sitting, moved, version=1)
    tell_moved(scene.sitting, at=NOW)
    last = written(scene)[-1]
    assert "la séance du 11 octobre 2026 change" in words_of(last.subject)
    assert "Blois" in last.text
    assert PLACE not in last.text


def words_of(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_what_members_do_not_need_to_know_is_not_a_move(scene):
    convene_members(scene.sitting, at=NOW)
    assert not edit_sitting(scene.sitting, AUTUMN, version=1)
    assert not edit_sitting(scene.sitting, replace(AUTUMN, title="Un autre objet"), version=2)
    assert edit_sitting(scene.sitting, replace(AUTUMN, link=""), version=3)


# --- what the mail says ---------------------------------------------------------------------


def mails(scene):
    return rows(scene, select(OutgoingMail).order_by(OutgoingMail.id))


def test_the_invitation_says_when_where_by_which_link_and_about_what(invited):
    mail = mails(invited)[0]
    text = words_of(mail.text)
    assert words_of(mail.subject) == "Conseil régional du numérique : séance du 10 octobre 2026"
    assert "11 h" in text or "11:00" in text
    assert PLACE in text
    assert LINK in text
    assert [f"{place}. {title}" in text for place, title in enumerate(POINTS, start=1)] == [True, True]


def test_saving_a_sitting_as_it_was_writes_to_nobody(invited, browser):
    desk = browser(invited.secretariat)
    typed = {
        "title": "Séance d’automne, à l’heure",
        "starts_at": "2026-10-10T11:00",
        "ends_at": "2026-10-10T13:00",
        "place": PLACE,
        "link": LINK,
        "version": "1",
    }
    assert desk.post(f"/secretariat/seances/{invited.sitting.id}/date", typed).status_code == 302
    assert len(mails(invited)) == 5
    desk.post(f"/secretariat/seances/{invited.sitting.id}/date", {**typed, "place": "Blois", "version": "2"})
    assert len(mails(invited)) == 10


@pytest.mark.parametrize("version", ["", "²", "un", "-1"])
def test_a_form_without_the_version_it_was_read_at_is_refused(invited, browser, version):
    typed = {"title": "", "starts_at": "2026-10-10T11:00", "place": "Blois", "version": version}
    answer = browser(invited.secretariat).post(f"/secretariat/seances/{invited.sitting.id}/date", typed)
    assert answer.status_code == 409
    assert rows(invited, select(Sitting))[0].place == PLACE


def test_a_cancelled_sitting_is_told_and_its_link_asks_nothing_more(invited, browser):
    invited_before = mails(invited)[0]
    browser(invited.secretariat).post(f"/secretariat/seances/{invited.sitting.id}/annulation")
    told = mails(invited)[5:]
    assert [mail.recipient for mail in told] == [mail.recipient for mail in mails(invited)[:5]]
    assert "n’aura pas lieu" in told[0].text
    link = next(word for word in invited_before.text.split() if "/seances/invitation/" in word)
    page = browser().get(link.removeprefix("http://localhost"))
    assert "ne sont plus attendues" in words(page)
    assert 'name="answer"' not in page.text
    assert browser().post(link.removeprefix("http://localhost"), {"answer": "coming"}).status_code == 409


def test_whoever_erased_their_account_is_not_written_to_again(invited):
    with invited.app.app_context(), database().unit_of_work() as unit:
        gone = unit.get_one(User, invited.people[1].id)
        address = gone.email
        erase_user(gone, TextsFate.UNSIGNED, at=NOW)
        unit.flush()
        cancel_and_tell(sitting_at(invited.sitting.id), at=NOW)
    told = [mail.recipient for mail in mails(invited) if "annulée" in mail.subject]
    assert (len(told), address in told) == (4, False)


def test_the_calendar_joined_to_each_message_follows_the_sitting_until_it_is_given_up(scene):
    convene_members(scene.sitting, at=NOW)
    moved = replace(AUTUMN, starts_at=EVENING + timedelta(days=1), ends_at=None)
    edit_sitting(scene.sitting, moved, version=scene.sitting.version)
    tell_moved(scene.sitting, at=NOW)
    cancel_and_tell(scene.sitting, at=NOW)
    joined = [json.loads(mail.attached)[0]["text"].splitlines() for mail in written(scene)[:: len(scene.people)]]
    said = [{key: value for key, _colon, value in (line.partition(":") for line in one)} for one in joined]
    kept = [(one["METHOD"], one["SEQUENCE"], one["STATUS"], one["DTSTART"][:8]) for one in said]
    days = f"{EVENING:%Y%m%d}", f"{moved.starts_at:%Y%m%d}"
    assert kept == [
        ("PUBLISH", "0", "CONFIRMED", days[0]),
        ("PUBLISH", "1", "CONFIRMED", days[1]),
        ("CANCEL", "2", "CANCELLED", days[1]),
    ]
    assert len({one["UID"] for one in said}) == 1


def test_whoever_is_seated_after_the_invitations_gets_theirs_once_until_the_sitting_opens(scene):
    convene_members(scene.sitting, at=NOW)
    before = len(written(scene))
    give_seat(scene.council, "", "Jeanne Moreau", FROM_TODAY, at=NOW)
    give_seat(scene.council, "paul@univ.example", "Paul Moreau", FROM_TODAY, at=NOW)
    for _ in range(2):
        tell_newcomers(at=NOW)
    invitations = [one for one in written(scene)[before:] if "séance du" in one.subject]
    assert [one.recipient for one in invitations] == ["paul@univ.example"]
    assert len(attendances_of(scene.sitting)) == 7
    open_sitting(scene.sitting, at=EVENING)
    give_seat(scene.council, "", "Lucie Moreau", FROM_TODAY, at=EVENING)
    tell_newcomers(at=EVENING)
    assert len(attendances_of(scene.sitting)) == 7
