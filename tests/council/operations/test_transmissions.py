"""A synthesis sent under a question: to whom, with what said, what each later sending changes, who has it."""

import json
from datetime import timedelta
from hashlib import sha256

import pytest
from sqlalchemy import select

from consult.accounts.models import Role
from consult.kit import clock
from consult.kit.db import database
from consult.kit.mail import OutgoingMail
from council.models import Acknowledgement, OpinionStatus, Transmission, TransmittedFile
from council.operations.councils import CouncilDraft, Seat, create_council, end_mandate, seat_member
from council.operations.drafting import begin_opinion
from council.operations.referrals import ReferralDraft, propose_referral, register_referral, withdraw_referral
from council.operations.seating import give_seat, take_seats
from council.operations.transmissions import acknowledge, tell_newcomers, transmit
from council.queries.councils import council_at, member_of
from council.queries.referrals import path_of, referral_at
from council.queries.transmissions import (
    acknowledgement_of,
    latest_under,
    receipts_counted,
    transmission_at,
    transmissions_to,
)
from synthesis.models import Synthesis
from tests.factories import NOW
from tests.factories.people import make_user
from tests.factories.sittings import rows, words
from tests.factories.syntheses import work

ASKED = ReferralDraft("Les guichets", "Faut-il les garder ?", "La Région")
LATER = NOW + timedelta(minutes=5)
TODAY = NOW.date()


@pytest.fixture
def scene(transmitted):
    """Open a unit of work on a synthesis a council of one member in office was sent."""
    with transmitted.app.test_request_context(), database().unit_of_work() as unit:
        transmitted.unit = unit
        transmitted.first = transmission_at(transmitted.transmission.id)
        yield transmitted


def send_again(scene, **values: object):
    """Send the same synthesis once more, as the worker does in the next minute."""
    with scene.app.app_context(), database().unit_of_work() as unit:
        synthesis = unit.get_one(Synthesis, scene.synthesis.id)
        sent = transmit(scene.secretariat, synthesis, council_at(scene.council.slug), "Relisez.", at=NOW, **values)
    work(scene.app)
    return sent


def mails(scene):
    return [
        one for one in rows(scene, select(OutgoingMail).order_by(OutgoingMail.id)) if "transmise" in one.subject
    ]


# --- what leaves ----------------------------------------------------------------------------


def test_the_fingerprint_is_that_of_the_frozen_files_themselves(scene):
    files = scene.unit.scalars(select(TransmittedFile).order_by(TransmittedFile.name)).all()
    assert {one.sha256 == sha256(one.content).hexdigest() for one in files} == {True}
    assert {one.size == len(one.content) for one in files} == {True}
    manifest = {one.name: one.sha256 for one in files}
    assert scene.first.sha256 == sha256(json.dumps(manifest, sort_keys=True).encode()).hexdigest()


def test_the_mail_leads_to_the_desk_and_carries_no_file(transmitted):
    (mail,) = mails(transmitted)
    assert mail.recipient == transmitted.member.email
    assert f"http://localhost/conseil/transmissions/{transmitted.transmission.id}" in mail.text
    assert "Bonne lecture." in mail.text
    assert "saisine" not in mail.text
    assert "nouvelle version" not in mail.text


def test_each_sending_is_numbered_and_the_first_keeps_its_own_receipts(transmitted):
    again = send_again(transmitted)
    sent = rows(transmitted, select(Transmission).order_by(Transmission.number))
    assert [(one.id, one.number) for one in sent] == [(transmitted.transmission.id, 1), (again.id, 2)]
    receipts = rows(transmitted, select(Acknowledgement).order_by(Acknowledgement.id))
    assert [one.transmission_id for one in receipts] == [transmitted.transmission.id, again.id]
    assert "les mots sont les mêmes que ceux de l’envoi précédent" in mails(transmitted)[1].text


