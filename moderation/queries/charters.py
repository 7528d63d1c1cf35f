"""Find the charter a consultation lives by."""

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from consult.kit.db import session
from moderation.charter import DEFAULT, RulesInForce
from moderation.models import Charter


def rules_in_force(consultation_id: int) -> RulesInForce:
    """Return the latest charter a consultation adopted, or the default one."""
    statement = (
        select(Charter)
        .where(Charter.consultation_id == consultation_id)
        .order_by(Charter.version.desc())
        .limit(1)
        .options(selectinload(Charter.rules))
    )
    own = session.scalars(statement).one_or_none()
    return RulesInForce(own.version, own.rules, own.id) if own else DEFAULT
