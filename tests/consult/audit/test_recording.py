"""Every gesture of the staff leaves its line in the same transaction; nobody else's does."""

import pytest
from sqlalchemy import select

from consult.accounts.models import Role
from consult.audit.models import AuditLine
from consult.audit.recording import is_staff_address
from consult.kit.db import database
from tests.factories.consultations import make_consultation
from tests.factories.people import make_user


@pytest.fixture
def lines(app):
    """Return a function that reads the register: who, how, where and what changed."""

    def read() -> list[tuple[int, str, str, list[object]]]:
        with app.app_context(), database().unit_of_work(writes=False) as opened:
            rows = opened.scalars(select(AuditLine).order_by(AuditLine.id))
            return [(one.actor_id, one.method, one.address, one.changes) for one in rows]

    return read


@pytest.fixture
def town(store):
    """Return an administrator, a secretary, a citizen and a consultation."""
    people = make_user(Role.ADMINISTRATOR), make_user(Role.SECRETARIAT), make_user()
    return *store(*people), *store(make_consultation())


def test_a_change_of_a_consultation_says_which_fields_and_keeps_no_words(browser, town, lines):
    _admin, secretary, _citizen, consultation = town
    theme = consultation.themes[0]
    address = f"/secretariat/consultations/{consultation.slug}/themes/{theme.id}"
    assert browser(secretary).post(address, {"title": "Autre nom", "summary": "Ici."}).status_code == 302
    [(who, how, where, changes)] = lines()
    assert (who, how, where) == (secretary.id, "POST", address)
    assert ["theme", theme.id] in [line[:2] for line in changes]
    assert ["…", "…"] in [values for _table, _key, fields in changes for values in fields.values()]
    assert "Autre nom" not in str(changes)


def test_a_role_given_is_told_with_its_value(browser, town, lines):
    admin, _secretary, citizen, _place = town
    browser(admin).post(f"/administration/comptes/{citizen.id}", {"role": "moderator"})
    written = [changes for _who, how, _where, changes in lines() if how == "POST"]
    [grant] = [fields for table, _key, fields in written[0] if table == "role_grant"]
    assert grant["role"] == [None, "moderator"]


def test_a_refused_gesture_leaves_nothing(browser, town, lines):
    _admin, secretary, citizen, consultation = town
    browser(secretary).post(f"/secretariat/consultations/{consultation.slug}/textes", {"title": ""})
    browser(citizen).post(f"/administration/comptes/{secretary.id}", {"role": "administrator"})
    assert lines() == []


def test_what_people_do_for_themselves_leaves_nothing(browser, town, lines):
    _admin, _secretary, citizen, consultation = town
    desk = browser(citizen)
    form = {"title": "Ouvrir un lieu d’aide", "source": "Le samedi.", "theme_id": consultation.themes[0].id}
    desk.post(f"/consultations/{consultation.slug}/proposer", form | {"territory_id": 0})
    desk.get("/mon-compte")
    assert lines() == []


def test_reading_someone_s_account_leaves_a_line_and_reading_a_desk_leaves_none(browser, town, lines):
    admin, secretary, citizen, _place = town
    desk = browser(admin)
    desk.get("/secretariat")
    desk.get(f"/administration/comptes/{citizen.id}")
    browser(secretary).get(f"/administration/comptes/{citizen.id}")
    assert lines() == [(admin.id, "GET", f"/administration/comptes/{citizen.id}", [])]


def test_a_statement_without_rows_is_told_by_its_table(browser, town, lines):
    _admin, secretary, _citizen, consultation = town
    browser(secretary).post(f"/secretariat/consultations/{consultation.slug}/automatismes", {"held": ["hate"]})
    assert [table for table, _key, _fields in lines()[0][3]] == ["automation"]


@pytest.mark.parametrize(
    ("path", "staff"),
    [
        ("/moderation/3/decision", True),
        ("/conseil/avis/3", True),
        ("/administration/comptes/3", True),
        ("/consultations/x/saisie", True),
        ("/conseils/x", False),
        ("/consultations/x/moderation", False),
        ("/mon-compte/profil", False),
    ],
)
def test_which_addresses_are_the_staff_s(path, staff):
    assert is_staff_address(path) is staff
