"""Keep what must be done later as rows of the same database, and do it at least once.

A job is enqueued in the transaction of the change that asks for it, so neither exists without
the other. A handler runs in one unit of work that also deletes the job: done and forgotten
together. A long handler opens its own units instead, and must be safe to run twice.
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import accumulate
from typing import Any, cast

import structlog
from flask import Flask, current_app
from sqlalchemy import JSON, ColumnElement, Index, or_, select, text, update
from sqlalchemy.orm import Mapped, mapped_column
from werkzeug.utils import import_string

from consult.kit import clock
from consult.kit.db import Database, Model, database, session, upsert

LEASE = timedelta(seconds=60)
HEARTBEAT_SECONDS = 15.0
MAX_ATTEMPTS = 8
URGENT, ORDINARY = 0, 1
"""Who goes first: what somebody waits for at a screen, then everything else."""
log = structlog.get_logger()
Payload = dict[str, Any]
_TOGETHER = "together"
_WAITING = text("finished_at IS NULL")


class Job(Model):
    """Work to be done (tâche): kept until done; kept after when its key must never be used again."""

    __tablename__ = "job"
    __table_args__ = (
        Index("ix_job_due", "priority", "run_at", "id", sqlite_where=_WAITING, postgresql_where=_WAITING),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    payload: Mapped[Payload] = mapped_column(JSON)
    priority: Mapped[int] = mapped_column(default=ORDINARY)
    run_at: Mapped[datetime]
    lease_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    dedupe_key: Mapped[str | None] = mapped_column(unique=True)
    finished_at: Mapped[datetime | None]
    error: Mapped[str | None]


@dataclass(frozen=True)
class Handler:
    """Where the code of a kind of job stands, and how it wants to be called.

    `path` is "module:function", imported by the worker alone, so that a web process never loads
    what only a job needs. A batch handler is given up to `batch` payloads at once. An urgent one
    is called before all others, and while a long one works.
    """

    path: str
    batch: int = 1
    long: bool = False
    urgent: bool = False


@dataclass(frozen=True)
class Periodic:
    """A job enqueued once in each span of `seconds`."""

    kind: str
    seconds: int


@dataclass
class Catalogue:
    """What each room registered at start."""

    handlers: dict[str, Handler] = field(default_factory=dict)
    periodic: list[Periodic] = field(default_factory=list)
    topics: dict[str, list[str]] = field(default_factory=dict)


def init_app(app: Flask) -> None:
    """Start with an empty catalogue; each room fills it."""
    app.extensions["consult_jobs"] = Catalogue()


def catalogue(app: Flask | None = None) -> Catalogue:
    """Return what the rooms of this application registered."""
    return cast("Catalogue", (app or current_app).extensions["consult_jobs"])


def handle(app: Flask, kind: str, path: str, *, batch: int = 1, long: bool = False, urgent: bool = False) -> None:
    """Register the function that does this kind of job, as "module:function"."""
    catalogue(app).handlers[kind] = Handler(path, batch, long, urgent)


def _handler(kind: str) -> Handler:
    return catalogue().handlers.get(kind, Handler(""))


def repeat(app: Flask, kind: str, *, seconds: int) -> None:
    """Ask for a job of this kind once in each span of time."""
    catalogue(app).periodic.append(Periodic(kind, seconds))


@dataclass(frozen=True)
class Request:
    """A job to add: its kind, what it is about, when, and a key that may be used only once, ever.

    Its priority is that of its kind unless it says another.
    """

    kind: str
    payload: Payload
    run_at: datetime
    dedupe_key: str | None = None
    priority: int | None = None


def enqueue(
    kind: str, payload: Payload, *, at: datetime, run_at: datetime | None = None, dedupe_key: str | None = None
) -> None:
    """Add a job in the current transaction; a key already used adds nothing, ever."""
    enqueue_all([Request(kind, payload, run_at or at, dedupe_key)])


def enqueue_all(requests: Sequence[Request]) -> None:
    """Add several jobs in one statement."""
    if not requests:
        return
    rows = [{**vars(one), "attempts": 0, "priority": _priority(one)} for one in requests]
    session.execute(upsert(Job).on_conflict_do_nothing(index_elements=["dedupe_key"]), rows)


def _priority(one: Request) -> int:
    if one.priority is not None:
        return one.priority
    return URGENT if _handler(one.kind).urgent else ORDINARY


def gather(kind: str, payloads: Sequence[Payload]) -> Sequence[Payload]:
    """Return payloads that hold these by batches, when there are more than the kind's handler takes at once."""
    most = _handler(kind).batch
    if most == 1 or len(payloads) <= most:
        return payloads
    return [{_TOGETHER: list(payloads[start : start + most])} for start in range(0, len(payloads), most)]


def is_gathered(payload: Payload) -> bool:
    """Say whether this payload holds others."""
    return _TOGETHER in payload


def _spread(job: Job) -> list[Payload]:
    return cast("list[Payload]", job.payload.get(_TOGETHER, [job.payload]))


def call_off(kind: str, payloads: Sequence[Payload]) -> None:
    """Forget the jobs of a kind that ask for this, because whoever calls has done it; a key used stays used."""
    waiting = session.scalars(select(Job).where(Job.kind == kind, Job.finished_at.is_(None)))
    _finish([job for job in waiting if job.payload in payloads])


