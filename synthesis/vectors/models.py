"""What is kept of the vectors: those of each published text, and those a synthesis was computed with."""

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, deferred, mapped_column

from consult.kit.db import Model


class TextVectors(Model):
    """The vectors of one published text (vecteurs), by one model, as whole numbers of a byte.

    They can be computed again: `fingerprint` says of which words, so that a text that changed is read again.
    """

    __tablename__ = "text_vectors"

    contribution_id: Mapped[int] = mapped_column(
        ForeignKey("contribution.id", ondelete="CASCADE"), primary_key=True
    )
    fingerprint: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes] = mapped_column(LargeBinary)


class SnapshotVectors(Model):
    """The vectors a photograph of the data is analysed with, frozen with it."""

    __tablename__ = "snapshot_vectors"

    snapshot_id: Mapped[int] = mapped_column(ForeignKey("snapshot.id"), primary_key=True)
    content: Mapped[bytes] = deferred(mapped_column(LargeBinary))
