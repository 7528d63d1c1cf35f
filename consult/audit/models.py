"""What is kept of a gesture: a row that is never changed."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, event, inspect
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Mapped, Mapper, mapped_column, relationship

from consult.accounts.models import User
from consult.kit.db import Model


class AuditLine(Model):
    """What someone of the staff wrote, or whose data they read (trace d'un geste).

    `changes` lists the rows as [table, key, {field: [before, after]}]; words are told as changed, never
    kept a second time. A reading has none. `marked` keeps the line 36 months.
    """

    __tablename__ = "audit_line"

    id: Mapped[int] = mapped_column(primary_key=True)
    actor_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    at: Mapped[datetime] = mapped_column(index=True)
    method: Mapped[str] = mapped_column(String(10))
    address: Mapped[str] = mapped_column(String(300))
    changes: Mapped[list[list[Any]]] = mapped_column(JSON, default=list)
    marked: Mapped[bool] = mapped_column(default=False)
    actor: Mapped[User] = relationship()

    @property
    def is_reading(self) -> bool:
        """Say whether something was read, not written."""
        return self.method == "GET"


@event.listens_for(AuditLine, "before_update")
def refuse_change(_mapper: Mapper[AuditLine], _connection: Connection, line: AuditLine) -> None:
    """Refuse to change a line but to keep it longer."""
    changed = {one.key for one in inspect(line).attrs if one.history.has_changes()}
    if changed - {"marked"} or not line.marked:
        raise RuntimeError("an audit line is never changed")


@event.listens_for(AuditLine, "before_delete")
def refuse_deletion(_mapper: Mapper[AuditLine], _connection: Connection, _line: AuditLine) -> None:
    """Refuse to take a line away; time alone does."""
    raise RuntimeError("an audit line is never taken away before its time")
