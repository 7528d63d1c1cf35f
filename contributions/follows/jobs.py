"""What the worker does for those who follow."""

from collections.abc import Sequence

from consult.kit import clock, jobs
from contributions.follows.operations.following import follow_written as follow_texts
from contributions.follows.operations.telling import BATCH, tell_due

TELL, TELL_MORE, FOLLOW_OWN = "follows.tell", "follows.tell_more", "follows.follow_own"
EVERY_SECONDS = 60
AT_ONCE = 100


def tell(_payload: jobs.Payload) -> None:
    """Write to a batch of people, and ask for the next while there are more."""
    at = clock.now()
    if tell_due(at) == BATCH:
        jobs.enqueue(TELL_MORE, {}, at=at)


def follow_written(payloads: Sequence[jobs.Payload]) -> None:
    """Let people follow what they have just written."""
    follow_texts({payload["id"] for payload in payloads}, at=clock.now())
