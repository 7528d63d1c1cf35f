"""The public pages of consultations."""

from datetime import timedelta

import pytest

from consult.accounts.models import Role
from consult.consultations import slots
from consult.consultations.models import ConsultationStatus, Document, ResultKind, ResultLink
from consult.consultations.slots import ActionLink
from tests.factories import NOW
from tests.factories.consultations import make_consultation, make_phase, make_theme
from tests.factories.people import make_user
from tests.query_counting import counted_queries

DAY = timedelta(days=1)
DRAFT, PUBLISHED, CLOSED = ConsultationStatus


def make_closed(**values: object):
    return make_consultation(status=CLOSED, closed_at=NOW - 5 * DAY, **values)


def make_coming(**values: object):
    return make_consultation(phases=[make_phase(opens_at=NOW + DAY, closes_at=NOW + 30 * DAY)], **values)


# --- the home -------------------------------------------------------------------------


def test_an_empty_home_says_what_will_be_there(browser):
    assert "Aucune consultation pour l’instant" in browser().get("/").text


def test_the_home_says_what_is_asked_by_whom_and_until_when(browser, store):
    store(make_consultation(decision_maker="L’assemblée régionale"))
    page = browser().get("/").text
    assert "Quels services numériques pour la région" in page
    assert "Conseil régional" in page
    assert "Ouverte jusqu’au 21 octobre 2026" in page
    assert "Qui décide\N{NO-BREAK SPACE}: L’assemblée régionale" in page


def test_the_home_shows_what_is_open_then_coming_then_closed(browser, store):
    store(make_closed(title="Finie"), make_coming(title="Bientôt"), make_consultation(title="Maintenant"))
    page = browser().get("/").text
    assert page.index("Maintenant") < page.index("Bientôt") < page.index("Finie")


def test_the_first_to_close_comes_first(browser, store):
    late = make_consultation(title="Plus tard", phases=[make_phase(closes_at=NOW + 40 * DAY)])
    store(late, make_consultation(title="Bientôt close"))
    page = browser().get("/").text
    assert page.index("Bientôt close") < page.index("Plus tard")


def test_a_closed_consultation_leads_to_what_came_of_it(browser, store):
    link = ResultLink(kind=ResultKind.SYNTHESIS, url="/syntheses/7", published_at=NOW)
    store(make_closed(results=[link]))
    assert 'href="/syntheses/7"' in browser().get("/").text


def test_a_consultation_just_ended_is_shown_closed_before_the_worker_has_passed(browser, store):
    store(make_consultation(title="Finie à l’instant", phases=[make_phase(closes_at=NOW)]))
    page = browser().get("/").text
    assert "Closes, et ce qu’elles ont donné" in page
    assert "Close depuis le 1er octobre 2026" in page


@pytest.mark.parametrize("address", ["/", "/consultations"])
def test_no_list_shows_a_draft_even_to_those_who_write_it(browser, store, address):
    admin, _ = store(make_user(Role.ADMINISTRATOR), make_consultation(status=DRAFT, title="Secret"))
    assert "Secret" not in browser(admin).get(address).text


def test_closed_consultations_are_read_by_pages(browser, store):
    store(*(make_closed(title=f"Numéro {number:02}") for number in range(21)))
    first = browser().get("/consultations").text
    following = first.split('href="/consultations?suite=')[1].split('"')[0]
    assert "Numéro 20" in first
    assert "Numéro 00" not in first
    assert "Numéro 00" in browser().get(f"/consultations?suite={following}").text


@pytest.mark.parametrize("cursor", ["x", "WzEsMl0", "WyJhIiwgMV0"])
def test_a_false_page_of_the_list_is_refused(browser, cursor):
    assert browser().get(f"/consultations?suite={cursor}").status_code == 400


# --- a consultation -------------------------------------------------------------------


def test_the_page_shows_the_question_the_phases_and_the_themes(browser, store):
    (consultation,) = store(make_consultation(themes=[make_theme("Santé", proposals_count=3)]))
    page = browser().get(f"/consultations/{consultation.slug}").text
    assert "<h1>Notre région numérique</h1>" in page
    assert "Vous êtes ici" in page
    assert f'href="/consultations/{consultation.slug}/themes/sante"' in page
    assert "3 propositions" in page
    assert "Comment participer" in page


def test_sub_themes_stand_under_their_theme(browser, store):
    top = make_theme("Santé")
    (consultation,) = store(make_consultation(themes=[top, make_theme("Aidants", parent=top)]))
    page = browser().get(f"/consultations/{consultation.slug}").text
    assert page.index(">Santé<") < page.index("theme-children") < page.index(">Aidants<")


def test_documents_and_results_are_linked(browser, store):
    document = Document(title="Schéma régional", url="https://exemple.fr/schema.pdf")
    result = ResultLink(kind=ResultKind.OPINION, url="/avis/2", published_at=NOW)
    (consultation,) = store(make_closed(documents=[document], results=[result]))
    page = browser().get(f"/consultations/{consultation.slug}").text
    assert 'href="https://exemple.fr/schema.pdf">Schéma régional' in page
    assert 'href="/avis/2">L’avis du conseil' in page


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"short_reason": "Le vote du budget approche."}, "Le vote du budget approche."),
        ({"imported": True}, "s’est tenue sur un autre site"),
        ({"fictitious": True}, "est une démonstration"),
        ({"body_html": "<p>Le <em>détail</em></p>"}, "<p>Le <em>détail</em></p>"),
        ({"pre_moderated": True}, "avant publication"),
        ({"results_hidden": True}, "visibles à la clôture"),
    ],
)
def test_what_the_organiser_chose_is_said(browser, store, values, sentence):
    (consultation,) = store(make_consultation(**values))
    assert sentence in browser().get(f"/consultations/{consultation.slug}").text


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "<commune>", "a < b"])
def test_a_title_or_a_question_appears_as_typed(browser, store, text):
    (consultation,) = store(make_consultation(title=text, question=text, summary=text))
    page = browser().get(f"/consultations/{consultation.slug}").text
    assert text not in page
    assert text.replace("<", "&lt;").replace(">", "&gt;") in page


