"""Who of the staff read what the public does not; and the mail of each morning."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from consult.accounts.models import Role
from consult.kit import clock, jobs
from consult.kit.db import database, session
from consult.kit.mail import OutgoingMail
from contributions.models import Proposal
from moderation.models import Degree, Evidence, StaffRead, Verdict
from moderation.operations.digests import DIGEST, write_digests
from moderation.operations.staff_reads import forget_old, note_staff_read
from moderation.operations.urgency import take_away_at_once
from moderation.queries.staff_reads import staff_reads, what_waits
from moderation.queries.transparency import Period, transparency
from tests.factories import NOW
from tests.factories.contributions import post_proposal
from tests.factories.moderation import decide_on, flag, sanction
from tests.factories.people import make_user

DAY = timedelta(days=1)


def readings(app) -> list[tuple[int, int]]:
    with app.app_context(), database().unit_of_work(writes=False) as opened:
        return [(one.reader_id, one.contribution_id) for one in opened.scalars(select(StaffRead))]


def test_opening_a_withheld_text_leaves_a_line(app, browser, stored_scene):
    assert browser(stored_scene.moderator).get(f"/moderation/{stored_scene.waiting.id}").status_code == 200
    assert readings(app) == [(stored_scene.moderator.id, stored_scene.waiting.id)]


def test_opening_what_everyone_reads_leaves_none(app, browser, stored_scene):
    browser(stored_scene.moderator).get(f"/moderation/{stored_scene.proposal.id}")
    assert readings(app) == []


def test_who_may_not_open_it_leaves_none(app, browser, stored_scene):
    browser(stored_scene.reader).get(f"/moderation/{stored_scene.waiting.id}")
    assert readings(app) == []


def test_opening_ones_own_text_leaves_none(app, browser, stored_scene):
    with app.app_context(), database().unit_of_work() as opened:
        opened.get_one(Proposal, stored_scene.waiting.id).author_id = stored_scene.moderator.id
    browser(stored_scene.moderator).get(f"/moderation/{stored_scene.waiting.id}")
    assert readings(app) == []


def test_administrators_read_the_register(browser, store, stored_scene):
    [administrator] = store(make_user(Role.ADMINISTRATOR))
    address = "/administration/registre-des-lectures"
    assert "Aucune lecture notée." in browser(administrator).get(address).text
    browser(stored_scene.moderator).get(f"/moderation/{stored_scene.waiting.id}")
    page = browser(administrator).get(address).text
    assert stored_scene.moderator.display_name in page
    assert f'href="/moderation/{stored_scene.waiting.id}">n° {stored_scene.waiting.id}</a>' in page
    # It is in the menu of those who may read it, and of no one else.
    assert f'href="{address}" aria-current="page">Registre des lectures' in page
    assert address not in browser(stored_scene.moderator).get("/moderation").text


def test_the_register_is_read_page_after_page(scene):
    for _ in range(5):
        note_staff_read(scene.moderator.id, scene.proposal.id, at=NOW)
    session.flush()
    first = staff_reads(size=3)
    second = staff_reads(size=3, cursor=first.following)
    assert (len(first.items), len(second.items), second.following) == (3, 2, None)


def test_readings_and_evidence_are_forgotten_after_a_year(scene):
    note_staff_read(scene.moderator.id, scene.proposal.id, at=NOW)
    take_away_at_once(scene.moderator, scene.proposal, version=1, at=NOW)
    session.flush()
    kept = []
    for after in (365 * DAY, 366 * DAY):
        forget_old(at=NOW + after)
        kept.append([len(session.scalars(select(table)).all()) for table in (StaffRead, Evidence)])
    assert kept == [[1, 1], [0, 0]]


# --- the mail of each morning -------------------------------------------------------------


def test_nobody_is_written_to_for_nothing(scene):
    assert write_digests(at=NOW) == 0


def test_each_moderator_is_told_what_waits_and_what_is_late(scene):
    scene.consultation.pre_moderated = True
    post_proposal(scene.author, scene.consultation)
    flag(scene.reader, scene.proposal)
    assert write_digests(at=NOW + 4 * DAY) == 2
    mail = session.scalars(select(OutgoingMail).where(OutgoingMail.recipient == scene.moderator.email)).one()
    assert mail.subject.endswith("2 textes à lire")
    for words in ("2 textes attendent d’être lus.", "2 attendent depuis plus de trois jours.", "/moderation"):
        assert words in mail.text


def test_what_waits_elsewhere_is_not_told(scene):
    scene.consultation.pre_moderated = True
    post_proposal(scene.author, scene.consultation)
    session.add(local := make_user(Role.MODERATOR, consultation_id=scene.consultation.id + 1))
    session.flush()
    assert local not in [one.moderator for one in what_waits(NOW)]


@pytest.mark.parametrize("role", [Role.SECRETARIAT, Role.ADMINISTRATOR, Role.FACILITATOR])
def test_only_those_who_moderate_by_role_are_written_to(scene, role):
    scene.consultation.pre_moderated = True
    post_proposal(scene.author, scene.consultation)
    session.add(other := make_user(role))
    session.flush()
    assert other not in [one.moderator for one in what_waits(NOW)]


def test_of_two_workers_one_writes_and_the_next_day_again(app, stored_scene):
    with app.app_context():
        for after in (0, 1, 24):
            with clock.set_to(NOW + timedelta(hours=after)):
                jobs.run_due()
        with database().unit_of_work(writes=False) as opened:
            mine = select(OutgoingMail).where(OutgoingMail.recipient == stored_scene.moderator.email)
            assert len(opened.scalars(mine).all()) == 2


def test_the_job_of_the_day_is_known(app):
    assert DIGEST in [one.kind for one in jobs.catalogue(app).periodic]


# --- the report -----------------------------------------------------------------------


def test_the_report_counts_sanctions_that_stand(scene):
    sanction(scene.moderator, scene.proposal, Degree.WARNING)
    sanction(scene.moderator, post_proposal(scene.author, scene.consultation), Degree.WEEK)
    sanction(scene.moderator, post_proposal(scene.author, scene.consultation), Degree.WEEK).reversed = True
    session.flush()
    counted = transparency(Period(scene.consultation)).suspensions
    assert counted == {Degree.WARNING: 1, Degree.WEEK: 1, Degree.MONTH: 0, Degree.QUARTER: 0}


def test_the_page_of_the_report_shows_them_once_there_are_some(app, browser, stored_scene):
    address = f"/consultations/{stored_scene.consultation.slug}/moderation"
    assert "Suspension de 7 jours" not in browser().get(address).text
    with app.test_request_context(), database().unit_of_work() as opened:
        text = opened.get_one(Proposal, stored_scene.proposal.id)
        sanction(stored_scene.moderator, text)
        decide_on(stored_scene.moderator, text, Verdict.HIDE)
    assert "Suspension de 7 jours" in browser().get(address).text
