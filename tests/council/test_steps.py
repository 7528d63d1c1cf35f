"""What the council adds to the secretariat's desk."""

from datetime import timedelta

from sqlalchemy import select

from consult.accounts.models import Role
from consult.kit.db import database, session
from council.models import Addressee, Commitment, Transmission
from council.operations.councils import CouncilDraft, address_council, create_council
from tests.factories import NOW
from tests.factories.consultations import make_consultation
from tests.factories.people import make_user

DESK = "/secretariat"


def test_a_drafted_synthesis_waits_to_be_sent(browser, seated):
    page = browser(seated.secretariat).get(DESK).text
    assert f"Transmettre au conseil la synthèse de «\u00a0{seated.consultation.title}\u00a0»" in page
    assert f"/secretariat/syntheses/{seated.synthesis.id}/transmettre" in page


def test_a_synthesis_that_left_no_longer_waits(browser, transmitted):
    assert "Transmettre au conseil" not in browser(transmitted.secretariat).get(DESK).text


def test_a_synthesis_waits_again_when_its_sending_was_called_off(browser, transmitted):
    with transmitted.app.app_context(), database().unit_of_work():
        session.get_one(Transmission, transmitted.transmission.id).cancelled_at = NOW
    assert "Transmettre au conseil" in browser(transmitted.secretariat).get(DESK).text


def test_a_public_synthesis_addressed_to_nobody_does_not_wait(browser, transmitted):
    with transmitted.app.app_context(), database().unit_of_work():
        session.get_one(Transmission, transmitted.transmission.id).cancelled_at = NOW
        session.delete(session.get_one(Addressee, transmitted.consultation.id))
    assert "Transmettre au conseil" not in browser(transmitted.secretariat).get(DESK).text


def test_an_open_consultation_waits_for_its_council(app, browser, store):
    consultation, secretariat = store(make_consultation(), make_user(Role.SECRETARIAT))
    mine, label = browser(secretariat), f"Choisir le conseil auquel s’adresse «\u00a0{consultation.title}\u00a0»"
    assert label in mine.get(DESK).text
    with app.app_context(), database().unit_of_work():
        address_council(None, consultation, create_council(CouncilDraft("Conseil du numérique"), at=NOW), at=NOW)
    assert label not in mine.get(DESK).text


def test_the_secretariat_of_another_consultation_is_asked_nothing(browser, store):
    _open, other = store(make_consultation(), make_consultation())
    (secretariat,) = store(make_user(Role.SECRETARIAT, consultation_id=other.id))
    page = browser(secretariat).get(DESK).text
    assert page.count("Choisir le conseil auquel s’adresse") == 1


def test_the_desk_of_a_consultation_leads_to_the_choice_of_its_council(browser, store):
    consultation, secretariat = store(make_consultation(), make_user(Role.SECRETARIAT))
    page = browser(secretariat).get(f"/secretariat/consultations/{consultation.slug}").text
    assert f"/secretariat/consultations/{consultation.slug}/conseil" in page
    assert "Choisir le conseil" in page


def test_the_desk_of_a_consultation_says_what_was_sent_and_who_has_it(browser, transmitted):
    page = browser(transmitted.secretariat).get(f"/secretariat/consultations/{transmitted.consultation.slug}").text
    assert transmitted.council.name in page
    assert "accusés de réception\u00a0: 0 sur 1" in page
    assert f"/conseil/transmissions/{transmitted.transmission.id}" in page


def test_only_a_role_on_all_consultations_leads_to_the_councils(browser, store):
    (consultation,) = store(make_consultation())
    here, everywhere = store(
        make_user(Role.SECRETARIAT, consultation_id=consultation.id), make_user(Role.SECRETARIAT)
    )
    page, councils = f"/secretariat/consultations/{consultation.slug}/conseil", 'href="/secretariat/conseils"'
    assert councils not in browser(here).get(page).text
    assert "Demandez à l’administration de créer le conseil" in browser(here).get(page).text
    assert councils in browser(everywhere).get(page).text
    assert browser(here).get("/secretariat/conseils").status_code == 403


def test_once_sent_the_main_gesture_is_to_see_the_sending(browser, transmitted):
    page = browser(transmitted.secretariat).get(f"/secretariat/syntheses/{transmitted.synthesis.id}").text
    assert f"/conseil/transmissions/{transmitted.transmission.id}" in page
    assert page.index("Voir l’envoi") < page.index("Transmettre de nouveau")
    assert "Valider et transmettre" not in page


def test_while_it_leaves_it_cannot_be_sent_twice(browser, transmitted):
    with transmitted.app.app_context(), database().unit_of_work():
        session.get_one(Transmission, transmitted.transmission.id).sent_at = None
    page = browser(transmitted.secretariat).get(f"/secretariat/syntheses/{transmitted.synthesis.id}").text
    assert "Voir l’envoi" in page
    assert "/transmettre" not in page


def test_choosing_the_council_goes_on_to_the_sending_that_waited(browser, seated):
    with seated.app.app_context(), database().unit_of_work():
        session.delete(session.get_one(Addressee, seated.consultation.id))
    mine, sending = browser(seated.secretariat), f"/secretariat/syntheses/{seated.synthesis.id}/transmettre"
    choice = mine.get(sending).location
    assert mine.post(choice, {"council": seated.council.slug}).location == sending


def test_a_mandate_is_ended_once_confirmed(browser, seated):
    mine, page = browser(seated.secretariat), f"/secretariat/conseils/{seated.council.slug}"
    ending = mine.get(page).text.split('/fin"')[0].rpartition('"')[2] + "/fin"
    assert seated.member.display_name in mine.get(ending).text
    assert ending in mine.get(page).text
    mine.post(ending)
    assert ending not in mine.get(page).text


def test_a_late_commitment_waits_for_those_who_keep_the_desk_of_the_councils(answered, browser, store):
    (other,) = store(make_user(Role.SECRETARIAT, consultation_id=answered.consultation.id))
    with answered.app.app_context(), database().unit_of_work() as unit:
        promised = unit.scalars(select(Commitment)).first()
        promised.due_on = NOW.date() - timedelta(days=1)
        address = f"/secretariat/engagements/{promised.id}"
    assert address in browser(answered.secretariat).get(DESK).text
    assert address not in browser(other).get(DESK).text
