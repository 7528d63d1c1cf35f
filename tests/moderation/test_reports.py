"""The pages of the transparency report."""


def test_everyone_reads_the_report_of_all_and_of_one_consultation(browser, stored_scene):
    addresses = ("/registre-de-moderation/rapport", f"/consultations/{stored_scene.consultation.slug}/moderation")
    for address in addresses:
        page = browser().get(address)
        assert page.status_code == 200
        assert "Aucune décision n’a été contestée." in page.text


def test_a_year_that_no_calendar_holds_is_refused(browser):
    assert browser().get("/registre-de-moderation/rapport?annee=12").status_code == 400
