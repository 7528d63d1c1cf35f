"""Jobs are done at least once, and never forgotten."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from consult.accounts.models import User
from consult.kit import clock, jobs, outbox
from consult.kit.db import database, session
from tests.factories import NOW
from tests.factories.people import make_user

done: list[object] = []


def note(payload):
    """Remember what the handler was given."""
    done.append(payload)


def write_then_fail(_payload):
    """Write a row, then fail: nothing of it may stay."""
    session.add(make_user())
    session.flush()
    raise ValueError("broken")


def work_in_own_units(payload):
    """Do long work in a unit of its own."""
    with database().unit_of_work():
        session.add(make_user(display_name=payload["name"]))


@pytest.fixture(autouse=True)
def _fresh():
    done.clear()


@pytest.fixture
def catalogue(app):
    """Return an application whose only jobs are these."""
    app.extensions["consult_jobs"] = jobs.Catalogue()
    jobs.handle(app, "note", "tests.consult.kit.test_jobs:note")
    jobs.handle(app, "notes", "tests.consult.kit.test_jobs:note", batch=10)
    jobs.handle(app, "fails", "tests.consult.kit.test_jobs:write_then_fail")
    jobs.handle(app, "long", "tests.consult.kit.test_jobs:work_in_own_units", long=True)
    with app.app_context():
        yield app


def enqueue(kind: str, payload: dict[str, object] | None = None, **options: object) -> None:
    with database().unit_of_work():
        jobs.enqueue(kind, payload or {}, at=NOW, **options)


def rows():
    with database().unit_of_work(writes=False):
        return session.scalars(select(jobs.Job).order_by(jobs.Job.id)).all()


def test_a_due_job_is_done_then_forgotten(catalogue):
    enqueue("note", {"id": 3})
    assert (jobs.run_due(), done, rows()) == (1, [{"id": 3}], [])


def test_a_job_for_later_waits(catalogue):
    enqueue("note", run_at=NOW + timedelta(hours=1))
    assert jobs.run_due() == 0
    with clock.set_to(NOW + timedelta(hours=1)):
        assert jobs.run_due() == 1


def test_a_job_with_a_key_is_done_only_once_ever(catalogue):
    for _ in range(2):
        enqueue("note", dedupe_key="closing-1")
        jobs.run_due()
    assert len(done) == 1


def test_a_batch_handler_takes_several_at_once(catalogue):
    for number in range(3):
        enqueue("notes", {"id": number})
    jobs.run_due()
    assert done == [[{"id": 0}, {"id": 1}, {"id": 2}]]


def test_a_job_that_fails_leaves_no_half_work_and_is_tried_again_later(catalogue):
    enqueue("fails")
    jobs.run_due()
    (job,) = rows()
    assert (job.attempts, job.run_at > NOW, "broken" in job.error) == (1, True, True)
    with database().unit_of_work(writes=False):
        assert session.scalars(select(User)).all() == []


def test_a_job_that_always_fails_stops_being_tried_and_stays_for_the_operator(catalogue):
    enqueue("fails")
    for day in range(jobs.MAX_ATTEMPTS + 2):
        with clock.set_to(NOW + timedelta(days=day)):
            jobs.run_due()
    assert rows()[0].attempts == jobs.MAX_ATTEMPTS


def test_a_job_whose_worker_died_is_taken_again(catalogue):
    enqueue("note")
    with clock.set_to(NOW):
        assert len(jobs._claim(NOW)) == 1
        assert jobs.run_due() == 0
    with clock.set_to(NOW + 2 * jobs.LEASE):
        assert jobs.run_due() == 1


def test_the_only_worker_of_a_machine_frees_what_the_former_one_held(catalogue):
    enqueue("note")
    jobs._claim(NOW)
    jobs.release_leases()
    assert jobs.run_due() == 1


def test_a_long_handler_works_in_units_of_its_own(catalogue):
    enqueue("long", {"name": "Ana Loir"})
    jobs.run_due()
    with database().unit_of_work(writes=False):
        assert session.scalars(select(User.display_name)).all() == ["Ana Loir"]


def test_a_periodic_job_runs_once_in_each_span(catalogue):
    jobs.repeat(catalogue, "note", seconds=60)
    for _ in range(3):
        jobs.run_due()
    with clock.set_to(NOW + timedelta(seconds=60)):
        jobs.run_due()
    assert len(done) == 2


def test_a_topic_reaches_each_room_that_asked_for_it(catalogue):
    outbox.subscribe(catalogue, "text.changed", "note")
    outbox.subscribe(catalogue, "text.changed", "notes")
    with database().unit_of_work():
        outbox.record("text.changed", {"id": 7}, at=NOW)
    jobs.run_due()
    assert done == [{"id": 7}, [{"id": 7}]]


def tell_then_fail():
    with database().unit_of_work():
        outbox.record("text.changed", {"id": 7}, at=NOW)
        raise ValueError("undone")


def test_a_topic_of_an_undone_change_is_never_told(catalogue):
    outbox.subscribe(catalogue, "text.changed", "note")
    with pytest.raises(ValueError, match="undone"):
        tell_then_fail()
    assert jobs.run_due() == 0


def test_a_job_done_by_whoever_calls_it_off_is_forgotten_and_its_key_stays_used(catalogue):
    for number in (1, 2):
        enqueue("note", {"number": number}, dedupe_key=f"note {number}")
    with database().unit_of_work():
        jobs.call_off("note", [{"number": 1}])
    enqueue("note", {"number": 1}, dedupe_key="note 1")
    jobs.run_due(NOW)
    assert done == [{"number": 2}]


def test_five_thousand_texts_to_file_keep_no_mail_waiting(catalogue):
    jobs.handle(catalogue, "mail", "tests.consult.kit.test_jobs:note", urgent=True)
    with database().unit_of_work():
        jobs.enqueue_all([jobs.Request("notes", {"id": number}, NOW) for number in range(5_000)])
    enqueue("mail", {"to": "Ana Loir"})
    assert [job.payload for job in jobs._claim(NOW)] == [{"to": "Ana Loir"}]
    assert len(jobs._claim(NOW)) == 10


def test_a_loop_for_urgent_jobs_leaves_the_others(catalogue):
    jobs.handle(catalogue, "mail", "tests.consult.kit.test_jobs:note", urgent=True)
    jobs.repeat(catalogue, "note", seconds=60)
    enqueue("notes", {"id": 1})
    enqueue("mail", {"to": "Ana Loir"})
    assert (jobs.run_due(up_to=jobs.URGENT), done) == (1, [{"to": "Ana Loir"}])
    assert [row.kind for row in rows()] == ["notes"]


def test_many_changes_are_kept_by_batches_and_done_whole(catalogue):
    outbox.subscribe(catalogue, "text.changed", "notes")
    outbox.subscribe(catalogue, "text.changed", "note")
    with database().unit_of_work():
        outbox.record_all("text.changed", [{"id": number} for number in range(24)], at=NOW)
    assert [row.kind for row in rows()].count("notes") == 3
    jobs.run_due()
    batches = [one for one in done if isinstance(one, list)]
    assert [len(one) for one in batches] == [10, 10, 4]
    assert {one["id"] for batch in batches for one in batch} == set(range(24))
    assert sum(isinstance(one, dict) for one in done) == 24


def test_a_batch_never_takes_more_than_its_handler_asked(catalogue):
    outbox.subscribe(catalogue, "text.changed", "notes")
    with database().unit_of_work():
        for count in (8, 11, 3):
            outbox.record_all("text.changed", [{"id": number} for number in range(count)], at=NOW)
    jobs.run_due()
    assert sorted(len(one) for one in done) == [4, 8, 10]
