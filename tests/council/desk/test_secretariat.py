"""The desk of councils: what is said of one, who is seated, whose mandate ends, and what everyone then reads."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from consult.accounts.models import Role, User
from consult.accounts.operations.erasure import erase_user
from consult.accounts.personal_data import TextsFate
from consult.kit.db import database
from council.models import Council, CouncilMember, Mandate
from tests.factories import NOW
from tests.factories.councils import seats
from tests.factories.people import make_user
from tests.factories.sittings import rows, words

SEAT = {"capacity": "Recherche", "office": "member", "starts_on": "2026-02-01", "ends_on": ""}
NAMED = {**SEAT, "email": "", "display_name": "Odile Sans"}
SAID = {"name": "Conseil du Loiret", "level": "department", "quorum_share": "", "sittings_owed": ""}


@pytest.fixture
def scene(five, browser):
    """Return a council of five members, the browser of its desk and its addresses."""
    five.desk = browser(five.secretariat)
    five.public, five.at = (f"{desk}/conseils/{five.council.slug}" for desk in ("", "/secretariat"))
    with five.app.app_context(), database().unit_of_work(writes=False):
        five.mandate_ids = [one.mandates[0].id for one in seats(five)]
        five.seat_ids = [one.id for one in seats(five)]
    return five


def test_a_council_is_created_with_the_usual_quorum_when_none_is_typed(scene):
    page = scene.desk.post("/secretariat/conseils", SAID, follow_redirects=True)
    made = rows(scene, select(Council).where(Council.name == SAID["name"]))[0]
    assert "Aucun membre. Donnez un premier mandat" in words(page)
    assert (made.quorum_share, made.sittings_owed, made.slug) == (50, 0, "conseil-du-loiret")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": " "}, "Donnez le nom du conseil"),
        ({"quorum_share": "0"}, "entre 1 et 100"),
        ({"quorum_share": "²"}, "Écrivez un nombre entier"),
        ({"sittings_owed": "53"}, "entre 0 et 52"),
    ],
)
def test_what_means_nothing_is_refused_beside_its_field(scene, wrong, said):
    answer = scene.desk.post(scene.at, {**SAID, **wrong})
    assert (answer.status_code, said in words(answer)) == (422, True)
    assert rows(scene, select(Council))[0].name == "Conseil régional du numérique"


def test_the_president_comes_first_then_who_stands_in_on_the_public_page(scene, browser):
    page = words(browser().get(scene.public))
    assert "5 membres" in page
    assert page.index("Présidence") < page.index("Vice-présidence")
    assert page.index(scene.people[0].display_name) < page.index(scene.people[1].display_name)


def test_the_public_page_tells_no_address_of_those_who_sit(scene, browser):
    scene.desk.post(f"{scene.at}/membres", {**NAMED, "email": "odile@univ.example"})
    page = browser().get(scene.public).text
    assert [address in page for address in ("odile@univ.example", scene.people[0].email)] == [False, False]


def test_a_mandate_is_ended_after_a_page_that_asks(scene, browser):
    address = f"/secretariat/mandats/{scene.mandate_ids[4]}/fin"
    assert scene.people[4].display_name in scene.desk.get(address).text
    assert rows(scene, select(Mandate).where(Mandate.id == scene.mandate_ids[4]))[0].ends_on is None
    scene.desk.post(address)
    assert rows(scene, select(Mandate).where(Mandate.id == scene.mandate_ids[4]))[0].ends_on == NOW.date()
    page = scene.desk.get(scene.at).text
    assert f"Terminer ce mandat : {scene.people[4].display_name}".replace(" :", "\u00a0:") not in page


def test_a_mandate_may_end_on_a_day_to_come(scene):
    address, last = f"/secretariat/mandats/{scene.mandate_ids[4]}/fin", NOW.date() + timedelta(days=9)
    assert scene.desk.post(address, {"ends_on": last.isoformat()}).status_code == 302
    assert rows(scene, select(Mandate).where(Mandate.id == scene.mandate_ids[4]))[0].ends_on == last


def test_a_mandate_not_begun_yet_is_not_ended(scene):
    member = scene.seat_ids[4]
    scene.desk.post(f"/secretariat/mandats/{scene.mandate_ids[4]}/fin")
    scene.desk.post(f"/secretariat/membres/{member}/mandat", {**SEAT, "starts_on": "2027-01-01"})
    (coming,) = rows(scene, select(Mandate).where(Mandate.starts_on > NOW.date()))
    assert scene.desk.post(f"/secretariat/mandats/{coming.id}/fin").status_code == 422
    assert rows(scene, select(Mandate).where(Mandate.id == coming.id))[0].ends_on is None


def test_a_renewal_begins_with_the_capacity_known_and_shows_the_mandates_held(scene):
    page = words(scene.desk.get(f"/secretariat/membres/{scene.seat_ids[0]}/mandat"))
    assert 'value="associations"' in page
    assert "Présidence" in page


def test_the_desk_says_who_is_invited_and_who_sits_without_an_account(scene):
    for typed in (NAMED, {**NAMED, "display_name": "Jeanne M.", "email": "jeanne@univ.example"}):
        scene.desk.post(f"{scene.at}/membres", typed)
    page = words(scene.desk.get(scene.at))
    assert (page.count("invitation envoyée"), page.count("sans compte sur ce site")) == (1, 1)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"starts_on": ""}, "Donnez le jour où le mandat commence"),
        ({"ends_on": "2026-01-01"}, "finit avant de commencer"),
        ({"email": "odile@"}, "odile@"),
        ({"office": "tsar"}, "Odile Sans"),
    ],
)
def test_a_seat_refused_keeps_what_was_typed_and_seats_nobody(scene, wrong, said):
    answer = scene.desk.post(f"{scene.at}/membres", {**NAMED, **wrong})
    assert (answer.status_code, said in words(answer)) == (422, True)
    assert len(rows(scene, select(CouncilMember))) == 6


def test_someone_who_presided_goes_on_as_a_member_and_both_mandates_are_kept(scene):
    scene.desk.post(f"/secretariat/mandats/{scene.mandate_ids[0]}/fin")
    member = scene.seat_ids[0]
    renewed = {**SEAT, "office": "member", "starts_on": "2026-10-02"}
    assert scene.desk.post(f"/secretariat/membres/{member}/mandat", renewed).status_code == 302
    kept = rows(scene, select(Mandate).where(Mandate.member_id == member).order_by(Mandate.starts_on))
    assert [one.office.value for one in kept] == ["president", "member"]


def test_someone_who_left_the_site_keeps_their_seat_unnamed_and_is_named_nowhere(scene, browser):
    with scene.app.test_request_context(), database().unit_of_work() as unit:
        erase_user(unit.get_one(User, scene.people[1].id), TextsFate.UNSIGNED, at=NOW)
    pages = [browser().get(scene.public).text, scene.desk.get(scene.at).text]
    assert ["Membre qui a supprimé son compte" in page for page in pages] == [True, True]
    assert [scene.people[1].display_name in page for page in pages] == [False, False]
    assert "sans compte sur ce site" not in pages[1]


@pytest.mark.parametrize("who", ["president", "former", "moderator", "facilitator"])
def test_nobody_else_keeps_the_desk_of_councils(scene, browser, store, who):
    moderator, facilitator = store(make_user(Role.MODERATOR), make_user(Role.FACILITATOR))
    people = {"president": scene.people[0], "former": scene.former, "moderator": moderator}
    reader = browser(people.get(who, facilitator))
    pages = (scene.at, "/secretariat/conseils", f"/secretariat/membres/{scene.seat_ids[0]}/mandat")
    assert {reader.get(page).status_code for page in pages} == {403}
    gestures = (*pages, f"{scene.at}/membres", f"/secretariat/mandats/{scene.mandate_ids[1]}/fin")
    assert {reader.post(gesture, NAMED).status_code for gesture in gestures} == {403}
    assert len(rows(scene, select(Mandate).where(Mandate.ends_on.is_(None)))) == 5


def test_a_council_reads_in_english(scene, browser):
    page = words(browser().get(f"{scene.public}?lang=en"))
    assert ("5 members" in page, "Présidence" in page) == (True, False)


def test_what_does_not_exist_is_not_found(scene):
    for address in (
        "/secretariat/conseils/inconnu",
        "/secretariat/membres/999999/mandat",
        "/secretariat/mandats/999999/fin",
    ):
        assert scene.desk.get(address).status_code == 404, address