def test_those_seated_since_are_told_of_the_next_sending_alone(transmitted):
    with transmitted.app.app_context(), database().unit_of_work():
        member = member_of(transmitted.council.id, transmitted.member)
        end_mandate(member.mandates[0], NOW.date() - timedelta(days=1))
        council = council_at(transmitted.council.slug)
        seat_member(council, transmitted.voters[0], Seat("usagers", starts_on=NOW.date()))
    send_again(transmitted)
    assert [one.recipient for one in mails(transmitted)] == [transmitted.member.email, transmitted.voters[0].email]


def test_a_member_without_an_account_is_counted_and_not_written_to(transmitted):
    with transmitted.app.app_context(), database().unit_of_work():
        council = council_at(transmitted.council.slug)
        give_seat(council, "", "Odile Sans", Seat("anciens", starts_on=NOW.date()), at=NOW)
    again = send_again(transmitted)
    with transmitted.app.app_context(), database().unit_of_work(writes=False):
        assert receipts_counted(transmission_at(again.id)) == (0, 2)
    assert len(mails(transmitted)) == 2


# --- under a question -----------------------------------------------------------------------


def test_a_question_leads_to_the_last_synthesis_sent_under_it(transmitted):
    with transmitted.app.app_context(), database().unit_of_work():
        council = council_at(transmitted.council.slug)
        asked = register_referral(transmitted.secretariat, council, ASKED, at=NOW)
    sent = [send_again(transmitted, referral=asked) for _ in range(2)]
    with transmitted.app.app_context(), database().unit_of_work(writes=False):
        assert [one.id for one in path_of(referral_at(asked.id)).transmissions] == [one.id for one in sent]
        assert latest_under(asked.id).id == sent[-1].id
    assert "Elle répond à la saisine n° 2026-01" in mails(transmitted)[-1].text.replace("\u00a0", " ")


def test_the_form_offers_open_questions_of_this_council_alone(transmitted, browser):
    with transmitted.app.test_request_context(), database().unit_of_work():
        council, other = council_at(transmitted.council.slug), create_council(CouncilDraft("Ailleurs"), at=NOW)
        kept = register_referral(transmitted.secretariat, council, ASKED, at=NOW)
        gone = register_referral(transmitted.secretariat, council, ASKED, at=NOW)
        withdraw_referral(transmitted.secretariat, gone, "Sans objet.", at=NOW)
        proposed = propose_referral(member_of(council.id, transmitted.member), ASKED, at=NOW)
        elsewhere = register_referral(transmitted.secretariat, other, ASKED, at=NOW)
    address = f"/secretariat/syntheses/{transmitted.synthesis.id}/transmettre"
    desk = browser(transmitted.secretariat)
    choices = desk.get(address).text.partition('name="referral"')[2].partition("</select>")[0]
    offered = [f'value="{one.id}"' in choices for one in (kept, gone, proposed, elsewhere)]
    assert offered == [True, False, False, False]
    assert desk.post(address, {"message": "", "referral": str(elsewhere.id)}).status_code == 422
    assert len(rows(transmitted, select(Transmission))) == 1


# --- receipts -------------------------------------------------------------------------------


def test_a_receipt_is_dated_the_first_time_and_counted_once(scene):
    for moment in (LATER, LATER + timedelta(days=1)):
        acknowledge(scene.member, scene.first, at=moment)
    assert acknowledgement_of(scene.first, scene.member).acknowledged_at == LATER
    assert receipts_counted(scene.first) == (1, 1)


def test_reading_what_was_sent_is_not_acknowledging_it(transmitted, browser):
    member, address = browser(transmitted.member), f"/conseil/transmissions/{transmitted.transmission.id}"
    member.get(address)
    assert member.get(f"{address}/accuse").status_code == 405
    assert "Accusé de réception à donner" in words(member.get("/conseil"))
    member.post(f"{address}/accuse")
    assert "Accusé de réception donné" in words(member.get("/conseil"))


