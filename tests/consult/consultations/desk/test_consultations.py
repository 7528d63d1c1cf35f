"""The secretariat writes, publishes and closes consultations."""

import re
from datetime import date, timedelta

import pytest

from consult.accounts.models import Role
from consult.consultations import slots
from consult.consultations.models import ConsultationStatus
from consult.consultations.slots import NextStep
from tests.factories import NOW
from tests.factories.consultations import make_consultation, make_phase
from tests.factories.people import make_user
from tests.query_counting import counted_queries

DAY = timedelta(days=1)
DRAFT, PUBLISHED, CLOSED = ConsultationStatus
TEXTS = {
    "title": "Nos trains",
    "question": "Quels trains ?",
    "organiser": "Région",
    "modalities": "On lit tout.",
    "synthesis_due_on": "2026-12-01",
}
SHORT_PHASE = {
    "title": "Contribuer",
    "opens_at": "2026-10-20T00:00",
    "closes_at": "2026-10-25T00:00",
    "opens": ["vote"],
}


def coming_phase():
    return make_phase(opens_at=NOW + 2 * DAY, closes_at=NOW + 30 * DAY)


# --- what is next ---------------------------------------------------------------------


def test_an_empty_desk_says_what_will_be_there(browser, store):
    (someone,) = store(make_user(Role.SECRETARIAT))
    assert "Rien n’attend." in browser(someone).get("/secretariat").text


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"status": DRAFT, "question": ""}, "À compléter avant d’ouvrir"),
        ({"status": DRAFT, "published_at": None}, "Prête à publier"),
        ({"phases": [coming_phase()]}, "La phase «\N{NO-BREAK SPACE}Contribuer\N{NO-BREAK SPACE}»"),
        ({"phases": [make_phase(closes_at=NOW + 2 * DAY)]}, "Dernier jour de la phase"),
        ({"status": CLOSED, "closed_at": NOW}, "Synthèse publique de"),
        ({"status": CLOSED, "closed_at": NOW, "synthesis_due_on": date(2026, 9, 1)}, "(en retard)"),
    ],
)
def test_the_desk_says_what_waits(browser, store, values, sentence):
    someone, _ = store(make_user(Role.SECRETARIAT), make_consultation(**values))
    assert sentence in browser(someone).get("/secretariat").text


def test_the_desk_shows_only_what_one_runs(browser, store):
    mine, other = store(
        make_consultation(status=DRAFT, title="À moi"), make_consultation(status=DRAFT, title="Autre")
    )
    (someone,) = store(make_user(Role.SECRETARIAT, consultation_id=mine.id))
    for address in ("/secretariat", "/secretariat/consultations"):
        page = browser(someone).get(address).text
        assert "À moi" in page
        assert other.title not in page.replace("Autre langue", "")


def test_later_rooms_add_what_waits_the_most_pressing_first(app, browser, store):
    (someone,) = store(make_user(Role.SECRETARIAT))
    slots.next_steps.add(app, lambda _actor, _at: [NextStep("Plus tard", "/b", date(2027, 1, 1))])
    slots.next_steps.add(app, lambda _actor, _at: [NextStep("D’abord", "/a", date(2026, 1, 1))])
    page = browser(someone).get("/secretariat").text
    assert page.index("D’abord") < page.index("Plus tard")


CEILINGS = {"/secretariat": 11, "/secretariat/consultations": 6}


@pytest.mark.parametrize("address", CEILINGS)
@pytest.mark.parametrize("size", [1, 15])
def test_the_lists_of_the_desk_cost_the_same_whatever_their_size(app, browser, store, address, size):
    store(*(make_consultation(status=DRAFT) for _ in range(size)), someone := make_user(Role.SECRETARIAT))
    opened = browser(someone)
    with counted_queries(app) as sent:
        opened.get(address)
    assert len(sent) <= CEILINGS[address]


# --- writing --------------------------------------------------------------------------


def test_a_consultation_is_prepared_as_a_draft(desk, reload):
    answer = desk.browser.post("/secretariat/nouvelle-consultation", TEXTS)
    assert answer.headers["Location"] == "/secretariat/consultations/nos-trains"
    assert reload("nos-trains").status is DRAFT


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": ""}, "Écrivez un titre."),
        ({"title": "x" * 161}, "160 caractères au plus"),
        ({"slug": "Nos Trains"}, "en minuscules sans accent"),
        ({"synthesis_due_on": "bientôt"}, "Choisissez une date"),
        ({"body": "x" * 20_001}, "20\u202f000 caractères au plus"),
        ({"territory_id": "ailleurs"}, "Choisissez un territoire de la liste."),
        ({"territory_id": "999"}, "Choisissez un territoire de la liste."),
    ],
)
def test_what_is_wrong_is_refused_and_stays_typed(desk, reload, changes, sentence):
    answer = desk.browser.post("/secretariat/nouvelle-consultation", {**TEXTS, **changes})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "On lit tout." in answer.text
    assert reload("nos-trains") is None


def test_an_address_already_taken_is_refused_beside_its_field(desk):
    answer = desk.browser.post("/secretariat/nouvelle-consultation", {**TEXTS, "slug": desk.slug})
    assert answer.status_code == 422
    assert 'id="slug-error"' in answer.text


