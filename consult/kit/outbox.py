"""Tell later rooms what changed, as rows of the same transaction.

An earlier room records a topic ("contribution.changed"); each later room that subscribed gets a
job of its own, in the transaction of the change. The earlier room never learns who listens.
"""

from collections.abc import Sequence
from datetime import datetime

from flask import Flask

from consult.kit.jobs import Payload, Request, catalogue, enqueue_all, gather


def subscribe(app: Flask, topic: str, kind: str) -> None:
    """Ask that a job of this kind be enqueued each time the topic is recorded."""
    catalogue(app).topics.setdefault(topic, []).append(kind)


def record(topic: str, payload: Payload, *, at: datetime, once: str | None = None) -> None:
    """Enqueue one job per subscriber; `once` names an event that must never be told twice."""
    enqueue_all(
        [
            Request(kind, payload, at, f"{kind}:{once}" if once else None)
            for kind in catalogue().topics.get(topic, [])
        ]
    )


def record_all(topic: str, payloads: Sequence[Payload], *, at: datetime) -> None:
    """Tell of many changes of one kind in one statement, by batches to those who take several at once."""
    kinds = catalogue().topics.get(topic, [])
    enqueue_all([Request(kind, payload, at) for kind in kinds for payload in gather(kind, payloads)])
