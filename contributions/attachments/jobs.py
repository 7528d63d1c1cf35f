"""What the worker does for documents."""

from datetime import timedelta

from consult.kit import clock
from consult.kit.db import database
from consult.kit.jobs import Payload
from contributions.attachments.queries import digests_in_use
from contributions.attachments.storage import storage

KEPT_ALONE = timedelta(hours=1)
"""How long a file that no text has is kept: a row may be on its way, or a backup being made."""

_AT_ONCE = 200


def sweep(_payload: Payload) -> None:
    """Take away the files that no text has any more, and those whose row never came."""
    names = list(storage().older_than(clock.now() - KEPT_ALONE))
    for start in range(0, len(names), _AT_ONCE):
        some = names[start : start + _AT_ONCE]
        with database().unit_of_work(writes=False):
            used = digests_in_use(some)
        for name in some:
            if name not in used:
                storage().remove(name)
