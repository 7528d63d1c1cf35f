"""The synthesis of a council's own work in a year: drafted, edited, published, handed over as files."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from consult.kit import clock
from consult.kit.db import database
from council.models import YearlyReport
from council.operations.referrals import ReferralDraft, mark_answered, register_referral
from council.operations.sittings import close_sitting
from council.queries.reports import year_of_work
from tests.factories import NOW
from tests.factories.councils import TONIGHT, a_council, hold_sitting

DECEMBER = datetime(NOW.year, 12, 20, 10, tzinfo=UTC)


@pytest.fixture
def scene(app, browser):
    """Return a council that owes four sittings, held one, was asked two things and answered one in ten days."""
    made = a_council(app)
    made.council.sittings_owed = 4
    with app.app_context(), database().unit_of_work() as unit:
        unit.merge(made.council)
        sitting = hold_sitting(made)
        close_sitting(sitting, at=TONIGHT)
        answered = register_referral(made.secretariat, made.council, asked("Les guichets"), at=NOW)
        answered.due_on = NOW.date() + timedelta(days=8)
        mark_answered(answered, None, at=NOW + timedelta(days=10))
        register_referral(made.secretariat, made.council, asked("Les lieux"), at=NOW)
    made.desk = browser(made.secretariat)
    made.at = f"/secretariat/conseils/{made.council.slug}/bilans/{NOW.year}"
    made.public = f"/conseils/{made.council.slug}/bilans/{NOW.year}"
    return made


def asked(title):
    return ReferralDraft(title, "Que faire ?", "La présidence", due_on=NOW.date() + timedelta(days=30))


def kept(scene):
    with scene.app.app_context(), database().unit_of_work() as unit:
        return unit.scalars(select(YearlyReport)).one_or_none()


def test_a_year_is_counted_from_the_records(scene):
    with scene.app.app_context(), database().unit_of_work():
        work = year_of_work(scene.council, NOW.year, NOW.date() + timedelta(days=31))
        assert [len(part) for part in (work.received, work.answered, work.late, work.sittings)] == [2, 1, 1, 1]
        assert (work.delay_days, work.owed, work.recommendations) == (10, 4, 0)
        assert [(one.came, one.invited) for one in work.presence] == [(1, 1), (1, 1), (1, 1), (0, 1)]


def test_another_year_is_empty(scene):
    with scene.app.app_context(), database().unit_of_work():
        work = year_of_work(scene.council, NOW.year - 1, NOW.date())
        assert [len(part) for part in (work.received, work.answered, work.opinions, work.presence)] == [0, 0, 0, 0]


def test_the_draft_tells_sittings_held_against_owed_referrals_and_presence(scene):
    page = scene.desk.get(scene.at).text.replace("\u00a0", " ")
    assert "Le conseil s’est réuni 1 fois ; il en doit 4 dans l’année." in page.replace("\u202f", " ")
    assert f"Saisine {NOW.year}-01 – Les guichets" in page
    assert "10 jours ou moins" in page
    assert "1 réponse est venue après le jour demandé" in page
    assert "3 présences sur 4 invitations" in page
    assert kept(scene) is None


def test_what_a_person_made_of_it_stays_and_nobody_s_change_is_lost(scene):
    scene.desk.post(scene.at, {"source": "## Une année\n\nBelle année.", "version": "0"})
    answer = scene.desk.post(scene.at, {"source": "Autre chose.", "version": "0"})
    assert answer.status_code == 409
    assert "Belle année." in scene.desk.get(scene.at).text
    assert kept(scene).edited_by_id == scene.secretariat.id


def test_a_report_is_public_once_published_and_not_before_december(scene, browser):
    assert scene.desk.post(f"{scene.at}/publication").status_code == 409
    assert browser().get(scene.public).status_code == 404
    with clock.set_to(DECEMBER):
        desk = browser(scene.secretariat)
        desk.post(f"{scene.at}/publication")
        assert "Les guichets" in browser().get(scene.public).text
        assert desk.post(scene.at, {"source": "Trop tard.", "version": "1"}).status_code == 409
        assert str(NOW.year) in browser().get(f"/conseils/{scene.council.slug}/bilans").text


def test_it_is_handed_over_as_pdf_and_odt_and_nothing_else(scene, browser):
    assert scene.desk.get(f"{scene.at}.pdf").data.startswith(b"%PDF")
    assert scene.desk.get(f"{scene.at}.odt").data.startswith(b"PK")
    assert scene.desk.get(f"{scene.at}.exe").status_code == 404
    assert browser().get(f"{scene.public}.pdf").status_code == 404


def test_a_year_to_come_has_no_report(scene):
    assert scene.desk.get(scene.at.replace(str(NOW.year), str(NOW.year + 1))).status_code == 404


def test_members_do_not_write_it(scene, browser):
    member = browser(scene.people[0])
    answers = [
        member.get(scene.at),
        member.post(scene.at, {"source": "Non."}),
        member.post(f"{scene.at}/publication"),
    ]
    assert {answer.status_code for answer in answers} == {403}
