import pytest

from contributions.models import Status


@pytest.fixture
def suggested(site, browser):
    site.propose("La portabilité des données", "Entre services.", theme_id=site.sante.id)
    site.propose("Un port pour les bateaux", "Et des données.")

    def ask(typed: str):
        site.work()
        answer = browser().get("/recherche/suggestions.json", query_string={"q": typed})
        assert answer.headers["Cache-Control"] == "no-store"
        return {one["text"]: one["url"] for one in answer.json["suggestions"]}

    return ask


@pytest.mark.parametrize(
    ("typed", "titles"),
    [
        ("portab", {"La portabilité des données"}),
        ("PORT", {"La portabilité des données", "Un port pour les bateaux"}),
        ("donnees porta", {"La portabilité des données"}),
        ("portables", {"La portabilité des données"}),
        ("bateau portabilité", set()),
        ("services", set()),
        ("po", set()),
        ("", set()),
        ("zzzz", set()),
        ('"', set()),
    ],
)
def test_titles_that_begin_so_are_suggested(suggested, typed, titles):
    assert set(suggested(typed)) == titles


def test_a_title_leads_to_its_page(suggested):
    assert suggested("portab")["La portabilité des données"].endswith("-la-portabilite-des-donnees")


@pytest.mark.parametrize("typed", ["cultu", "CULTURE", "la cult"])
def test_a_theme_leads_to_what_is_said_of_it(suggested, typed):
    assert suggested(typed) == {"Culture": "/recherche?theme=culture"}


@pytest.mark.parametrize("typed", ["notre reg", "région numér", "REGION"])
def test_a_consultation_is_suggested_first_by_its_title(suggested, site, typed):
    site.propose("La région numérique de demain")
    found = suggested(typed)
    assert found["Notre région numérique"] == "/consultations/numerique"
    assert next(iter(found)) == "Notre région numérique"


def test_a_word_no_text_has_is_written_otherwise(suggested):
    assert suggested("la portabilté") == {"la portabilité": "/recherche?q=la+portabilit%C3%A9"}


@pytest.mark.parametrize("status", [Status.HIDDEN, Status.REMOVED, Status.PENDING, Status.WITHDRAWN])
def test_what_is_withheld_is_never_suggested(suggested, site, browser, status):
    text = site.propose("Le kayak pour tous")
    assert set(suggested("kaya")) == {"Le kayak pour tous"}
    site.change(text, status)
    answer = browser().get("/recherche/suggestions.json", query_string={"q": "kaya"})
    assert answer.json == {"suggestions": [], "said": ""}
    assert suggested("kayka") == {}


def test_without_an_index_nothing_is_suggested(browser):
    answer = browser().get("/recherche/suggestions.json", query_string={"q": "portab"})
    assert answer.json == {"suggestions": [], "said": ""}


def test_how_many_there_are_is_said(suggested, browser):
    suggested("portab")
    assert browser().get("/recherche/suggestions.json?q=port").json["said"] == "2 suggestions"
