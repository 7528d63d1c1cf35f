"""Read the register of gestures, newest first."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from consult.audit.models import AuditLine
from consult.kit.db import session
from consult.kit.errors import NotFound
from consult.kit.paging import PAGE_SIZE, Page, cut, decode


def audit_lines(actor_id: int | None = None, *, cursor: str | None = None) -> Page[AuditLine]:
    """Return one page of the register, of everyone or of one person."""
    key = decode(cursor, 1)
    statement = select(AuditLine).order_by(AuditLine.id.desc()).limit(PAGE_SIZE + 1)
    if actor_id is not None:
        statement = statement.where(AuditLine.actor_id == actor_id)
    if key:
        statement = statement.where(AuditLine.id < key[0])
    lines = session.scalars(statement.options(joinedload(AuditLine.actor))).all()
    return cut(lines, lambda line: (line.id,), cursor=cursor, size=PAGE_SIZE)


def line_at(line_id: int) -> AuditLine:
    """Return a line, or raise `NotFound`."""
    found = session.get(AuditLine, line_id)
    if found is None:
        raise NotFound
    return found