def test_later_rooms_offer_ways_to_take_part_while_it_is_open(app, browser, store):
    slots.take_part.add(app, lambda one, _at: [ActionLink("Voter vite", f"/vote/{one.slug}")])
    open_now, over = store(make_consultation(), make_closed())
    assert f'href="/vote/{open_now.slug}"' in browser().get(f"/consultations/{open_now.slug}").text
    assert "Voter vite" not in browser().get(f"/consultations/{over.slug}").text


@pytest.mark.parametrize(("role", "status"), [(None, 404), (Role.CITIZEN, 404), (Role.SECRETARIAT, 200)])
def test_a_draft_exists_only_for_those_who_write_it(browser, store, role, status):
    draft, someone = store(make_consultation(status=DRAFT), make_user(*([role] if role else [])))
    assert browser(someone).get(f"/consultations/{draft.slug}").status_code == status


def test_an_unknown_consultation_is_not_found(browser):
    assert browser().get("/consultations/nulle-part").status_code == 404


# --- shared pages, and what they cost -------------------------------------------------


@pytest.mark.parametrize("address", ["/", "/consultations", "/consultations/{slug}"])
def test_a_visitors_page_may_be_kept_by_any_cache(browser, store, address):
    (consultation,) = store(make_consultation())
    answer = browser().get(address.format(slug=consultation.slug))
    assert answer.headers["Cache-Control"] == "public, max-age=60"
    assert "Set-Cookie" not in answer.headers
    assert "csrf" not in answer.text


@pytest.mark.parametrize("address", ["/", "/consultations/{slug}"])
def test_a_signed_in_page_is_kept_by_none(browser, store, address):
    consultation, someone = store(make_consultation(), make_user())
    answer = browser(someone).get(address.format(slug=consultation.slug))
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("size", [1, 30])
def test_the_home_costs_five_queries_whatever_its_size(app, browser, store, size):
    results = [ResultLink(kind=ResultKind.SYNTHESIS, url="/syntheses/1", published_at=NOW)]
    store(*(make_consultation() for _ in range(size)), *(make_coming() for _ in range(size)))
    store(*(make_closed(results=list(results) if number == 0 else []) for number in range(size)))
    with counted_queries(app) as sent:
        assert browser().get("/").status_code == 200
    assert len(sent) <= 5


@pytest.mark.parametrize("size", [1, 30])
def test_a_consultation_costs_four_queries_whatever_its_size(app, browser, store, size):
    days = [NOW + number * DAY for number in range(size + 1)]
    phases = [make_phase(opens_at=days[i], closes_at=days[i + 1]) for i in range(size)]
    themes = [make_theme(f"Thème {number}", slug=f"theme-{number}") for number in range(size)]
    documents = [Document(title="Rapport", url=f"https://exemple.fr/{number}") for number in range(size)]
    (consultation,) = store(make_consultation(phases=phases, themes=themes, documents=documents))
    with counted_queries(app) as sent:
        assert browser().get(f"/consultations/{consultation.slug}").status_code == 200
    assert len(sent) <= 4


# --- what a search engine or a shared link says ------------------------------------------


def described(page: str) -> str:
    return page.split('<meta name="description" content="')[1].split('">', maxsplit=1)[0]


def test_a_page_is_described_by_the_question_asked(browser, store):
    (consultation,) = store(make_consultation(question='Quels "services" pour <tous> ?'))
    page = browser().get(f"/consultations/{consultation.slug}").text
    assert described(page) == "Quels &#34;services&#34; pour &lt;tous&gt; ?"


def test_the_home_is_described_by_who_asks(browser):
    assert described(browser().get("/").text) == (
        "Région Centre-Val de Loire demande l’avis des habitants avant de décider."
    )


def test_what_the_organiser_wrote_is_marked_as_french_on_an_english_page(browser, store):
    phase = make_phase(title="Débattre", summary="Voter et répondre.")
    (consultation,) = store(make_consultation(phases=[phase], themes=[make_theme("Santé", summary="Se soigner.")]))
    page = browser().get(f"/consultations/{consultation.slug}?lang=en").text
    for words in (
        "Notre région numérique</h1>",
        "Débattre</span>",
        "Voter et répondre.",
        "Santé</a>",
        "Se soigner.",
    ):
        assert f' lang="fr">{words}' in page
    assert "Public synthesis</span>" in page
    assert '<span class="masthead-region" lang="fr">' in page
    assert f'<a href="/consultations/{consultation.slug}"><span lang="fr">{consultation.title}</span></a>' in (
        browser().get(f"/consultations/{consultation.slug}/propositions?lang=en").text
    )
    assert f'<span lang="fr">{consultation.question}</span>' in (
        browser().get(f"/consultations/{consultation.slug}/suivi?lang=en").text
    )
    assert ' lang="fr">Public synthesis' not in page


def test_an_imported_consultation_with_no_outcome_has_no_heading_for_one(browser, store):
    closed = {"status": ConsultationStatus.CLOSED, "closed_at": NOW}
    store(make_consultation(slug="ailleurs", imported=True, **closed), make_consultation(slug="ici", **closed))
    assert "Ce qu’elle a donné" not in browser().get("/consultations/ailleurs").text
    assert "Ce qu’elle a donné" in browser().get("/consultations/ici").text
