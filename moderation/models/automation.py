"""What an organiser lets happen without a person: nothing, unless chosen."""

from datetime import datetime
from typing import Final

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from consult.kit.db import Model

HOLDING: Final = ("insults", "hate", "threats", "private", "advertising")
"""The detectors that may hold a text: those that read its words and point at what the law forbids."""

FEWEST_FLAGS: Final = 3


class Automation(Model):
    """What is done before a moderator reads, in one consultation (automatismes); no row: nothing is.

    `held` names the detectors that keep a text from being published until it is read; at `hide_at`
    people who flag a text for what the law forbids, it is hidden until it is read.
    """

    __tablename__ = "automation"

    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"), primary_key=True)
    held: Mapped[list[str]] = mapped_column(JSON, default=list)
    hide_at: Mapped[int | None]
    chosen_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    chosen_at: Mapped[datetime]
