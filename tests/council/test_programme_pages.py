"""The scheme and the workstreams, from the secretariat's desk to what everyone reads."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from consult.accounts.models import User
from consult.accounts.operations.erasure import erase_user
from consult.accounts.personal_data import TextsFate
from consult.kit.db import database
from consult.territories.models import TerritoryLevel
from council.models import MeetingKind, Scheme, Workstream
from council.operations.programme import MeetingDraft, add_meeting
from council.operations.workstreams import WorkDraft, open_workstream
from council.personal_programme import hand_over
from search.engines import engine
from search.pages import Asked, search_page
from tests.factories import NOW
from tests.factories.councils import a_council, a_scheme, seats
from tests.factories.syntheses import work
from tests.factories.territories import make_territory

FRAME = {"title": "Schéma numérique", "adopted_on": "2025-06-29", "deed": "Délibération n° 1", "url": ""}
MEETING = {
    "kind": "conference",
    "title": "Conférence de 2030",
    "starts_at": "2030-11-28T09:30",
    "place": "Orléans",
}


@pytest.fixture
def scene(app, browser):
    """Return a council, its secretariat at its desk, and an EPCI that is known."""
    scene = a_council(app, members=2)
    with app.app_context(), database().unit_of_work() as unit:
        unit.add(make_territory("CC Berry Grand Sud", TerritoryLevel.EPCI))
    scene.desk = browser(scene.secretariat)
    return scene


@pytest.fixture
def published(scene):
    """Return the same with a public scheme of one measure."""
    with scene.app.app_context(), database().unit_of_work():
        scene.scheme = a_scheme(scene)
        scene.measure = scene.scheme.axes[0].measures[0]
    return scene


def version(scene) -> str:
    with scene.app.app_context(), database().unit_of_work(writes=False) as unit:
        return str(unit.scalars(select(Scheme.version)).one())


def test_a_scheme_is_written_at_the_desk_then_read_by_everyone(scene, browser):
    desk, public = scene.desk, "/schemas/schema-numerique"
    desk.post(f"/secretariat/conseils/{scene.council.slug}/programme", FRAME)
    desk.post("/secretariat/schemas/1/axes/nouveau", {"title": "Des lieux", "version": version(scene)})
    measure = {"title": "Un lieu par bassin", "territories": "cc berry grand sud", "recommendation": ""}
    desk.post("/secretariat/axes/1/mesures/nouvelle", {**measure, "version": version(scene)})
    desk.post("/secretariat/schemas/1/rencontres/nouvelle", {**MEETING, "version": version(scene)})
    assert browser(scene.people[0]).get(public).status_code == 403
    assert "Pas encore public" in desk.get(public).text
    desk.post("/secretariat/schemas/1/publier")
    page = browser().get(public).text
    for words in ("Mesure 1.1", "CC Berry Grand Sud", "29 juin 2025", "Conférence de 2030", "28 novembre 2030"):
        assert words in page
    assert "token" not in page


@pytest.mark.parametrize(
    ("address", "typed", "said"),
    [
        ("axes/nouveau", {"title": ""}, "Donnez un titre."),
        ("rencontres/nouvelle", {**MEETING, "ends_at": "2030-11-28T08:00"}, "finit avant de commencer"),
        ("rencontres/nouvelle", {**MEETING, "starts_at": ""}, "Donnez la date et l’heure"),
    ],
)
def test_what_is_refused_says_why_and_keeps_what_was_typed(published, address, typed, said):
    answer = published.desk.post(
        f"/secretariat/schemas/1/{address}", {**typed, "place": "Orléans", "version": version(published)}
    )
    assert (answer.status_code, said in answer.text) == (422, True)
    assert 'value="Orléans"' in answer.text or "axes" in address


def test_an_unknown_territory_is_said_beside_its_field(published):
    typed = {"title": "Ouvrir", "territories": "Berry", "recommendation": "", "version": version(published)}
    answer = published.desk.post("/secretariat/mesures/1", typed)
    assert answer.status_code == 422
    assert "un de ces territoires\u00a0: CC Berry Grand Sud" in answer.text


def test_a_page_opened_before_someone_else_saved_is_refused(published):
    opened_on = version(published)
    for title, expected in (("Un", 302), ("Deux", 409)):
        typed = {"title": title, "territories": "", "recommendation": "", "version": opened_on}
        assert published.desk.post("/secretariat/mesures/1", typed).status_code == expected
    assert "Deux" not in published.desk.get("/secretariat/schemas/1").text


def test_the_calendar_is_followed_in_an_agenda(published, browser):
    with published.app.app_context(), database().unit_of_work() as unit:
        scheme = unit.get_one(Scheme, published.scheme.id)
        draft = MeetingDraft(MeetingKind.TECHNICAL, "Réunion technique", NOW + timedelta(days=3), place="Bourges")
        add_meeting(scheme, draft, at=NOW)
    answer = browser().get(f"/schemas/{published.scheme.slug}/rencontres.ics")
    assert answer.mimetype == "text/calendar"
    assert "SUMMARY:Réunion technique" in answer.text
    assert "DESCRIPTION:Bourges" in answer.text


def test_a_late_conference_is_said_to_everyone(published, browser):
    with published.app.app_context(), database().unit_of_work() as unit:
        unit.get_one(Scheme, published.scheme.id).adopted_on = date(2024, 1, 15)
    page = browser().get(f"/schemas/{published.scheme.slug}").text
    assert "Une conférence est due depuis le 15 janvier 2025" in page


def test_a_measure_is_found_once_its_scheme_is_public(published):
    work(published.app)
    with published.app.test_request_context(), database().unit_of_work(writes=False):
        (found,) = [one.text for one in search_page(engine(), Asked("bassin de vie")).results]
    assert found.url == f"/schemas/{published.scheme.slug}#mesure-{published.measure.id}"
    assert found.label == "Mesure d’un schéma"


def test_a_measure_of_a_scheme_being_written_is_not_found(scene):
    with scene.app.app_context(), database().unit_of_work():
        a_scheme(scene, public=False)
    work(scene.app)
    with scene.app.test_request_context(), database().unit_of_work(writes=False):
        assert list(search_page(engine(), Asked("bassin de vie")).results) == []


# --- workstreams -----------------------------------------------------------------------------------


def test_a_workstream_is_opened_at_the_desk_and_read_by_everyone(published, browser):
    with published.app.app_context(), database().unit_of_work(writes=False):
        rapporteur = seats(published)[0]
        name = rapporteur.user.display_name
    typed = {
        "title": "Le réseau des lieux",
        "opened_on": "2026-01-05",
        "state": "open",
        "rapporteur": str(rapporteur.id),
        "measures": ["1"],
    }
    published.desk.post(f"/secretariat/conseils/{published.council.slug}/chantiers/nouveau", typed)
    page = browser().get(f"/conseils/{published.council.slug}/chantiers").text
    for words in ("Le réseau des lieux", name, "5 janvier 2026", f"/schemas/{published.scheme.slug}#mesure-1"):
        assert words in page
    assert "Le réseau des lieux" in browser().get(f"/conseils/{published.council.slug}").text


def test_what_was_not_offered_counts_for_nothing(published):
    typed = {"title": "Lieux", "opened_on": "2026-01-05", "state": "open", "rapporteur": "99", "measures": ["99"]}
    published.desk.post(f"/secretariat/conseils/{published.council.slug}/chantiers/nouveau", typed)
    with published.app.app_context(), database().unit_of_work(writes=False) as unit:
        made = unit.scalars(select(Workstream)).one()
        assert (made.rapporteur_id, made.measures) == (None, [])


def test_empty_pages_say_what_will_be_there(scene, browser):
    assert "Pas encore de chantier." in browser().get(f"/conseils/{scene.council.slug}/chantiers").text
    desk = scene.desk.get(f"/secretariat/conseils/{scene.council.slug}/programme").text
    assert "Aucun chantier. Ouvrez le premier" in desk
    assert "Aucun schéma. Commencez-le" in desk


def test_a_rapporteur_is_handed_their_workstreams_and_stays_unnamed_once_gone(scene, browser):
    with scene.app.test_request_context(), database().unit_of_work():
        draft = WorkDraft("Le réseau des lieux", opened_on=date(2026, 1, 5), rapporteur=seats(scene)[0])
        open_workstream(scene.council, draft, today=NOW.date())
        (part,) = hand_over(scene.people[0], NOW)
        assert [one["chantier"] for one in part.content] == ["Le réseau des lieux"]
    with scene.app.app_context(), database().unit_of_work() as unit:
        erase_user(unit.get_one(User, scene.people[0].id), TextsFate.UNSIGNED, at=NOW)
    page = browser().get(f"/conseils/{scene.council.slug}/chantiers").text
    assert "rapporteur\u00a0: Membre qui a supprimé son compte" in page


@pytest.mark.parametrize("who", ["people", "former"])
def test_members_do_not_keep_the_programme(published, browser, who):
    user = published.former if who == "former" else published.people[0]
    desk = browser(user)
    assert desk.get("/secretariat/schemas/1").status_code == 403
    assert desk.post("/secretariat/schemas/1/publier").status_code == 403
    assert desk.get(f"/schemas/{published.scheme.slug}").status_code == 200