ASKED = "Pourquoi moins de quinze jours"


def test_a_reason_for_a_short_time_is_not_asked_while_the_dates_leave_enough(desk):
    assert ASKED not in desk.browser.get("/secretariat/nouvelle-consultation").text
    assert ASKED not in desk.get("/textes").text
    assert desk.post("/textes", {**TEXTS, "title": "Nos gares"}).status_code == 302
    assert desk.kept().title == "Nos gares"


def test_what_is_owed_for_a_short_time_leads_to_the_field_that_asks_it(desk):
    desk.post(f"/phases/{desk.draft.phases[0].id}", SHORT_PHASE)
    assert f'href="/secretariat/consultations/{desk.slug}/textes#short_reason"' in desk.get().text
    page = desk.get("/textes").text
    assert ASKED in page
    assert 'id="short_reason"' in page


def test_a_reason_once_given_can_be_read_and_changed(desk):
    desk.post(f"/phases/{desk.draft.phases[0].id}", SHORT_PHASE)
    desk.post("/textes", {**TEXTS, "short_reason": "Le budget est voté en novembre."})
    assert "Le budget est voté en novembre." in desk.get("/textes").text
    desk.post("/textes", {**TEXTS, "short_reason": "La loi nous presse."})
    assert desk.kept().short_reason == "La loi nous presse."


def test_a_number_of_votes_per_person_is_written_shown_and_kept(desk):
    assert desk.post("/textes", {**TEXTS, "votes_per_person": "5"}).status_code == 302
    assert 'value="5"' in desk.get("/textes").text
    for address in (f"/consultations/{desk.slug}", f"/secretariat/consultations/{desk.slug}"):
        assert re.search(r"<dt>Votes par personne</dt><dd>5</dd>", desk.browser.get(address).text)


def test_the_texts_are_changed_and_shown_as_they_were_typed(desk):
    assert desk.post("/textes", {**TEXTS, "body": "## Pourquoi"}).status_code == 302
    assert desk.kept().body_html == "<h3>Pourquoi</h3>\n"
    assert "## Pourquoi</textarea>" in desk.get("/textes").text


def test_a_public_consultation_keeps_what_it_owes(desk):
    desk.post("/publier")
    answer = desk.post("/textes", {**TEXTS, "modalities": "", "summary": "Resté là"})
    assert answer.status_code == 422
    assert 'id="modalities-error"' in answer.text
    assert "Resté là" in answer.text
    assert desk.kept().modalities_source == "Les contributions sont lues et synthétisées."


# --- its life -------------------------------------------------------------------------


def test_the_file_says_what_is_missing_before_opening(browser, store):
    someone, _ = store(make_user(Role.SECRETARIAT), make_consultation(slug="vide", status=DRAFT, phases=[]))
    page = browser(someone).get("/secretariat/consultations/vide").text
    assert "Avant d’ouvrir" in page
    assert "Ajoutez une phase qui ouvre au moins une action" in page


def test_publishing_asks_first_then_makes_the_page_public(desk, browser):
    assert "Publier maintenant" in desk.get("/publier").text
    assert browser().get(f"/consultations/{desk.slug}").status_code == 404
    assert desk.post("/publier").status_code == 302
    assert browser().get(f"/consultations/{desk.slug}").status_code == 200


def test_an_incomplete_consultation_is_not_published(browser, store, reload):
    someone, _ = store(make_user(Role.SECRETARIAT), make_consultation(slug="vide", status=DRAFT, phases=[]))
    answer = browser(someone).post("/secretariat/consultations/vide/publier")
    assert answer.status_code == 422
    assert "Avant d’ouvrir" in answer.text
    assert reload("vide").status is DRAFT


def test_publishing_twice_is_a_conflict(desk):
    desk.post("/publier")
    assert desk.post("/publier").status_code == 409


def test_closing_early_asks_for_a_reason_then_is_told_in_the_journal(desk):
    desk.post("/publier")
    assert desk.post("/clore", {"reason": " "}).status_code == 422
    assert desk.post("/clore", {"reason": "Élections anticipées"}).status_code == 302
    assert desk.kept().status is CLOSED
    page = desk.get().text
    assert "Élections anticipées" in page
    assert ("En cours" in page, "à la clôture" in page) == (False, True)


def test_a_draft_is_not_closed(desk):
    assert desk.get("/clore").status_code == 409


def test_a_consultation_that_has_not_begun_goes_back_to_the_desk(browser, store, reload):
    someone, _ = store(make_user(Role.SECRETARIAT), make_consultation(slug="future", phases=[coming_phase()]))
    address = "/secretariat/consultations/future"
    assert "Retirer pour corriger" in browser(someone).get(address).text
    assert browser(someone).post(f"{address}/retirer", {"reason": "Erreur de date"}).status_code == 302
    assert reload("future").status is DRAFT


def test_a_closed_consultation_offers_no_change(desk):
    desk.post("/publier")
    desk.post("/clore", {"reason": "Fin"})
    assert desk.get("/textes").status_code == 403
    assert "Modifier" not in desk.get().text
    assert "son contenu ne change plus" in desk.post("/themes/nouveau", {"title": "Trop tard"}).text
