"""Announce news, delivered after commit, so that a listener never hears of something undone.

`announce` queues a blinker signal on the current session; the unit of work sends the queue
once `commit()` has returned. A listener wakes or clears; it writes nothing: what must not be
lost is a row recorded with `consult.kit.outbox`.
"""

from typing import Any

from blinker import NamedSignal

from consult.kit.db import NEWS, session


def announce(signal: NamedSignal, **payload: Any) -> None:  # noqa: ANN401 - blinker's own payload type
    """Queue a signal to be sent once the current transaction is committed."""
    session.info.setdefault(NEWS, []).append((signal, payload))
