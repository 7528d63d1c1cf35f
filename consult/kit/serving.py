"""Serve the pages with gunicorn, and keep the web server and the worker alive side by side."""

import signal
import socket
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import wait
from multiprocessing.context import ForkProcess

import structlog
from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter

from consult.kit.db import Database

_GRACE_SECONDS = 15.0
_RESTART_SECONDS = 1.0
log = structlog.get_logger()
Work = Callable[[], None]

LONGEST_ADDRESS = 8190
"""Bytes gunicorn reads of an address, its most: an accented letter typed in a search takes six."""


@dataclass(frozen=True)
class Place:
    """Where the pages are served, and with how many processes of how many threads each."""

    host: str
    port: int
    processes: int
    threads: int

    @property
    def is_free(self) -> bool:
        """Say whether nobody listens there yet."""
        with socket.socket(socket.AF_INET6 if ":" in self.host else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((self.host, self.port))
            except OSError:
                return False
        return True


class WebServer(BaseApplication):  # type: ignore[misc]
    """Gunicorn around an application already made, with nothing written outside its data folder."""

    def __init__(self, app: Flask, place: Place, welcome: str) -> None:
        self._app = app
        self._place = place
        self._welcome = welcome
        super().__init__()

    def load_config(self) -> None:
        """Set what gunicorn would otherwise read from the command line."""
        chosen = {
            "bind": f"{self._place.host}:{self._place.port}",
            "worker_class": "gthread",
            "workers": self._place.processes,
            "threads": self._place.threads,
            "graceful_timeout": 10,
            "timeout": 60,
            "limit_request_line": LONGEST_ADDRESS,
            "loglevel": "warning",
            "control_socket_disable": True,
            "post_fork": lambda _arbiter, _worker: self._forget_connections(),
            "when_ready": self._say_welcome,
        }
        for name, value in chosen.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """Return the application."""
        return self._app

    def _forget_connections(self) -> None:
        """Leave the parent its connections: two processes never share one."""
        opened: Database = self._app.extensions["consult_db"]
        opened.engine.dispose(close=False)

    def _say_welcome(self, _arbiter: Arbiter) -> None:
        print(self._welcome, flush=True)  # noqa: T201 - what the operator waits for


# --- two processes side by side ---------------------------------------------------------


def run_together(web: Work, worker: Work) -> int:
    """Run both until the web server ends or a signal comes; a worker that dies is started again.

    Each runs in a process of its own. Return the web server's exit code, or 0 when asked to stop.
    """
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    running: list[ForkProcess] = []
    try:
        return _watch(running, web, worker)
    except KeyboardInterrupt:
        return 0
    finally:
        _stop(running)


def run_first(work: Work) -> int:
    """Do this in a process of its own, and return its exit code: what it loads does not stay."""
    process = _start(work)
    process.join()
    return process.exitcode or 0


def _watch(running: list[ForkProcess], web: Work, worker: Work) -> int:
    running.append(_start(web))
    while True:
        running.append(_start(worker))
        wait([process.sentinel for process in running])
        if not running[0].is_alive():
            return running[0].exitcode or 0
        died = running.pop()
        log.warning("worker.died", code=died.exitcode)
        time.sleep(_RESTART_SECONDS)


def _start(work: Work) -> ForkProcess:
    # A copy of this process, application loaded: nothing is read from the disk a second time.
    process = get_context("fork").Process(target=work)
    process.start()
    return process


def _stop(running: Sequence[ForkProcess]) -> None:
    """Ask each process to end, wait, and kill what does not."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    deadline = time.monotonic() + _GRACE_SECONDS
    for process in running:
        process.terminate()
    for process in running:
        process.join(max(0.0, deadline - time.monotonic()))
        process.kill()