def test_the_secretariat_acknowledges_for_nobody(transmitted, browser):
    address = f"/conseil/transmissions/{transmitted.transmission.id}/accuse"
    answers = [browser(one).post(address).status_code for one in (transmitted.secretariat, transmitted.former)]
    assert answers == [403, 403]
    assert rows(transmitted, select(Acknowledgement))[0].acknowledged_at is None


# --- what carries it on ---------------------------------------------------------------------


def test_a_synthesis_on_its_way_is_in_no_feed_and_on_no_desk(seated, browser):
    with seated.app.app_context(), database().unit_of_work() as unit:
        synthesis = unit.get_one(Synthesis, seated.synthesis.id)
        waiting = transmit(seated.secretariat, synthesis, council_at(seated.council.slug), "", at=NOW)
        assert list(transmissions_to(seated.council.id)) == []
    feed = browser().get(f"/conseils/{seated.council.slug}/transmissions.atom")
    assert (feed.status_code, "<entry>" in feed.text) == (200, False)
    member = browser(seated.member)
    assert "Rien reçu pour le moment." in words(member.get("/conseil"))
    assert member.get(f"/conseil/transmissions/{waiting.id}/changements").status_code == 404


def test_the_feed_names_each_sending_for_good_the_latest_first(transmitted, browser):
    again = send_again(transmitted)
    address = f"/conseils/{transmitted.council.slug}/transmissions.atom"
    feed = browser().get(address)
    entries = feed.text.split("<entry>")[1:]
    assert [
        f"transmission/{one}<" in entry
        for one, entry in zip((again.id, transmitted.transmission.id), entries, strict=True)
    ] == [True, True]
    assert "envoi n° 2" in words(feed)
    with clock.set_to(NOW + timedelta(days=3)):
        kept = browser().get(address, headers={"If-None-Match": feed.headers["ETag"]})
    assert kept.status_code == 304


# --- who comes after ------------------------------------------------------------------------


def come_after(scene, email="jeanne@univ.example", since=TODAY):
    """Seat someone invited by this address, then let the worker look for newcomers twice."""
    member = give_seat(
        council_at(scene.council.slug), email, "Jeanne Moreau", Seat("recherche", starts_on=since), at=NOW
    )
    for _ in range(2):
        tell_newcomers(at=LATER)
    return member


def test_whoever_is_seated_after_the_sending_finds_it_on_their_desk_once(scene):
    person = make_user(Role.COUNCIL_MEMBER)
    scene.unit.add(person)
    scene.unit.flush()
    before = len(scene.unit.scalars(select(OutgoingMail)).all())
    come_after(scene, person.email)
    receipt = acknowledgement_of(scene.first, person)
    written = scene.unit.scalars(select(OutgoingMail).order_by(OutgoingMail.id)).all()[before:]
    assert [one.recipient for one in written] == [person.email]
    acknowledge(person, scene.first, at=LATER)
    assert receipt.acknowledged_at == LATER


def test_whoever_sits_under_a_name_is_written_to_once_they_have_an_account(scene):
    come_after(scene)
    person = make_user(email="jeanne@univ.example")
    scene.unit.add(person)
    scene.unit.flush()
    take_seats(person)
    last = scene.unit.scalars(select(OutgoingMail).order_by(OutgoingMail.id.desc()).limit(1)).one()
    assert (last.recipient, "transmise au conseil" in last.subject) == ("jeanne@univ.example", True)
    assert acknowledgement_of(scene.first, person) is not None


def test_a_mandate_that_has_not_begun_waits_for_its_day(scene):
    member = come_after(scene, since=NOW.date() + timedelta(days=2))
    assert acknowledgement_of(scene.first, member.user) is None
    tell_newcomers(at=NOW + timedelta(days=2))
    assert acknowledgement_of(scene.first, member.user) is not None


def test_what_an_opinion_answered_is_not_sent_to_newcomers(scene):
    opinion = begin_opinion(scene.member, scene.first, "Avis", at=NOW)
    opinion.status = OpinionStatus.PUBLISHED
    member = come_after(scene)
    assert acknowledgement_of(scene.first, member.user) is None
