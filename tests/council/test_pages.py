"""The council's pages: who reads, who writes, who sends."""

from datetime import date

import pytest

from consult.kit.db import database, session
from council.models import Office, Transmission
from council.operations.councils import Seat, seat_member
from tests.factories.people import make_user
from tests.factories.syntheses import work


def test_everyone_reads_a_council_and_who_sits_in_it(browser, seated):
    text = browser().get(f"/conseils/{seated.council.slug}").text
    assert seated.member.display_name in text
    assert seated.former.display_name not in text.partition("ancien membre")[0]


def test_the_secretariat_signs_and_sends_after_a_page_that_says_what_will_happen(browser, seated):
    mine = browser(seated.secretariat)
    address = f"/secretariat/syntheses/{seated.synthesis.id}/transmettre"
    assert "1 membre prévenu par courriel" in mine.get(address).text
    assert mine.post(address, {"message": "Bonne lecture."}).status_code == 302
    work(seated.app)
    assert "Valider et transmettre" not in mine.get(f"/secretariat/syntheses/{seated.synthesis.id}").text


@pytest.mark.parametrize("who", ["member", "former"])
def test_a_member_cannot_send_a_synthesis(browser, seated, who):
    address = f"/secretariat/syntheses/{seated.synthesis.id}/transmettre"
    assert browser(getattr(seated, who)).post(address).status_code in {403, 404}


def test_a_member_finds_acknowledges_and_downloads_what_was_sent(browser, transmitted):
    mine = browser(transmitted.member)
    address = f"/conseil/transmissions/{transmitted.transmission.id}"
    assert transmitted.consultation.title in mine.get("/conseil").text
    assert "Bonne lecture." in mine.get(address).text
    assert mine.post(f"{address}/accuse").status_code == 302
    assert "Vous avez accusé réception" in mine.get(address).text
    assert mine.get(f"{address}/fichiers/synthese.pdf").data.startswith(b"%PDF")


@pytest.mark.parametrize("path", ["", "/fichiers/synthese.pdf"])
def test_someone_whose_mandate_ended_no_longer_reads_what_is_sent(browser, transmitted, path):
    address = f"/conseil/transmissions/{transmitted.transmission.id}{path}"
    assert browser(transmitted.former).get(address).status_code == 403


def test_the_chain_leads_to_the_synthesis_the_council_and_the_opinion(browser, public):
    text = browser().get(f"/consultations/{public.consultation.slug}/suivi").text
    for address in (
        f"/syntheses/{public.synthesis.id}",
        f"/conseils/{public.council.slug}",
        f"/avis/{public.opinion.id}",
    ):
        assert address in text


def test_the_chain_of_an_untransmitted_consultation_says_what_comes(browser, seated):
    text = browser().get(f"/consultations/{seated.consultation.slug}/suivi").text
    assert "sera transmise à" in text
    assert "À venir" in text


def test_an_author_is_told_that_an_opinion_rests_on_their_text(browser, public):
    assert "Dans un avis du conseil" in browser(public.author).get("/mes-contributions").text


def test_the_secretariat_creates_a_council_and_seats_someone(browser, seated, store):
    (newcomer,) = store(make_user())
    mine = browser(seated.administrator) if hasattr(seated, "administrator") else browser(seated.secretariat)
    assert mine.post("/secretariat/conseils", {"name": "Conseil départemental du numérique"}).status_code == 302
    seat = {"email": newcomer.email, "capacity": "usagers", "office": "president", "starts_on": "2026-01-01"}
    page = "/secretariat/conseils/conseil-departemental-du-numerique"
    assert mine.post(f"{page}/membres", seat).status_code == 302
    assert newcomer.display_name in browser().get(page.removeprefix("/secretariat")).text


def test_someone_without_an_account_is_named_to_be_invited(browser, seated):
    page = f"/secretariat/conseils/{seated.council.slug}/membres"
    seat = {"email": "inconnue@exemple.fr", "office": "member", "starts_on": "2026-01-01"}
    answer = browser(seated.secretariat).post(page, seat)
    assert answer.status_code == 422
    assert "Donnez le nom de cette personne" in answer.text


def test_an_unsent_transmission_cannot_be_acknowledged(browser, transmitted):
    with transmitted.app.app_context(), database().unit_of_work():
        session.get_one(Transmission, transmitted.transmission.id).sent_at = None
    answer = browser(transmitted.member).post(f"/conseil/transmissions/{transmitted.transmission.id}/accuse")
    assert answer.status_code == 403


def test_the_president_comes_first_among_those_who_sit(browser, seated, store):
    (president,) = store(make_user(display_name="Zoé Vinet"))
    with seated.app.app_context(), database().unit_of_work():
        seat_member(seated.council, president, Seat("recherche", Office.PRESIDENT, date(2025, 1, 1)))
    page = browser().get(f"/conseils/{seated.council.slug}").text
    assert page.index("Zoé Vinet") < page.index(seated.member.display_name)


def test_the_page_of_a_council_leads_to_the_consultations_it_is_asked_about(browser, seated):
    page = browser().get(f"/conseils/{seated.council.slug}").text
    assert f"/consultations/{seated.consultation.slug}/suivi" in page
    assert "synthèse à venir" in page


def test_the_page_of_a_council_says_what_it_was_sent(browser, transmitted):
    page = browser().get(f"/conseils/{transmitted.council.slug}").text
    assert "synthèse transmise le 1er octobre 2026" in page


def test_a_public_synthesis_is_sent_again_without_being_signed_again(browser, transmitted):
    address = f"/secretariat/syntheses/{transmitted.synthesis.id}/transmettre"
    page = browser(transmitted.secretariat).get(address).text
    assert "déjà publique" in page
    assert "Signer" not in page


def test_frozen_files_are_offered_by_what_they_are_for(browser, transmitted):
    page = browser(transmitted.member).get(f"/conseil/transmissions/{transmitted.transmission.id}").text
    assert page.index("La synthèse à imprimer ou à envoyer") < page.index("Les empreintes et les versions")


def test_a_message_keeps_its_paragraphs(browser, transmitted):
    with transmitted.app.app_context(), database().unit_of_work():
        session.get_one(Transmission, transmitted.transmission.id).message = "Un mot.\n\nUn autre."
    page = browser(transmitted.member).get(f"/conseil/transmissions/{transmitted.transmission.id}").text
    assert "<p>Un mot.</p><p>Un autre.</p>" in page


def test_the_menu_leads_members_alone_to_what_the_council_received(browser, seated):
    assert "Reçu par le conseil" not in browser(seated.secretariat).get("/secretariat").text
    assert "Reçu par le conseil" in browser(seated.member).get("/conseil").text
