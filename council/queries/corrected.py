"""Tell an opinion from its corrections: what stands for it now, counted once."""

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import aliased

from council.models import Opinion, OpinionStatus


def not_corrected() -> ColumnElement[bool]:
    """Keep the opinions no published correction stands for: lists and counts hold one opinion once."""
    later = aliased(Opinion)
    corrected = select(later.corrects_id).where(
        later.corrects_id.is_not(None), later.status == OpinionStatus.PUBLISHED
    )
    return Opinion.id.not_in(corrected)
