"""Insert many contributions at once, for imports and demonstrations: published, each with the row that says so.

Nothing is checked here and no counter moves: whoever calls rebuilds the counters when all is in.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Table, insert

from consult.consultations.models import Consultation
from consult.kit import outbox
from consult.kit.db import Model, session
from contributions.models import Contribution, Status, StatusChange
from contributions.news import CHANGED

Row = dict[str, Any]


@dataclass(frozen=True)
class Passage:
    """How a text came to be public: who did it (None for a rule or an import), when, and why."""

    at: datetime
    actor_id: int | None = None
    reason: str = ""


@dataclass(frozen=True)
class NewText:
    """A contribution to insert: its key in the consultation, its columns, how it came to be public."""

    key: str
    columns: Row
    passage: Passage


def add_texts(consultation: Consultation, texts: Sequence[NewText], *, at: datetime) -> dict[str, int]:
    """Insert texts that all have the same columns, tell the later rooms, and return each one's id by key."""
    if not texts:
        return {}
    shared = {"consultation_id": consultation.id, "status": Status.PUBLISHED}
    rows = [{**shared, **one.columns, "external_key": one.key} for one in texts]
    table = _table(Contribution)
    statement = insert(table).returning(table.c.external_key, table.c.id)
    ids = {str(key): id_ for key, id_ in session.execute(statement, rows)}
    insert_rows(StatusChange, [_change(ids[one.key], one.passage) for one in texts])
    outbox.record_all(CHANGED, [{"id": ids[one.key]} for one in texts], at=at)
    return ids


def _change(contribution_id: int, passage: Passage) -> Row:
    return {
        "contribution_id": contribution_id,
        "actor_id": passage.actor_id,
        "at": passage.at,
        "from_status": Status.DRAFT,
        "to_status": Status.PUBLISHED,
        "reason": passage.reason,
    }


def insert_rows(model: type[Model], rows: Sequence[Row]) -> None:
    """Insert rows of one table, in the order given; none is no statement."""
    if rows:
        session.execute(insert(_table(model)), rows)


def _table(model: type[Model]) -> Table:
    return cast("Table", model.__table__)
