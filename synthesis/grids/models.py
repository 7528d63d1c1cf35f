"""What is kept of grids: each gesture with who made it, and what the worker placed after them."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from consult.accounts.models import User
from consult.kit.db import Model
from synthesis.analysis.grids import GestureKind


class GridGesture(Model):
    """What a person did to the grid of a theme (geste sur la grille): a code, or the codes of one text.

    `target` is the key of the code or the reference of the text. The gestures that hold, in their order, make the
    grid. One taken back stays, says who took it back or put it in again, and when.
    """

    __tablename__ = "synthesis_grid_gesture"
    __table_args__ = (Index("ix_synthesis_grid_gesture", "synthesis_id", "section_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    synthesis_id: Mapped[int] = mapped_column(ForeignKey("synthesis.id"))
    section_id: Mapped[str] = mapped_column(String(80))
    kind: Mapped[GestureKind]
    target: Mapped[str] = mapped_column(String(40))
    before: Mapped[str] = mapped_column(Text)
    after: Mapped[str] = mapped_column(Text)
    actor_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[datetime]
    is_undone: Mapped[bool] = mapped_column(default=False)
    turned_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    turned_at: Mapped[datetime | None]
    actor: Mapped[User] = relationship(foreign_keys=actor_id)
    turned_by: Mapped[User | None] = relationship(foreign_keys=turned_by_id)


class ThemeGrid(Model):
    """The grid of a theme (grille): whether its codes are the topics, and what the worker made of it.

    `revision` grows with each gesture; `placed` is compressed JSON, made from `placed_revision` and from the data
    of `placed_snapshot_id`. While `placing_asked_at` stands, the worker has still to place.
    """

    __tablename__ = "synthesis_grid"
    __table_args__ = (UniqueConstraint("synthesis_id", "section_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    synthesis_id: Mapped[int] = mapped_column(ForeignKey("synthesis.id"))
    section_id: Mapped[str] = mapped_column(String(80))
    is_used: Mapped[bool] = mapped_column(default=False)
    revision: Mapped[int] = mapped_column(default=0)
    placing_asked_at: Mapped[datetime | None]
    placed_at: Mapped[datetime | None]
    placed_revision: Mapped[int | None]
    placed_snapshot_id: Mapped[int | None] = mapped_column(ForeignKey("snapshot.id"))
    placed: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))
