"""Which job goes first, how long a failed one waits, and what is kept once it is done."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from consult.kit import clock, jobs
from consult.kit.db import database, session
from tests.factories import NOW

SECOND, HOUR = timedelta(seconds=1), timedelta(hours=1)
HERE = "tests.consult.kit.test_job_order"
done: list[object] = []


def note(payload):
    """Remember what the handler was given."""
    done.append(payload)


def fail(payload):
    """Remember, then fail."""
    done.append(payload)
    raise OSError("le serveur de courrier ne répond pas")


@pytest.fixture(autouse=True)
def _fresh():
    done.clear()


@pytest.fixture
def catalogue(app):
    """Return an application whose only jobs are these."""
    app.extensions["consult_jobs"] = jobs.Catalogue()
    jobs.handle(app, "index", f"{HERE}:note")
    jobs.handle(app, "several", f"{HERE}:note", batch=3)
    jobs.handle(app, "mail", f"{HERE}:note", urgent=True)
    jobs.handle(app, "fails", f"{HERE}:fail")
    jobs.handle(app, "all fail", f"{HERE}:fail", batch=3)
    with app.app_context():
        yield app


def add(kind, name="", *, run_at=NOW, **options: object):
    with database().unit_of_work():
        jobs.enqueue_all([jobs.Request(kind, {"name": name}, run_at, **options)])


def rows():
    with database().unit_of_work(writes=False):
        return session.scalars(select(jobs.Job).order_by(jobs.Job.id)).all()


def names():
    return [one["name"] for one in done]


@pytest.mark.parametrize(
    ("first", "second", "order"),
    [
        (("index", "a"), ("mail", "b"), ["b", "a"]),
        (("mail", "a"), ("mail", "b"), ["a", "b"]),
        (("index", "a", NOW), ("index", "b", NOW - HOUR), ["b", "a"]),
        (("index", "a", NOW - HOUR), ("mail", "b", NOW), ["b", "a"]),
        (("mail", "a", NOW + HOUR), ("index", "b", NOW), ["b"]),
        (("mail", "a", NOW), ("mail", "b", NOW - SECOND), ["b", "a"]),
    ],
    ids=[
        "urgent",
        "as they came",
        "as they are due",
        "urgent over older",
        "not before its hour",
        "urgent by hour",
    ],
)
def test_what_someone_waits_for_goes_first_then_the_oldest(catalogue, first, second, order):
    for kind, name, *run_at in (first, second):
        add(kind, name, run_at=run_at[0] if run_at else NOW)
    jobs.run_due(NOW)
    assert names() == order


@pytest.mark.parametrize(
    ("kind", "asked", "priority"),
    [
        ("index", None, jobs.ORDINARY),
        ("mail", None, jobs.URGENT),
        ("mail", jobs.ORDINARY, jobs.ORDINARY),
        ("index", jobs.URGENT, jobs.URGENT),
        ("unknown", None, jobs.ORDINARY),
    ],
)
def test_a_priority_is_that_of_its_kind_unless_the_request_says_another(catalogue, kind, asked, priority):
    add(kind, priority=asked)
    assert [row.priority for row in rows()] == [priority]


def test_a_digest_of_many_letters_lets_one_person_s_letter_pass(catalogue):
    for number in range(5):
        add("mail", f"digest {number}", priority=jobs.ORDINARY)
    add("mail", "password")
    assert jobs.run_due(NOW, up_to=jobs.URGENT) == 1
    assert names() == ["password"]
    assert jobs.run_due(NOW) == 5


def test_a_worker_asked_to_stop_ends_its_job_and_leaves_the_next_one_whole(catalogue):
    for name in "abc":
        add("index", name)
    assert jobs.run_due(NOW, stopping=lambda: bool(done)) == 1
    assert names() == ["a"]
    assert [(row.attempts, row.lease_until) for row in rows()] == [(0, None), (0, None)]


@pytest.mark.parametrize(("failures", "seconds"), [(1, 2), (2, 4), (3, 8), (5, 32)])
def test_each_failure_doubles_the_wait_before_the_next_try(catalogue, failures, seconds):
    add("fails")
    moment = NOW
    for _ in range(failures):
        with clock.set_to(moment):
            jobs.run_due()
        [job] = rows()
        waited, moment = job.run_at - moment, job.run_at
    assert (job.attempts, waited.total_seconds()) == (failures, seconds)


def test_a_failed_job_is_not_tried_again_before_its_time_and_frees_its_place(catalogue):
    add("fails")
    jobs.run_due(NOW)
    with clock.set_to(NOW + SECOND):
        assert jobs.run_due() == 0
    with clock.set_to(NOW + 2 * SECOND):
        assert jobs.run_due() == 1
    assert rows()[0].lease_until is None


def test_a_failure_tells_the_operator_what_happened_and_stops_no_other_job(catalogue):
    add("fails", "a")
    add("index", "b")
    assert jobs.run_due(NOW) == 2
    assert names() == ["a", "b"]
    assert [(row.kind, row.error) for row in rows()] == [
        ("fails", "OSError('le serveur de courrier ne répond pas')")
    ]


def test_when_a_batch_fails_each_of_its_jobs_is_tried_again(catalogue):
    for name in "ab":
        add("all fail", name)
    jobs.run_due(NOW)
    assert [(row.attempts, row.finished_at) for row in rows()] == [(1, None), (1, None)]
    with clock.set_to(NOW + HOUR):
        jobs.run_due()
    assert [sorted(one["name"] for one in batch) for batch in done] == [["a", "b"], ["a", "b"]]


def test_a_kind_that_no_room_does_any_more_waits_with_its_reason(catalogue):
    add("removed room", "a")
    add("index", "b")
    jobs.run_due(NOW)
    assert names() == ["b"]
    assert [(row.error, row.attempts) for row in rows()] == [("no handler for removed room", 1)]


def test_a_job_that_succeeds_after_failing_leaves_nothing(catalogue):
    add("fails", "a")
    jobs.run_due(NOW)
    jobs.handle(catalogue, "fails", f"{HERE}:note")
    with clock.set_to(NOW + HOUR):
        jobs.run_due()
    assert (names(), rows()) == (["a", "a"], [])


@pytest.mark.parametrize(
    ("held", "sizes"),
    [(0, []), (1, [1]), (3, [1, 1, 1]), (4, [3, 1]), (7, [3, 3, 1])],
)
def test_many_payloads_are_held_together_only_when_one_call_could_not_take_them(catalogue, held, sizes):
    gathered = jobs.gather("several", [{"id": number} for number in range(held)])
    counts = [len(one["together"]) if jobs.is_gathered(one) else 1 for one in gathered]
    assert counts == sizes


def test_what_takes_one_at_a_time_is_never_gathered(catalogue):
    payloads = [{"id": number} for number in range(9)]
    assert jobs.gather("index", payloads) == payloads
    assert jobs.gather("unknown", payloads) == payloads


def test_asking_for_nothing_adds_nothing(catalogue):
    with database().unit_of_work():
        jobs.enqueue_all([])
    assert (rows(), jobs.run_due(NOW)) == ([], 0)


def test_finished_rounds_are_forgotten_and_keys_used_once_for_all_are_kept(catalogue):
    jobs.repeat(catalogue, "index", seconds=60)
    add("mail", "a", dedupe_key="digest of november")
    jobs.run_due(NOW)
    with database().unit_of_work():
        jobs.forget_finished(NOW)
    assert len(rows()) == 2
    with database().unit_of_work():
        jobs.forget_finished(NOW + SECOND)
    assert [row.dedupe_key for row in rows()] == ["digest of november"]


def test_a_job_called_off_by_another_kind_or_another_payload_stays(catalogue):
    add("index", "a")
    add("mail", "a")
    with database().unit_of_work():
        jobs.call_off("index", [{"name": "b"}])
        jobs.call_off("mail", [{"name": "a"}])
    jobs.run_due(NOW)
    assert names() == ["a"]


def test_leases_freed_at_start_bring_nothing_finished_back(catalogue):
    add("index", "a", dedupe_key="once")
    jobs.run_due(NOW)
    jobs.release_leases()
    assert (jobs.run_due(NOW), names()) == (0, ["a"])
