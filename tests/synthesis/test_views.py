import pytest

from consult.accounts.models import Role
from consult.kit.db import database
from synthesis.models import Synthesis, SynthesisStatus
from synthesis.paths import paths_of
from synthesis.reading import written_part
from tests.factories.people import make_user
from tests.factories.syntheses import built


@pytest.fixture
def published(draft):
    """Give a synthesis that everyone may read."""
    with draft.app.app_context(), database().unit_of_work() as unit:
        unit.get_one(Synthesis, draft.synthesis.id).status = SynthesisStatus.PUBLISHED
    draft.address = f"/syntheses/{draft.synthesis.id}"
    return draft


def test_everyone_reads_a_published_synthesis(published, browser):
    page = browser().get(published.address)
    assert page.status_code == 200
    assert "Synthèse de la consultation" in page.text
    assert "Garder un guichet humain" in page.text


@pytest.mark.parametrize("after", ["", "/parties/methode", "/fichiers/synthese.pdf"])
def test_a_draft_is_nowhere_for_the_public(draft, browser, after):
    address = f"/syntheses/{draft.synthesis.id}{after}"
    assert browser().get(address).status_code == 404
    assert browser(draft.reader).get(address).status_code == 404


def test_the_secretariat_reads_a_draft_as_the_public_will(draft, browser):
    page = browser(draft.secretariat).get(f"/syntheses/{draft.synthesis.id}")
    assert page.status_code == 200
    assert "Pas encore publique" in page.text


def test_the_secretariat_of_another_consultation_does_not(draft, browser, store):
    other = store(make_user(Role.SECRETARIAT, consultation_id=draft.consultation.id + 99))[0]
    assert browser(other).get(f"/syntheses/{draft.synthesis.id}").status_code == 404


def test_every_part_has_its_page(published, browser):
    visitor = browser()
    for section_id in ("methode", "participation", "limites", "reproductibilite", "annexe"):
        assert visitor.get(f"{published.address}/parties/{section_id}").status_code == 200


def test_a_theme_leads_to_the_contributions_it_names(published, browser):
    theme = published.consultation.themes[0].id
    page = browser().get(f"{published.address}/parties/theme-{theme}")
    assert f'href="/propositions/{published.proposal.id}-' in page.text


def test_a_long_list_of_evidence_leads_to_the_annex_of_its_theme(published):
    theme = f"theme-{published.consultation.themes[0].id}"
    with published.app.test_request_context(), database().unit_of_work():
        _, part = written_part(published.synthesis, theme)
        assert paths_of(published.synthesis, part).annex == f"{published.address}/parties/annexe-{theme}"


def test_the_annex_leads_to_its_themes_and_they_hold_everything(published, browser):
    theme = f"annexe-theme-{published.consultation.themes[0].id}"
    assert theme in browser().get(f"{published.address}/parties/annexe").text
    page = browser().get(f"{published.address}/parties/{theme}")
    assert f'id="{published.proposal.reference}"' in page.text
    assert f'id="{published.argument.reference}"' in page.text


def test_an_unknown_part_is_not_found(published, browser):
    assert browser().get(f"{published.address}/parties/nulle-part").status_code == 404


def test_files_are_sent_under_the_name_of_the_consultation(published, browser):
    answer = browser().get(f"{published.address}/fichiers/synthese.pdf")
    assert answer.data.startswith(b"%PDF")
    assert answer.mimetype == "application/pdf"
    assert published.consultation.slug in answer.headers["Content-Disposition"]


def test_an_exported_page_is_downloaded_and_never_run_here(published, browser):
    answer = browser().get(f"{published.address}/fichiers/synthese.html")
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_a_file_already_had_is_not_sent_again(published, browser):
    visitor, address = browser(), f"{published.address}/fichiers/synthese.json"
    seal = visitor.get(address).headers["ETag"]
    assert visitor.get(address, headers={"If-None-Match": seal}).status_code == 304


def test_an_unknown_file_is_not_found(published, browser):
    assert browser().get(f"{published.address}/fichiers/mot-de-passe.txt").status_code == 404


def test_fictitious_data_say_so_on_every_page(app, browser):

    scene = built(app, fictitious=True)
    page = browser(scene.secretariat).get(f"/syntheses/{scene.synthesis.id}/parties/methode")
    assert "Données fictives" in page.text
