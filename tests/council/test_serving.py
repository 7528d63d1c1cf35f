"""A referral and its consultation, its transmission and its opinion lead to each other."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from consult.consultations.models import Consultation
from consult.kit import clock, jobs
from consult.kit.db import database
from consult.kit.mail import OutgoingMail
from council.comparing import Changes, Rewritten, compare
from council.models import Opinion, Referral, ReferralStatus, Transmission
from council.operations.opinions import PUBLISHED
from council.operations.referrals import ReferralDraft, register_referral, withdraw_referral
from council.operations.transmissions import transmit
from council.queries.councils import addressee_of
from synthesis.models import Synthesis
from tests.factories import NOW
from tests.factories.councils import a_council
from tests.factories.syntheses import work

ASKED = ReferralDraft("Les guichets", "Faut-il garder les guichets ?", "La présidence")


@pytest.fixture
def asked(app, browser):
    """Return a council asked one thing, and the browser of its secretariat."""
    made = a_council(app)
    with app.app_context(), database().unit_of_work():
        made.referral = register_referral(made.secretariat, made.council, ASKED, at=NOW)
    made.desk = browser(made.secretariat)
    made.form = f"/secretariat/nouvelle-consultation?depuis=saisine-{made.referral.id}"
    return made


def kept(scene, model):
    with scene.app.app_context(), database().unit_of_work() as unit:
        return unit.scalars(select(model)).all()


def test_the_form_of_a_consultation_begins_with_the_question_of_the_referral(asked):
    page = asked.desk.get(asked.form).text
    assert 'value="Les guichets"' in page
    assert "Faut-il garder les guichets ?" in page


def test_the_consultation_then_serves_the_referral_and_addresses_its_council(asked, browser):
    asked.desk.post(asked.form, {"title": "Les guichets", "slug": "guichets"})
    (consultation,) = kept(asked, Consultation)
    assert kept(asked, Referral)[0].consultation_id == consultation.id
    with asked.app.app_context(), database().unit_of_work():
        assert addressee_of(consultation.id).council_id == asked.council.id
    page = asked.desk.get("/consultations/guichets").text
    assert f'href="http://localhost/saisines/{asked.referral.id}"' in page
    assert "/consultations/guichets" not in browser().get(f"/saisines/{asked.referral.id}").text


@pytest.mark.parametrize("wanted", ["saisine-99", "saisine-", "avis-1", "saisine-²"])
def test_anything_else_begins_an_empty_form(asked, wanted):
    page = asked.desk.get(f"/secretariat/nouvelle-consultation?depuis={wanted}")
    assert (page.status_code, "Les guichets" in page.text) == (200, False)


def test_a_withdrawn_referral_begins_nothing(asked):
    with asked.app.app_context(), database().unit_of_work() as unit:
        referral = unit.get_one(Referral, asked.referral.id)
        withdraw_referral(asked.secretariat, referral, "Sans objet.", at=NOW)
    assert "Les guichets" not in asked.desk.get(asked.form).text


@pytest.fixture
def under(seated, browser):
    """Return a council asked something that a drafted synthesis answers, and its secretariat's browser."""
    with seated.app.app_context(), database().unit_of_work():
        draft = ReferralDraft("Les guichets", "?", "La Région", consultation_id=seated.consultation.id)
        seated.referral = register_referral(seated.secretariat, seated.council, draft, at=NOW)
    seated.desk = browser(seated.secretariat)
    return seated


def test_a_synthesis_is_transmitted_under_the_referral_its_consultation_serves(under, browser):
    address = f"/secretariat/syntheses/{under.synthesis.id}/transmettre"
    page = under.desk.get(address).text
    assert f'<option selected value="{under.referral.id}">' in page
    under.desk.post(address, {"message": "", "referral": str(under.referral.id)})
    work(under.app)
    assert kept(under, Transmission)[0].referral_id == under.referral.id
    (mail,) = [one for one in kept(under, OutgoingMail) if "transmise" in one.subject]
    assert "Elle répond à la saisine" in mail.text
    assert "Synthèse transmise le" in browser().get(f"/saisines/{under.referral.id}").text


def test_an_opinion_published_under_a_referral_answers_it(under):
    with under.app.app_context():
        with database().unit_of_work() as unit:
            opinion = Opinion(
                council_id=under.council.id,
                referral_id=under.referral.id,
                rapporteur_id=under.member.id,
                title="Avis",
                created_at=NOW,
            )
            unit.add(opinion)
            unit.flush()
            jobs.enqueue("council.referral_answered", {"id": opinion.id}, at=clock.now())
        jobs.run_due()
    assert kept(under, Referral)[0].status is ReferralStatus.ANSWERED


def test_the_worker_hears_of_published_opinions(app):
    with app.app_context():
        assert "council.referral_answered" in jobs.catalogue().topics[PUBLISHED]


# --- what a later version changed -----------------------------------------------------------


def written(*sections: tuple[str, str, list[tuple[str, str]]]) -> bytes:
    body = [
        {
            "id": key,
            "title": title,
            "blocks": [{"kind": "paragraph", "claims": [{"id": one, "text": words} for one, words in claims]}],
            "sections": [],
        }
        for key, title, claims in sections
    ]
    return json.dumps({"document": {"sections": body}}).encode()


def test_parts_and_sentences_added_removed_and_rewritten_are_told_apart():
    former = written(("a", "Un", [("1", "Dix personnes."), ("2", "Parti.")]), ("b", "Deux", []))
    present = written(("a", "Un", [("1", "Onze personnes."), ("3", "Venu.")]), ("c", "Trois", []))
    assert compare(former, present) == Changes(
        ("Trois",), ("Deux",), ("Venu.",), ("Parti.",), (Rewritten("Dix personnes.", "Onze personnes."),)
    )


def test_the_annex_is_not_compared():
    assert compare(written(), written(("annexe", "Annexe", [("1", "Tout.")]))).is_empty


def test_a_first_transmission_has_nothing_to_compare(transmitted, browser):
    address = f"/conseil/transmissions/{transmitted.transmission.id}/changements"
    assert browser(transmitted.member).get(address).status_code == 404


def test_a_later_transmission_says_what_changed_to_its_members_alone(transmitted, browser):
    with transmitted.app.app_context(), database().unit_of_work() as unit:
        synthesis = unit.get_one(Synthesis, transmitted.synthesis.id)
        again = transmit(transmitted.secretariat, synthesis, transmitted.council, "", at=NOW)
    with clock.set_to(NOW + timedelta(minutes=1)):
        work(transmitted.app)
        address = f"/conseil/transmissions/{again.id}/changements"
        assert "Les mots sont les mêmes" in browser(transmitted.member).get(address).text
        assert browser(transmitted.former).get(address).status_code == 403


def test_transmissions_have_a_feed_that_says_their_fingerprint(transmitted, browser):
    feed = browser().get(f"/conseils/{transmitted.council.slug}/transmissions.atom").text
    assert transmitted.consultation.title in feed
    assert kept(transmitted, Transmission)[0].sha256 in feed
