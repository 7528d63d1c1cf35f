"""The pages of the transparency report."""


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
    assert "avant 0 décision." in page
