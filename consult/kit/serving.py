"""Serve the pages with gunicorn, and keep the web server and the worker alive side by side."""

import os
import signal
import socket
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

import structlog
from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter

from consult.kit.db import Database

_GRACE_SECONDS = 15.0
_RESTART_SECONDS = 1.0
_POLL_SECONDS = 0.05
log = structlog.get_logger()
Command = Sequence[str]


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


def run_together(web: Command, worker: Command, environment: Mapping[str, str]) -> int:
    """Run both until the web server ends or a signal comes; a worker that dies is started again.

    Return the web server's exit code, or 0 when asked to stop.
    """
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    running: dict[int, Command] = {}
    try:
        for command in (web, worker):
            running[_start(command, environment)] = command
        return _watch(running, web, environment)
    except KeyboardInterrupt:
        return 0
    finally:
        _stop(list(running))


def _watch(running: dict[int, Command], web: Command, environment: Mapping[str, str]) -> int:
    while True:
        ended, status = os.wait()
        command = running.pop(ended, None)
        if command is web:
            return os.waitstatus_to_exitcode(status)
        if command is not None:
            log.warning("worker.died", code=os.waitstatus_to_exitcode(status))
            time.sleep(_RESTART_SECONDS)
            running[_start(command, environment)] = command


def _start(command: Command, environment: Mapping[str, str]) -> int:
    return os.posix_spawn(command[0], list(command), dict(environment))


def _stop(children: Sequence[int]) -> None:
    """Ask each child to end, wait, and kill what does not."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    deadline = time.monotonic() + _GRACE_SECONDS
    for child in children:
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGTERM)
    for child in children:
        with suppress(ProcessLookupError, ChildProcessError):
            _await_end(child, deadline)


def _await_end(child: int, deadline: float) -> None:
    while os.waitpid(child, os.WNOHANG) == (0, 0):
        if time.monotonic() > deadline:
            os.kill(child, signal.SIGKILL)
        time.sleep(_POLL_SECONDS)
