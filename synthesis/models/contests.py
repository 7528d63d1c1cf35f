"""What authors say of the place of their own texts, and what they are answered."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.accounts.models import User
from consult.kit.db import Model
from contributions.models import Contribution
from synthesis.models.states import ContestAnswer, ContestKind
from synthesis.models.syntheses import Synthesis


class Contest(Model):
    """What an author says of their own text in a provisional synthesis (contestation), and the answer.

    `place` is where the text stood then; `edit_id` is the change that an accepted one led to.
    """

    __tablename__ = "synthesis_contest"
    __table_args__ = (UniqueConstraint("synthesis_id", "contribution_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    synthesis_id: Mapped[int] = mapped_column(ForeignKey("synthesis.id"))
    contribution_id: Mapped[int] = mapped_column(ForeignKey("contribution.id"))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), index=True)
    kind: Mapped[ContestKind]
    text: Mapped[str] = mapped_column(Text)
    place: Mapped[str] = mapped_column(String(400))
    at: Mapped[datetime]
    answer: Mapped[ContestAnswer | None]
    explanation: Mapped[str] = mapped_column(Text, default="")
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    edit_id: Mapped[int | None] = mapped_column(ForeignKey("synthesis_edit.id"))
    synthesis: Mapped[Synthesis] = relationship()
    contribution: Mapped[Contribution] = relationship()
    author: Mapped[User | None] = relationship(foreign_keys=author_id)
    answered_by: Mapped[User | None] = relationship(foreign_keys=answered_by_id)
