"""What a line of the register holds, what never enters it, and how long each one stays."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from consult.accounts.models import Role, RoleGrant
from consult.audit.jobs import forget
from consult.audit.models import AuditLine
from consult.audit.operations import add_line
from consult.audit.queries import audit_lines
from consult.audit.recording import _told, is_staff_address
from consult.consultations.models import ConsultationStatus
from consult.kit import clock
from consult.kit.db import database
from consult.kit.paging import PAGE_SIZE
from tests.factories import NOW
from tests.factories.consultations import make_consultation
from tests.factories.people import PASSWORD, make_user

YEAR, SECOND = timedelta(days=365), timedelta(seconds=1)
REGISTER = "/administration/registre-des-gestes"


@pytest.fixture
def admin(store):
    (one,) = store(make_user(Role.ADMINISTRATOR, display_name="Ana Loir"))
    return one


@pytest.fixture
def lines(app):
    """Return a function that reads the register, oldest first."""

    def read():
        with app.app_context(), database().unit_of_work(writes=False) as opened:
            return opened.scalars(select(AuditLine).order_by(AuditLine.id)).all()

    return read


@pytest.fixture
def write(app, admin):
    """Return a function that adds a line of the administrator."""

    def add(address="/secretariat/x", changes=(), *, method="POST", at=NOW):
        with app.app_context(), database().unit_of_work():
            add_line(admin.id, method, address, changes, at=at)

    return add


@pytest.fixture
def number_of(app):
    """Return a function that gives the number of someone's only role."""

    def read(someone):
        with app.app_context(), database().unit_of_work(writes=False) as opened:
            return opened.scalars(select(RoleGrant.id).where(RoleGrant.user_id == someone.id)).one()

    return read


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (None, None),
        (True, True),
        (0, 0),
        (2.5, 2.5),
        (Role.MODERATOR, "moderator"),
        (ConsultationStatus.DRAFT, "draft"),
        (date(2026, 11, 22), "2026-11-22"),
        (datetime(2026, 11, 22, 7, 5, tzinfo=UTC), "2026-11-22T07:05:00+00:00"),
        ("ana.loir@exemple.fr", "…"),
        ("", "…"),
        (b"pixels", "…"),
        ({"nom": "Ana"}, "…"),
        (["Ana"], "…"),
        (frozenset({Role.MODERATOR}), "…"),
        (timedelta(days=3), "…"),
    ],
    ids=repr,
)
def test_figures_dates_and_states_are_told_and_words_only_as_changed(value, told):
    assert _told(value) == told


@pytest.mark.parametrize(
    ("path", "staff"),
    [
        ("/secretariat", True),
        ("/secretariat/", True),
        ("/secretariats", False),
        ("/administration", True),
        ("/propositions/3/saisie", True),
        ("/propositions/3/saisies", False),
        ("/saisie/3", False),
        ("/connexion", False),
        ("/consultations/administration/x", False),
        ("/", False),
    ],
)
def test_an_address_is_a_desk_s_by_its_whole_first_word_or_its_last(path, staff):
    assert is_staff_address(path) is staff


def test_an_address_too_long_for_its_column_is_cut_and_the_gesture_kept(write, lines):
    write("/secretariat/" + "é" * 900)
    [line] = lines()
    assert (len(line.address), line.address[:13]) == (300, "/secretariat/")


@pytest.mark.parametrize(("method", "reading"), [("GET", True), ("POST", False), ("DELETE", False)])
def test_a_reading_is_told_from_a_gesture_by_how_it_was_asked(write, lines, method, reading):
    write(method=method)
    assert lines()[0].is_reading is reading


@pytest.mark.parametrize(
    ("later", "kept"), [(YEAR, 1), (YEAR + SECOND, 0), (YEAR - SECOND, 1)], ids=["a year", "past it", "before"]
)
def test_the_daily_work_forgets_a_line_once_its_year_is_over(app, write, lines, later, kept):
    write(at=NOW)
    with app.app_context(), clock.set_to(NOW + later), database().unit_of_work():
        forget({})
    assert len(lines()) == kept


def test_a_mark_put_from_the_page_carries_a_line_over_its_first_year(app, browser, admin, write, lines):
    write("/secretariat/garde")
    write("/secretariat/oublie")
    browser(admin).post(f"{REGISTER}/{lines()[0].id}/garder")
    with app.app_context(), clock.set_to(NOW + timedelta(days=400)), database().unit_of_work():
        forget({})
    assert [line.address for line in lines()] == ["/secretariat/garde"]


def test_a_line_once_marked_offers_no_second_mark_and_marking_again_changes_nothing(browser, admin, write, lines):
    write()
    desk, address = browser(admin), f"{REGISTER}/{lines()[0].id}/garder"
    assert address in desk.get(REGISTER).text
    desk.post(address)
    assert f'action="{address}"' not in desk.get(REGISTER).text
    assert desk.post(address).status_code == 302
    assert [line.changes for line in lines()][-1] == []


