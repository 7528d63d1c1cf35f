"""Do the jobs that are due, again and again, until asked to stop.

On the embedded engine one worker at a time: a lock on a file says which, and a second one waits
to take over. On a server, as many as needed work side by side.
"""

import fcntl
import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import structlog
from flask import Flask
from sqlalchemy.exc import DBAPIError

from consult.kit import jobs
from consult.kit.db import database

POLL_SECONDS = 1.0
_LOCK = "worker.lock"
log = structlog.get_logger()


class Worker:
    """One process that does jobs; a signal asks it to stop after the job under way."""

    def __init__(self, app: Flask, folder: Path) -> None:
        self._app = app
        self._lock_path = folder / _LOCK
        self._stopping = False

    def run(self) -> None:
        """Work until a signal says to stop."""
        signal.signal(signal.SIGTERM, self.stop)
        signal.signal(signal.SIGINT, self.stop)
        if not database().is_sqlite:
            self._work()
            return
        with _taken(self._lock_path) as taken:
            if self._wait_for(taken):
                jobs.release_leases()
                self._work()

    def stop(self, _signal: int = 0, _frame: FrameType | None = None) -> None:
        """Stop after the job under way."""
        self._stopping = True

    def _work(self) -> None:
        log.info("worker.started", pid=os.getpid())
        beside = threading.Thread(target=self._work_beside, daemon=True)
        beside.start()
        self._do_again_and_again(jobs.ORDINARY)
        beside.join()
        log.info("worker.stopped", pid=os.getpid())

    def _work_beside(self) -> None:
        """Do the urgent jobs while the others take their time: nobody waits for a mail behind a synthesis."""
        with self._app.app_context():
            self._do_again_and_again(jobs.URGENT)

    def _do_again_and_again(self, up_to: int) -> None:
        while not self._stopping:
            try:
                jobs.run_due(stopping=lambda: self._stopping, up_to=up_to)
            except DBAPIError:
                log.exception("worker.database_away")
            time.sleep(POLL_SECONDS)

    def _wait_for(self, descriptor: int) -> bool:
        """Wait for the lock; say whether it was taken before someone asked to stop."""
        told = False
        while not self._stopping:
            if _lock(descriptor):
                return True
            if not told:
                log.warning("worker.waiting", lock=str(self._lock_path))
                told = True
            time.sleep(POLL_SECONDS)
        return False


def is_working(folder: Path) -> bool:
    """Say whether a worker holds the lock of this data folder (embedded engine only)."""
    with _taken(folder / _LOCK) as descriptor:
        return not _lock(descriptor)


@contextmanager
def _taken(path: Path) -> Iterator[int]:
    """Open the lock's file; closing it gives the lock back, and so does the death of the process."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _lock(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
