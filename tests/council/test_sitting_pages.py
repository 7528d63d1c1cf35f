"""A sitting from its desk to its public page: planned, convened, answered, opened, voted, closed, minuted."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from consult.accounts.models import Role
from consult.audit.models import AuditLine
from consult.kit import clock
from consult.kit.db import database
from consult.kit.mail import OutgoingMail
from council.models import (
    AgendaItem,
    Answer,
    Attendance,
    Minutes,
    MinutesStatus,
    RecordedVote,
    Sitting,
    SittingStatus,
)
from council.operations.drafting import begin_opinion
from council.operations.referrals import ReferralDraft, register_referral
from tests.factories import NOW
from tests.factories.councils import TONIGHT, a_council, hold_sitting, seats
from tests.factories.people import make_user

PLANNED = {"title": "Rentrée", "starts_at": "2030-09-10T18:00", "ends_at": "", "place": "Orléans", "link": ""}


@pytest.fixture
def scene(app):
    """Return a council of four members and its secretariat, with nothing planned."""
    return a_council(app)


def read(scene, statement):
    with scene.app.app_context(), database().unit_of_work() as unit:
        return unit.scalars(statement).unique().all()


def one(scene, model):
    (found,) = read(scene, select(model))
    return found


@pytest.fixture
def planned(scene, browser):
    """Return the same with a sitting planned by its secretariat, and the browser of its desk."""
    scene.desk = browser(scene.secretariat)
    scene.desk.post(f"/secretariat/conseils/{scene.council.slug}/seances", PLANNED)
    scene.sitting = one(scene, Sitting)
    scene.at = f"/secretariat/seances/{scene.sitting.id}"
    return scene


@pytest.fixture
def convened(planned):
    """Return the same once members are invited to an agenda of one point."""
    planned.desk.post(f"{planned.at}/ordre-du-jour", {"title": "Les guichets", "tied_to": ""})
    planned.desk.post(f"{planned.at}/convocation")
    return planned


@pytest.fixture
def held(scene, browser):
    """Return a sitting under way with three members there, and the browsers of its people."""
    with scene.app.app_context(), database().unit_of_work():
        scene.sitting = hold_sitting(scene)
        scene.seats = seats(scene)
    scene.desk, scene.president = browser(scene.secretariat), browser(scene.people[0])
    scene.at = f"/secretariat/seances/{scene.sitting.id}"
    scene.own = f"/conseil/seances/{scene.sitting.id}"
    return scene


def put(held, question="Adopter le vœu", **values: str):
    return held.president.post(f"{held.own}/scrutins", {"question": question, "subject": "", "item": "", **values})


def test_a_sitting_not_announced_yet_is_read_by_its_council_alone(planned, browser):
    address = f"/seances/{planned.sitting.id}"
    assert browser().get(address).status_code == 403
    assert browser(make_user_stored(planned)).get(address).status_code == 403
    assert "Pas encore annoncée" in browser(planned.people[0]).get(address).text


def make_user_stored(scene):
    citizen = make_user(Role.CITIZEN)
    with scene.app.app_context(), database().unit_of_work() as unit:
        unit.add(citizen)
    return citizen


def test_a_sitting_needs_a_place_or_a_link(scene, browser):
    answer = browser(scene.secretariat).post(
        f"/secretariat/conseils/{scene.council.slug}/seances", {**PLANNED, "place": ""}
    )
    assert (answer.status_code, "Donnez un lieu" in answer.text) == (422, True)


def test_members_in_office_are_invited_by_a_mail_with_the_agenda_and_a_calendar(convened):
    told = read(convened, select(OutgoingMail).order_by(OutgoingMail.recipient))
    assert [mail.recipient for mail in told] == sorted(person.email for person in convened.people)
    assert "Les guichets" in told[0].text
    assert f"/seances/{convened.sitting.id}/seance.ics" in told[0].text
    assert "/seances/invitation/" in told[0].html


def test_a_convened_sitting_is_public_and_numbered(convened, browser):
    page = browser().get(f"/seances/{convened.sitting.id}").text
    assert "Séance n° 2030-01" in page
    assert "Les guichets" in page
    assert "Rentrée" in browser().get(f"/conseils/{convened.council.slug}/seances").text


def test_the_calendar_holds_what_is_announced(convened, browser):
    feed = browser().get(f"/conseils/{convened.council.slug}/seances.ics")
    assert feed.mimetype == "text/calendar"
    assert f"seance-{convened.sitting.id}@" in feed.text
    assert "DTSTART:20300910T160000Z" in browser().get(f"/seances/{convened.sitting.id}/seance.ics").text


def invitation(convened) -> str:
    mail = next(m for m in read(convened, select(OutgoingMail)) if m.recipient == convened.people[1].email)
    return next(word for word in mail.text.split() if "/seances/invitation/" in word).removeprefix(
        "http://localhost"
    )


def test_the_mailed_link_asks_and_changes_nothing_until_it_is_answered(convened, browser):
    visitor, address = browser(), invitation(convened)
    assert "Viendrez-vous" in visitor.get(address).text
    assert [line.answer for line in read(convened, select(Attendance))] == [None] * 4
    visitor.post(address, {"answer": "remote"})
    assert [line.answer for line in read(convened, select(Attendance).where(Attendance.answer.is_not(None)))] == [
        Answer.REMOTE
    ]


def test_a_made_up_link_or_answer_is_refused(convened, browser):
    assert browser().get("/seances/invitation/1").status_code == 404
    assert browser().post(invitation(convened), {"answer": "perhaps"}).status_code == 400


def test_a_member_answers_from_their_desk_and_the_secretariat_notes_what_it_hears(convened, browser):
    browser(convened.people[0]).post(f"/conseil/seances/{convened.sitting.id}/reponse", {"answer": "coming"})
    lines = read(convened, select(Attendance).order_by(Attendance.id))
    convened.desk.post(f"{convened.at}/reponses", {"answer": "absent", "member": lines[2].member_id})
    lines = read(convened, select(Attendance).order_by(Attendance.id))
    assert [line.answer for line in lines] == [Answer.COMING, None, Answer.ABSENT, None]
    assert [line.recorded_by_id for line in lines] == [None, None, convened.secretariat.id, None]


def test_a_sitting_that_moves_or_is_given_up_is_told(convened):
    before = len(read(convened, select(OutgoingMail)))
    convened.desk.post(f"{convened.at}/date", {**PLANNED, "place": "Blois", "version": "1"})
    convened.desk.post(f"{convened.at}/annulation")
    told = read(convened, select(OutgoingMail).order_by(OutgoingMail.id))[before:]
    assert len(told) == 8
    assert "Blois" in told[0].text
    assert "annulée" in told[-1].subject


def test_points_are_ordered_by_buttons_edited_and_removed(planned):
    for title in ("Un", "Deux", "Trois"):
        planned.desk.post(f"{planned.at}/ordre-du-jour", {"title": title, "tied_to": ""})
    first, _second, third = read(planned, select(AgendaItem).order_by(AgendaItem.position))
    planned.desk.post(f"/secretariat/points/{third.id}/place", {"step": "-1"})
    planned.desk.post(f"/secretariat/points/{first.id}", {"title": "Premier", "tied_to": "", "document_url": "/a"})
    planned.desk.post(f"/secretariat/points/{third.id}/place", {"step": "-1"})
    kept = read(planned, select(AgendaItem).order_by(AgendaItem.position))
    assert [(item.position, item.title) for item in kept] == [(1, "Trois"), (2, "Premier"), (3, "Deux")]
    planned.desk.post(f"/secretariat/points/{first.id}/retrait")
    kept = read(planned, select(AgendaItem).order_by(AgendaItem.position))
    assert [(item.position, item.title) for item in kept] == [(1, "Trois"), (2, "Deux")]


def test_a_point_is_tied_to_a_draft_opinion_that_only_the_council_reads(convened, browser):
    with convened.app.app_context(), database().unit_of_work():
        about = ReferralDraft("Les pannes", "Combien de jours ?", "La Région")
        asked = register_referral(convened.secretariat, convened.council, about, at=NOW)
        opinion = begin_opinion(convened.people[1], None, "Avis sur les pannes", at=NOW, referral=asked)
        draft = f"opinion:{opinion.id}"
    assert f'value="{draft}"' in convened.desk.get(convened.at).text
    convened.desk.post(f"{convened.at}/ordre-du-jour", {"title": "Les pannes", "tied_to": draft})
    assert read(convened, select(AgendaItem.opinion_id)) == [None, opinion.id]
    public, own = f"/seances/{convened.sitting.id}", f"/conseil/seances/{convened.sitting.id}"
    assert "Avis sur les pannes" in browser(convened.people[2]).get(own).text
    assert "Avis sur les pannes" not in browser().get(public).text


@pytest.mark.parametrize("typed", [{"title": ""}, {"title": "Un point", "document_url": "javascript:alert(1)"}])
def test_a_point_is_refused_without_a_title_or_with_a_strange_address(planned, typed):
    answer = planned.desk.post(f"{planned.at}/ordre-du-jour", {"tied_to": "", **typed})
    assert answer.status_code == 422
    assert read(planned, select(AgendaItem)) == []


def test_the_desk_opens_notes_presences_and_computes_the_quorum(convened):
    with clock.set_to(TONIGHT):
        convened.desk.post(f"{convened.at}/ouverture")
        lines = read(convened, select(Attendance).order_by(Attendance.id))
        assert "Le quorum n’est pas atteint" in convened.desk.get(convened.at).text
        convened.desk.post(f"{convened.at}/presences", {"present": [line.member_id for line in lines[:2]]})
        page = convened.desk.get(convened.at).text
    assert "2 présents sur 4 ; il en faut 2 pour voter." in page.replace("\u202f", " ")
    assert "Le quorum est atteint" in page


def test_whoever_presides_puts_to_the_vote_members_vote_and_all_read_it_by_name(held, browser):
    put(held, item="")
    vote = one(held, RecordedVote)
    address = f"/conseil/scrutins/{vote.id}"
    for person, choice in zip(held.people[:3], ("for", "for", "against"), strict=True):
        browser(person).post(f"{address}/voix", {"choice": choice})
    assert "3 voix prises" in held.president.get(held.own).text
    held.president.post(f"{address}/cloture")
    page = browser().get(f"/seances/{held.sitting.id}").text
    assert "2 pour, 1 contre, 0 abstention " in page
    assert held.people[2].display_name in page


def test_the_secretariat_notes_the_voice_of_someone_without_a_screen_and_the_page_says_so(held, browser):
    put(held)
    vote = one(held, RecordedVote)
    held.desk.post(f"/secretariat/scrutins/{vote.id}/voix", {"member": held.seats[1].id, "choice": "for"})
    held.president.post(f"/conseil/scrutins/{vote.id}/cloture")
    assert "(voix notée par le secrétariat)" in browser().get(f"/seances/{held.sitting.id}").text


@pytest.mark.parametrize(
    ("who", "status"), [("member", 403), ("former", 403), ("secretariat", 403), ("president", 302)]
)
def test_only_who_presides_puts_to_the_vote(held, browser, who, status):
    people = {"member": held.people[2], "former": held.former, "secretariat": held.secretariat}
    reader = browser(people[who]) if who in people else held.president
    answer = reader.post(f"{held.own}/scrutins", {"question": "Une question", "subject": "", "item": ""})
    assert answer.status_code == status
    assert len(read(held, select(RecordedVote))) == (1 if status == 302 else 0)


def test_a_vote_on_something_not_offered_is_refused(held):
    assert put(held, subject="opinion:99").status_code == 422
    assert read(held, select(RecordedVote)) == []


def test_former_members_and_the_secretariat_do_not_vote(held, browser):
    put(held)
    address = f"/conseil/scrutins/{one(held, RecordedVote).id}/voix"
    answers = [
        browser(who).post(address, {"choice": "for"}).status_code for who in (held.former, held.secretariat)
    ]
    assert answers == [403, 403]
    assert browser(held.people[3]).post(address, {"choice": "for"}).status_code == 403


def test_minutes_are_drafted_edited_adopted_at_the_next_sitting_then_public(held, browser):
    put(held)
    held.president.post(f"/conseil/scrutins/{one(held, RecordedVote).id}/cloture")
    held.desk.post(f"{held.at}/cloture")
    held.desk.post(f"{held.at}/compte-rendu/debut")
    draft = one(held, Minutes)
    assert "3 membres étaient présents" in draft.source
    assert "Vote : Adopter le vœu – Rejeté" in draft.source.replace("\u00a0", " ")
    held.desk.post(f"{held.at}/compte-rendu", {"source": "## Présences\n\nTrois.", "version": "1"})
    public = f"/seances/{held.sitting.id}"
    assert browser().get(f"{public}/compte-rendu.pdf").status_code == 404
    adopt_at_the_next(held)
    assert one(held, Minutes).status is MinutesStatus.ADOPTED
    assert "Trois." in browser().get(public).text
    assert browser().get(f"{public}/compte-rendu.pdf").data.startswith(b"%PDF")
    assert browser().get(f"{public}/compte-rendu.odt").data.startswith(b"PK")
    answer = held.desk.post(f"{held.at}/compte-rendu", {"source": "Autre chose.", "version": "2"})
    assert answer.status_code == 409


def adopt_at_the_next(held):
    """Hold another sitting a day later, whose president has the minutes of the first adopted."""
    with held.app.app_context(), database().unit_of_work() as unit:
        following = hold_sitting(held)
        following.starts_at = TONIGHT + timedelta(days=1)
        unit.flush()
    minutes = one(held, Minutes)
    own = f"/conseil/seances/{following.id}"
    question = {"question": "Adopter le compte rendu", "subject": f"minutes:{minutes.id}", "item": ""}
    held.president.post(f"{own}/scrutins", question)
    (vote,) = read(held, select(RecordedVote).where(RecordedVote.sitting_id == following.id))
    held.president.post(f"/conseil/scrutins/{vote.id}/voix", {"choice": "for"})
    held.president.post(f"/conseil/scrutins/{vote.id}/cloture")


def test_someone_else_s_change_to_the_minutes_is_not_lost(held):
    held.desk.post(f"{held.at}/cloture")
    held.desk.post(f"{held.at}/compte-rendu/debut")
    for source in ("Une version.", "Une autre."):
        answer = held.desk.post(f"{held.at}/compte-rendu", {"source": source, "version": "1"})
    assert answer.status_code == 409
    assert one(held, Minutes).source == "Une version."


def test_notes_taken_on_a_point_stand_in_the_minutes(held):
    held.desk.post(f"{held.at}/ordre-du-jour", {"title": "Les guichets", "tied_to": ""})
    item = one(held, AgendaItem)
    held.desk.post(f"{held.at}/notes", {f"notes-{item.id}": "Mme Roy rappelle la demande."})
    held.desk.post(f"{held.at}/cloture")
    held.desk.post(f"{held.at}/compte-rendu/debut")
    assert "## 1. Les guichets\n\nMme Roy rappelle la demande." in one(held, Minutes).source


def test_the_agenda_of_a_sitting_that_is_over_does_not_change(held):
    held.desk.post(f"{held.at}/cloture")
    assert one(held, Sitting).status is SittingStatus.CLOSED
    assert held.desk.post(f"{held.at}/ordre-du-jour", {"title": "Trop tard", "tied_to": ""}).status_code == 409


GESTURES = ("ordre-du-jour", "convocation", "ouverture", "presences", "notes", "cloture", "annulation", "date")


@pytest.mark.parametrize("who", ["citizen", "member", "former"])
def test_the_desk_is_the_secretariat_s_alone(planned, browser, who):
    people = {"citizen": make_user_stored(planned), "member": planned.people[0], "former": planned.former}
    reader = browser(people[who])
    answers = {reader.post(f"{planned.at}/{gesture}").status_code for gesture in GESTURES}
    assert answers | {reader.get(planned.at).status_code} == {403}
    assert one(planned, Sitting).status is SittingStatus.PLANNED


def test_the_year_s_sittings_are_counted_against_what_is_owed(held, browser, store):
    held.council.sittings_owed = 4
    with held.app.app_context(), database().unit_of_work() as unit:
        unit.merge(held.council)
    page = browser().get(f"/conseils/{held.council.slug}/seances").text
    assert f"En {NOW.year}, 1 séance tenue, sur 4 dues" in page.replace("\u00a0", " ")


def test_a_member_s_desk_leads_to_what_waits_for_them(convened, browser):
    page = browser(convened.people[0]).get("/conseil").text
    assert f"/conseil/seances/{convened.sitting.id}" in page
    assert "Réponse à donner" in page
    assert f"/conseil/{convened.council.slug}/auto-saisine" in page
    assert "/auto-saisine" not in browser(convened.former).get("/conseil").text


def test_someone_who_is_not_of_the_council_takes_no_part(convened, browser):
    address = f"/conseil/seances/{convened.sitting.id}"
    outsiders = (None, make_user_stored(convened), convened.former, convened.secretariat)
    assert {browser(who).get(address).status_code for who in outsiders} == {302, 403}


def test_reading_who_answered_and_who_sits_is_noted_and_the_list_of_sittings_is_not(planned):
    read_by, council = planned.secretariat.id, f"/secretariat/conseils/{planned.council.slug}"
    for address in (planned.at, council, f"{council}/seances"):
        assert planned.desk.get(address).status_code == 200
    readings = read(planned, select(AuditLine).where(AuditLine.method == "GET").order_by(AuditLine.id))
    assert [(line.actor_id, line.address) for line in readings] == [(read_by, planned.at), (read_by, council)]