def test_the_page_tells_states_and_figures_and_only_names_the_words_that_changed(browser, admin, write):
    write("/secretariat/a", [["phase", 4, {"position": [1, 2], "title": ["…", "…"], "closed_at": [1, None]}]])
    page = browser(admin).get(REGISTER).text
    assert "phase 4 (position : 2, title, closed_at)" in page.replace("\u00a0", " ")
    assert "Lecture" not in page


def test_a_gesture_without_rows_and_a_statement_without_key_are_told_in_words(browser, admin, write):
    write("/secretariat/rien")
    write("/secretariat/tout", [["automation", None, {}], ["phase", 2, {}]])
    page = " ".join(browser(admin).get(REGISTER).text.split())
    assert ">Rien n’a changé</td>" in page
    assert ">automation ; phase 2</td>" in page


def test_an_empty_register_says_what_will_be_there(browser, admin):
    assert "Aucun geste noté." in browser(admin).get(REGISTER).text


def test_an_address_typed_to_harm_is_text_in_the_register(browser, admin, write):
    write("/secretariat/<script>alert(1)</script>")
    page = browser(admin).get(REGISTER).text
    assert "<script>alert(1)" not in page
    assert "/secretariat/&lt;script&gt;" in page


@pytest.mark.parametrize(
    "asked",
    ["personne=-1", "personne=1e3", "personne=9999999999", "personne=%20", "personne=²", "suite=abc", "suite=e30"],
)
def test_a_filter_or_a_page_made_up_is_refused_without_breaking(browser, admin, asked):
    assert browser(admin).get(f"{REGISTER}?{asked}").status_code == 400


def test_someone_who_did_nothing_has_an_empty_register_and_a_way_back(browser, admin, write):
    write()
    page = browser(admin).get(f"{REGISTER}?personne=424242").text
    assert "Aucun geste noté." in page
    assert "Voir les gestes de tout le monde" in page


def test_pages_of_the_register_follow_each_other_for_one_person(unit, store):
    unit.add_all(people := [make_user(Role.SECRETARIAT), make_user(Role.MODERATOR)])
    unit.flush()
    for number in range(2 * PAGE_SIZE + 6):
        add_line(people[number % 2].id, "POST", f"/secretariat/{number}", [], at=NOW)
    first = audit_lines(people[0].id)
    second = audit_lines(people[0].id, cursor=first.following)
    read = [line.address for line in (*first.items, *second.items)]
    assert read == [f"/secretariat/{number}" for number in range(2 * PAGE_SIZE + 4, -1, -2)]
    assert (len(first.items), len(second.items), second.following) == (PAGE_SIZE, 3, None)


def test_keeping_a_line_that_is_not_there_is_not_found_and_notes_nothing(browser, admin, lines):
    assert browser(admin).post(f"{REGISTER}/999/garder").status_code == 404
    assert lines() == []


@pytest.mark.parametrize("role", [Role.SECRETARIAT, Role.MODERATOR, Role.FACILITATOR])
def test_nobody_else_keeps_a_line_longer(browser, store, write, lines, role):
    write()
    (other,) = store(make_user(role))
    assert browser(other).post(f"{REGISTER}/1/garder").status_code == 403
    assert [line.marked for line in lines()] == [False]


def test_an_administrator_of_one_consultation_does_not_read_what_the_others_did(browser, store):
    (here,) = store(make_consultation())
    (local,) = store(make_user(Role.ADMINISTRATOR, consultation_id=here.id))
    assert browser(local).get(REGISTER).status_code == 403


def test_a_gesture_sent_without_its_token_leaves_nothing(browser, admin, lines):
    assert browser(admin).client.post("/administration/identite", data={"name": "Ailleurs"}).status_code == 403
    assert lines() == []


def test_signing_in_leaves_neither_a_line_nor_a_password_in_the_register(browser, admin, lines):
    browser().post("/connexion", {"email": admin.email, "password": PASSWORD})
    assert lines() == []


def test_an_identity_written_at_the_desk_is_noted_without_its_words(browser, admin, lines):
    sent = {
        "name": "Région Bretagne",
        "site_name": "La Bretagne demande",
        "accent": "#0055a4",
        "contact_email": "participer@bretagne.example.fr",
    }
    assert browser(admin).post("/administration/identite", sent).status_code == 303
    [line] = lines()
    assert (line.actor_id, line.address, line.at) == (admin.id, "/administration/identite", NOW)
    assert "participer" not in str(line.changes)
    assert "Bretagne" not in str(line.changes)
    [[_table, key, fields]] = line.changes
    assert (key, fields["name"], fields["accent"]) == (1, [None, "…"], [None, "…"])


def test_a_row_just_added_is_told_by_its_number(browser, store, admin, lines, number_of):
    (someone,) = store(make_user())
    browser(admin).post(f"/administration/comptes/{someone.id}", {"role": "facilitator"})
    assert ["role_grant", number_of(someone)] in [one[:2] for one in lines()[-1].changes]
