"""List what moderation keeps of one person, as plain values for whoever asks for their data."""

from datetime import datetime
from typing import Any

from sqlalchemy import Select, select

from consult.accounts.models import User
from consult.kit.db import session
from contributions.models import Contribution
from moderation.models import Appeal, Decision, Flag, Suspension

Line = dict[str, str | int | None]


def flags_by(user: User) -> list[Line]:
    """Return what someone flagged."""
    return _lines(
        select(Flag.contribution_id, Flag.reason, Flag.comment, Flag.flagged_at, Flag.settled_at)
        .where(Flag.flagger_id == user.id)
        .order_by(Flag.id)
    )


def decisions_about(user: User) -> list[Line]:
    """Return the decisions on someone's texts, without who took them."""
    return _lines(
        select(
            Decision.contribution_id,
            Decision.verdict,
            Decision.rule_number,
            Decision.fact,
            Decision.explanation,
            Decision.decided_at,
        )
        .join(Contribution, Contribution.id == Decision.contribution_id)
        .where(Contribution.author_id == user.id)
        .order_by(Decision.id)
    )


def appeals_by(user: User) -> list[Line]:
    """Return someone's appeals and their answers."""
    return _lines(
        select(Appeal.decision_id, Appeal.text, Appeal.filed_at, Appeal.reversed, Appeal.answer)
        .join(Decision, Decision.id == Appeal.decision_id)
        .join(Contribution, Contribution.id == Decision.contribution_id)
        .where(Contribution.author_id == user.id)
        .order_by(Appeal.id)
    )


def suspensions_told(user: User) -> list[Line]:
    """Return what was done about someone's account, without who decided it."""
    return _lines(
        select(
            Suspension.degree,
            Suspension.everywhere,
            Suspension.rule_number,
            Suspension.fact,
            Suspension.explanation,
            Suspension.decided_at,
            Suspension.until,
            Suspension.lifted_at,
            Suspension.appeal,
            Suspension.reversed,
            Suspension.answer,
        )
        .where(Suspension.user_id == user.id)
        .order_by(Suspension.id)
    )


def _lines(statement: Select[*tuple[Any, ...]]) -> list[Line]:
    return [{name: _plain(value) for name, value in row.items()} for row in session.execute(statement).mappings()]


def _plain(value: object) -> str | int | None:
    if isinstance(value, datetime):
        return value.isoformat()
    return value if value is None or isinstance(value, int) else str(value)
