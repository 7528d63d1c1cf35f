"""Say what is joined to a text."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.kit.db import Model
from contributions.models import Contribution


class MediaType(StrEnum):
    """What a file may be."""

    PDF = "application/pdf"
    JPEG = "image/jpeg"
    PNG = "image/png"


class Attachment(Model):
    """A document joined to a text (pièce jointe): `digest` names the cleaned file, `size` is in bytes.

    `description` says what it shows: it stands in the place of an image for those who do not see it.
    """

    __tablename__ = "attachment"
    __table_args__ = (UniqueConstraint("contribution_id", "digest"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    contribution_id: Mapped[int] = mapped_column(ForeignKey("contribution.id", ondelete="CASCADE"))
    digest: Mapped[str] = mapped_column(String(64), index=True)
    media_type: Mapped[MediaType]
    size: Mapped[int]
    name: Mapped[str] = mapped_column(String(100))
    description: Mapped[str] = mapped_column(String(300), default="")
    added_at: Mapped[datetime]

    contribution: Mapped[Contribution] = relationship()

    @property
    def is_image(self) -> bool:
        """Say whether a page may show it as an image."""
        return self.media_type is not MediaType.PDF
