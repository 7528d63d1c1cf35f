"""The pages of the transparency report."""

from consult.kit.db import database
from contributions.models import Proposal
from tests.factories import NOW


def test_everyone_reads_the_report_of_all_and_of_one_consultation(browser, stored_scene):
    addresses = ("/registre-de-moderation/rapport", f"/consultations/{stored_scene.consultation.slug}/moderation")
    for address in addresses:
        page = browser().get(address)
        assert page.status_code == 200
        assert "Aucune décision n’a été contestée." in page.text


def test_a_year_that_no_calendar_holds_is_refused(browser):
    assert browser().get("/registre-de-moderation/rapport?annee=12").status_code == 400


def test_the_report_counts_zero_in_the_singular(browser, stored_scene):
    page = browser().get("/registre-de-moderation/rapport").text
    assert "0 décision a été automatique." in page
    assert "Avant 0 décision prise par une personne, un indice automatique" in page
    assert 'href="/registre-de-moderation.csv" download>Télécharger les décisions comptées ici' in page


def test_reports_lead_to_each_year_and_each_consultation_and_say_which_years_are_empty(app, browser, stored_scene):
    with app.test_request_context(), database().unit_of_work() as opened:
        opened.get_one(Proposal, stored_scene.proposal.id).submitted_at = NOW.replace(year=NOW.year - 2)
    slug, page = stored_scene.consultation.slug, browser().get("/registre-de-moderation/rapport").text
    assert f'href="/registre-de-moderation/rapport?annee={NOW.year - 2}">{NOW.year - 2}</a>' in page
    assert f"<li>{NOW.year - 1}\u00a0: rien à rapporter</li>" in page
    assert f'href="/consultations/{slug}/moderation"' in page
    empty = browser().get(f"/consultations/{slug}/moderation?annee={NOW.year - 1}").text
    assert f"Rien à rapporter en {NOW.year - 1}." in empty
    assert f'href="/consultations/{slug}/moderation?annee={NOW.year}">{NOW.year}</a>' in empty
    assert f'href="/registre-de-moderation/rapport?annee={NOW.year - 1}"' in empty


def test_a_consultation_and_the_register_lead_to_the_reports(browser, stored_scene):
    one = stored_scene.consultation
    page = browser().get(f"/consultations/{one.slug}").text
    for address in ("moderation", "charte"):
        assert f'href="/consultations/{one.slug}/{address}"' in page
    register = browser().get(f"/registre-de-moderation?consultation={one.id}&annee={NOW.year}").text
    assert "Aucune décision ne répond à ces filtres." in register
    assert f'href="/consultations/{one.slug}/moderation?annee={NOW.year}"' in register
    assert f'<option value="{NOW.year}" selected>' in register
