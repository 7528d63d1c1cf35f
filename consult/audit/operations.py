"""Add a line, keep one longer, forget those whose time has come."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import and_, delete, or_

from consult.audit.models import AuditLine
from consult.kit.db import session

KEPT: Final = timedelta(days=365)
KEPT_IF_MARKED: Final = timedelta(days=3 * 365)
_LONGEST_ADDRESS = 300


def add_line(actor_id: int, method: str, address: str, changes: Sequence[list[Any]], *, at: datetime) -> None:
    """Write what someone did."""
    line = AuditLine(actor_id=actor_id, method=method, address=address[:_LONGEST_ADDRESS], at=at)
    line.changes = list(changes)
    session.add(line)
    session.flush()


def mark(line: AuditLine) -> None:
    """Keep a line 36 months rather than 12."""
    line.marked = True
    session.flush()


def forget_old(*, at: datetime) -> None:
    """Forget the lines older than a year, than three for those marked."""
    plain = and_(AuditLine.marked.is_(False), AuditLine.at < at - KEPT)
    session.execute(delete(AuditLine).where(or_(plain, AuditLine.at < at - KEPT_IF_MARKED)))
