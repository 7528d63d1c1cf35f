"""The register of gestures: read by administrators, never changed, forgotten in time."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from consult.accounts.models import Role
from consult.audit.models import AuditLine
from consult.audit.operations import add_line, forget_old, mark
from consult.audit.queries import line_at
from consult.kit.db import database
from consult.kit.errors import NotFound
from tests.factories import NOW
from tests.factories.people import make_user

DAY = timedelta(days=1)
REGISTER = "/administration/registre-des-gestes"


@pytest.fixture
def clerk(unit):
    """Return someone whose gestures are noted, in the open unit of work."""
    unit.add(one := make_user(Role.SECRETARIAT))
    unit.flush()
    return one


def add(unit, clerk, *, days: int = 0, marked: bool = False) -> AuditLine:
    add_line(clerk.id, "POST", "/secretariat/x", [["phase", 1, {}]], at=NOW - days * DAY)
    line = unit.scalars(select(AuditLine).order_by(AuditLine.id.desc())).first()
    if marked:
        mark(line)
    return line


def test_a_line_is_never_taken_away(unit, clerk):
    unit.delete(add(unit, clerk))
    with pytest.raises(RuntimeError):
        unit.flush()
    unit.rollback()


def test_a_line_is_never_changed(unit, clerk):
    line = add(unit, clerk)
    line.address = "/ailleurs"
    with pytest.raises(RuntimeError):
        unit.flush()
    unit.rollback()


def test_a_mark_is_not_taken_back(unit, clerk):
    line = add(unit, clerk, marked=True)
    line.marked = False
    with pytest.raises(RuntimeError):
        unit.flush()
    unit.rollback()


@pytest.mark.parametrize(
    ("days", "marked", "kept"),
    [(364, False, True), (366, False, False), (366, True, True), (1094, True, True), (1096, True, False)],
)
def test_a_line_is_kept_a_year_or_three_when_marked(unit, clerk, days, marked, kept):
    line = add(unit, clerk, days=days, marked=marked)
    number = line.id
    forget_old(at=NOW)
    unit.expunge_all()
    assert (unit.get(AuditLine, number) is not None) is kept


def test_a_line_that_is_not_there_is_not_found(unit):
    assert unit is not None
    with pytest.raises(NotFound):
        line_at(999)


@pytest.fixture
def filled(app, store):
    """Return an administrator and two people with a gesture each."""
    people = store(make_user(Role.ADMINISTRATOR), make_user(Role.SECRETARIAT), make_user(Role.MODERATOR))
    with app.app_context(), database().unit_of_work():
        add_line(people[1].id, "POST", "/secretariat/a", [["phase", 4, {"position": [1, 2]}]], at=NOW)
        add_line(people[2].id, "GET", "/moderation/suspensions/1", [], at=NOW)
    return people


def test_administrators_read_who_did_what_and_filter_by_person(browser, filled):
    admin, secretary, moderator = filled
    page = browser(admin).get(REGISTER).text
    assert "/secretariat/a" in page
    assert "Lecture" in page
    alone = browser(admin).get(f"{REGISTER}?personne={secretary.id}").text
    assert (secretary.display_name in alone, moderator.display_name in alone) == (True, False)
    assert browser(admin).get(f"{REGISTER}?personne=tous").status_code == 400


def test_an_administrator_keeps_a_line_longer_and_that_too_is_noted(app, browser, filled):
    assert browser(filled[0]).post(f"{REGISTER}/1/garder").status_code == 302
    assert "36 mois</td>" in browser(filled[0]).get(REGISTER).text
    with app.app_context(), database().unit_of_work(writes=False) as opened:
        last = opened.scalars(select(AuditLine).order_by(AuditLine.id.desc())).first()
        assert last.changes == [["audit_line", 1, {"marked": [False, True]}]]


def test_marking_a_line_leads_back_to_the_person_and_the_page_that_were_shown(browser, filled):
    desk, asked = browser(filled[0]), f"personne={filled[1].id}"
    assert f'action="{REGISTER}/1/garder?{asked}"' in desk.get(f"{REGISTER}?{asked}").text
    assert desk.post(f"{REGISTER}/1/garder?{asked}").location == f"{REGISTER}?{asked}"
    assert desk.post(f"{REGISTER}/1/garder").location == REGISTER


def test_nobody_else_reads_it(browser, filled):
    assert [browser(one).get(REGISTER).status_code for one in (None, *filled[1:])] == [302, 403, 403]
