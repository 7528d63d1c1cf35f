from datetime import timedelta

import pytest
from sqlalchemy import text

from consult.kit import clock
from consult.kit.db import database
from consult.kit.identity import WrittenIdentity, present_identity
from tests.factories import NOW
from tests.query_counting import counted_queries

GIVEN = "Région Centre-Val de Loire"


def row(**values: str) -> WrittenIdentity:
    fields = {"name": "Région Bretagne", "site_name": "La Bretagne demande", "accent": "#0055a4"}
    return WrittenIdentity(id=1, contact_email="a@exemple.fr", changed_at=NOW, **(fields | values))


@pytest.fixture
def change_elsewhere(app, store):
    """Return a function that writes the identity as another process does, without a word to this one."""
    return lambda **values: store(row(**values))


def test_the_settings_give_the_first_identity(unit, settings):
    assert (present_identity().name, present_identity().accent) == (GIVEN, settings.accent)


def test_what_was_written_replaces_what_the_settings_give(change_elsewhere, unit):
    change_elsewhere()
    assert present_identity().name == "Région Bretagne"


def test_a_page_of_another_process_shows_the_change_within_half_a_minute(browser, change_elsewhere):
    visitor = browser()
    assert GIVEN in visitor.get("/accessibilite").text
    change_elsewhere()
    assert GIVEN in visitor.get("/accessibilite").text
    with clock.set_to(NOW + timedelta(seconds=30)):
        assert "Région Bretagne" in visitor.get("/accessibilite").text


def test_a_page_of_the_next_half_minute_asks_the_database_nothing(app, browser):
    visitor = browser()
    with counted_queries(app) as sent:
        visitor.get("/accessibilite")
    assert sent == []


def test_a_database_without_its_tables_still_gives_a_name(app, unit):
    unit.execute(text("ALTER TABLE identity RENAME TO identity_away"))
    assert present_identity().name == GIVEN
    unit.rollback()


def test_without_a_unit_of_work_the_settings_answer(app):
    with app.app_context():
        assert present_identity().name == GIVEN


def test_an_identity_of_before_is_not_kept_by_the_next_site(app, unit):
    assert database().engine
    assert present_identity().site_name == "Consultations de la région"


def test_a_mail_is_signed_with_the_written_name(app, change_elsewhere, browser):
    change_elsewhere()
    with app.app_context(), database().unit_of_work():
        template = app.jinja_env.get_template("layouts/email.txt")
        written = template.render({"region": present_identity(), "demo": False})
    assert "La Bretagne demande\nRégion Bretagne\na@exemple.fr" in written
