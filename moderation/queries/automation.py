"""Find what an organiser lets happen without a person."""

from sqlalchemy import func, select

from consult.kit.db import session
from contributions.models import Contribution, StatusChange
from moderation.models import LAW, Automation, Flag


def automation_of(consultation_id: int) -> Automation | None:
    """Return what a consultation lets happen; None when everything waits for a person."""
    return session.get(Automation, consultation_id)


def lawful_flags(contribution: Contribution) -> list[tuple[int, int]]:
    """Count the open flags of people with an account for what the law forbids: (rule, people), most first.

    An address typed by a visitor proves nobody: it raises a text in the queue, and never hides it.
    """
    people = func.count()
    statement = (
        select(Flag.rule_number, people)
        .where(
            Flag.contribution_id == contribution.id,
            Flag.version == contribution.version,
            Flag.settled_at.is_(None),
            Flag.flagger_id.is_not(None),
            Flag.reason.in_(sorted(LAW)),
        )
        .group_by(Flag.rule_number)
        .order_by(people.desc(), Flag.rule_number)
    )
    return [(number, count) for number, count in session.execute(statement)]


def last_passage(contribution: Contribution) -> StatusChange:
    """Return the row of the passage to the present status."""
    rows = select(StatusChange).where(StatusChange.contribution_id == contribution.id)
    return session.scalars(rows.order_by(StatusChange.id.desc()).limit(1)).one()
