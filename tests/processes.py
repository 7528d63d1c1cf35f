"""Run the `consult` command in a process of its own, as an operator does, and read what it says."""

import os
import secrets
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LONGEST_SECONDS = 60.0
LOWEST_PORT, PORTS = 20_000, 12_000


class Process:
    """A `consult` command under way; its lines are read as they come, each returned once."""

    def __init__(self, popen: subprocess.Popen[str]) -> None:
        self.popen = popen
        self.said: list[str] = []

    def line_with(self, words: str) -> str:
        """Return the first line not yet returned that holds these words; fail if the process ends without it."""
        for line in self.said:
            if words in line:
                self.said.remove(line)
                return line
        for line in self.popen.stdout:
            if words in line:
                return line
            self.said.append(line)
        raise AssertionError(f"« {words} » was never said:\n{''.join(self.said)}")

    def kill(self) -> None:
        """End it as a power cut would."""
        self.popen.kill()
        self.popen.wait()

    def stop(self) -> int:
        """Ask it to end and return its exit code."""
        self.popen.send_signal(signal.SIGTERM)
        return self.popen.wait(timeout=LONGEST_SECONDS)


@contextmanager
def running(*words: str, longest_seconds: float = LONGEST_SECONDS, **environment: str) -> Iterator[Process]:
    """Start `consult WORDS…`; it is over at the end of the block, and at the latest after so many seconds."""
    popen = subprocess.Popen(
        [sys.executable, str(ROOT / "wsgi.py"), *words],
        env={**os.environ, "NO_COLOR": "1", **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=ROOT,
        start_new_session=True,
    )
    watch = threading.Timer(longest_seconds, os.killpg, (popen.pid, signal.SIGKILL))
    watch.start()
    try:
        yield Process(popen)
    finally:
        watch.cancel()
        if popen.poll() is None:
            popen.terminate()
            popen.wait(timeout=LONGEST_SECONDS)
        popen.stdout.close()


def free_port() -> int:
    """Return a port of this machine on which nobody listens, below those lent to outgoing connections."""
    while True:
        port = LOWEST_PORT + secrets.randbelow(PORTS)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