# --- the worker's side ----------------------------------------------------------------


def run_due(at: datetime | None = None, *, stopping: Callable[[], bool] = bool, up_to: int = ORDINARY) -> int:
    """Do every job that is due now, the urgent ones first, and return how many were taken.

    The worker calls this in a loop, and may ask to stop between two jobs; a test calls it once. A job
    that fails is put back with a growing delay; after `MAX_ATTEMPTS` it stays with its error for the operator.
    `up_to` is the last priority to take: a second loop does the urgent jobs alone.
    """
    taken = 0
    if up_to == ORDINARY:
        _enqueue_periodic(at or clock.now())
    while not stopping() and (jobs := _claim(at or clock.now(), up_to)):
        taken += len(jobs)
        _run(jobs)
    return taken


def _enqueue_periodic(at: datetime) -> None:
    with database().unit_of_work():
        for one in catalogue().periodic:
            span = int(at.timestamp()) // one.seconds
            enqueue(one.kind, {}, at=at, dedupe_key=f"{one.kind}@{span}")


def _due(at: datetime) -> ColumnElement[bool]:
    free = or_(Job.lease_until.is_(None), Job.lease_until < at)
    return Job.finished_at.is_(None) & (Job.run_at <= at) & free & (Job.attempts < MAX_ATTEMPTS)


def _claim(at: datetime, up_to: int = ORDINARY) -> list[Job]:
    """Take the first due job, with others of its kind when its handler takes several."""
    with database().unit_of_work():
        taken = _first(1, _due(at), Job.priority <= up_to)
        if taken and (most := _handler(taken[0].kind).batch) > 1:
            taken = _fitting(_first(most, _due(at), Job.kind == taken[0].kind), most)
        for job in taken:
            job.lease_until = at + LEASE
            job.attempts += 1
    return taken


def _first(most: int, *wanted: ColumnElement[bool]) -> list[Job]:
    order = select(Job).where(*wanted).order_by(Job.priority, Job.run_at, Job.id).limit(most)
    return list(session.scalars(order.with_for_update(skip_locked=True)))


def _fitting(jobs: list[Job], most: int) -> list[Job]:
    """Keep the first jobs that one call of their handler takes."""
    totals = accumulate(len(_spread(job)) for job in jobs)
    return [job for job, total in zip(jobs, totals, strict=True) if total <= most] or jobs[:1]


def _run(jobs: list[Job]) -> None:
    handler = catalogue().handlers.get(jobs[0].kind)
    if handler is None:
        _put_back(jobs, f"no handler for {jobs[0].kind}")
        return
    work = cast("Callable[[Any], None]", import_string(handler.path))
    argument = _argument(handler, jobs)
    try:
        if handler.long:
            with _lease_kept(jobs):
                work(argument)
            with database().unit_of_work():
                _finish(jobs)
        else:
            with database().unit_of_work():
                work(argument)
                _finish(jobs)
    except Exception as error:  # the boundary: whatever a handler raises is logged and retried
        log.exception("job.failed", kind=jobs[0].kind, jobs=[job.id for job in jobs])
        _put_back(jobs, repr(error))


def _argument(handler: Handler, jobs: list[Job]) -> object:
    return [one for job in jobs for one in _spread(job)] if handler.batch > 1 else jobs[0].payload


def _finish(jobs: list[Job]) -> None:
    """Forget jobs that are done; keep those whose key must never run again."""
    for job in jobs:
        row = session.get_one(Job, job.id)
        if row.dedupe_key is None:
            session.delete(row)
        else:
            row.finished_at, row.lease_until = clock.now(), None


def _put_back(jobs: list[Job], reason: str) -> None:
    with database().unit_of_work():
        for job in jobs:
            row = session.get_one(Job, job.id)
            row.error, row.lease_until = reason, None
            row.run_at = clock.now() + timedelta(seconds=2**row.attempts)


@contextmanager
def _lease_kept(jobs: list[Job]) -> Iterator[None]:
    """Renew the lease from a second thread while a long handler works."""
    stop = threading.Event()
    renewer = threading.Thread(target=_renew, args=(database(), [job.id for job in jobs], stop), daemon=True)
    renewer.start()
    try:
        yield
    finally:
        stop.set()
        renewer.join()


def _renew(where: Database, ids: list[int], stop: threading.Event) -> None:
    while not stop.wait(HEARTBEAT_SECONDS):
        with where.unit_of_work() as opened:
            opened.execute(update(Job).where(Job.id.in_(ids)).values(lease_until=clock.now() + LEASE))


def release_leases() -> None:
    """Free what a worker that died was holding; called when the only worker of a machine starts."""
    with database().unit_of_work():
        session.execute(update(Job).where(Job.finished_at.is_(None)).values(lease_until=None))


def forget_finished(before: datetime) -> None:
    """Delete the periodic jobs done before this instant; other keys are kept for good."""
    names = [one.kind for one in catalogue().periodic]
    done = select(Job).where(Job.finished_at < before, Job.kind.in_(names))
    for job in session.scalars(done):
        session.delete(job)
