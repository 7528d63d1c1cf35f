"""Find minutes: those of a sitting, those a council has still to adopt."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from consult.kit.db import session
from council.models import Minutes, MinutesStatus, Sitting


def minutes_of(sitting: Sitting) -> Minutes | None:
    """Return the minutes of a sitting, or None while nobody wrote them."""
    statement = select(Minutes).where(Minutes.sitting_id == sitting.id).options(joinedload(Minutes.adopted_in))
    return session.scalars(statement).one_or_none()


def minutes_to_adopt(sitting: Sitting) -> Sequence[Minutes]:
    """Return the minutes of this council's earlier sittings that no vote adopted yet, the oldest first."""
    statement = (
        select(Minutes)
        .join(Sitting, Sitting.id == Minutes.sitting_id)
        .where(
            Sitting.council_id == sitting.council_id,
            Sitting.starts_at < sitting.starts_at,
            Minutes.status == MinutesStatus.DRAFT,
        )
        .order_by(Sitting.starts_at)
        .options(joinedload(Minutes.sitting))
    )
    return session.scalars(statement).all()
