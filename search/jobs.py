"""Keep the index true: file what changed, in small batches, and build again an index that was lost."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import structlog

from consult.kit import clock, jobs
from consult.kit.db import database
from consult.kit.jobs import Payload
from search import kinds
from search.engine import Document, SearchUnavailable
from search.engines import engine
from search.kinds import Changed
from search.operations import forget_filed
from search.queries.texts import COLLECTION
from search.queries.waiting import latest_change, recently_supported

SUPPORT_SPAN = timedelta(hours=1)
_RETRY = timedelta(seconds=2)
log = structlog.get_logger()


def index_changed(payloads: list[Payload]) -> None:
    """File again what changed; put it off while another process writes, build all of one that is new or lost."""
    if engine().is_new():
        rebuild()
        return
    try:
        done = _file(kinds.changed_by(payloads))
    except SearchUnavailable:
        log.warning("search.index_lost")
        rebuild()
        return
    if not done:
        _put_off(payloads)


def keep_sound(_payload: Payload) -> None:
    """Build the index again when it is lost or damaged."""
    if not engine().is_sound():
        rebuild()


def refresh_support(_payload: Payload) -> None:
    """File again what people voted for or supported lately: it orders results and changes nothing else."""
    with database().unit_of_work(writes=False):
        ids = recently_supported(clock.now() - SUPPORT_SPAN)
    if ids and engine().is_sound():
        _file({COLLECTION: ids})


def rebuild(tell: Callable[[int], object] = int) -> int:
    """Build the whole index anew and return how many texts it holds; safe while the site serves.

    `tell` is called with 1 for each text.
    """
    filed = 0

    def everything() -> Iterator[Document]:
        nonlocal filed
        for collection in kinds.collections().values():
            for document in collection.documents(None):
                filed += 1
                tell(1)
                yield document

    with database().unit_of_work(writes=False):
        last = latest_change(kinds.INDEX)
        engine().rebuild(everything())
    with database().unit_of_work():
        forget_filed(kinds.INDEX, up_to=last)
    log.info("search.rebuilt", texts=filed)
    return filed


def _file(changed: Changed) -> bool:
    """Replace these texts in the index, as the database has them once no one else writes there."""

    def documents() -> Iterator[Document]:
        for name, ids in together.items():
            yield from kinds.collections()[name].documents(ids)

    with database().unit_of_work(writes=False):
        together = kinds.together(changed)
        return engine().update(kinds.keys_of(together), documents())


def _put_off(payloads: list[Payload]) -> None:
    at = clock.now()
    with database().unit_of_work():
        for payload in payloads:
            jobs.enqueue(kinds.INDEX, payload, at=at, run_at=at + _RETRY)
