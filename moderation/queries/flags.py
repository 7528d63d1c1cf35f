"""Find what people flagged."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from consult.accounts.models import AnyActor
from consult.kit.db import session
from consult.kit.errors import NotFound
from contributions.models import Contribution, Status
from contributions.queries.visibility import visible_to
from moderation.models import Flag, FlagReason, Signal
from moderation.queries.texts import everything, with_its_place


def text_to_flag(actor: AnyActor, contribution_id: int) -> Contribution:
    """Return a text this person may read, with its consultation; raises `NotFound` for any other."""
    readable = select(Contribution.id).where(Contribution.id == contribution_id, visible_to(actor))
    statement = with_its_place(select(everything).where(everything.id.in_(readable)))
    found: Contribution | None = session.scalars(statement).unique().one_or_none()
    if found is None:
        raise NotFound
    return found


def flag_by(key: str, contribution: Contribution) -> Flag | None:
    """Return the flag this person already left on this version of the text."""
    statement = select(Flag).where(
        Flag.contribution_id == contribution.id, Flag.version == contribution.version, Flag.flagger_key == key
    )
    return session.scalars(statement).one_or_none()


def flagged_since(email: str, since: datetime) -> int:
    """Count what an address that nobody confirmed flagged since an instant."""
    return session.scalar(select(func.count(Flag.id)).where(Flag.email == email, Flag.flagged_at > since)) or 0


def own_flag(actor: AnyActor, contribution: Contribution) -> Flag | None:
    """Return the flag someone signed in already left on this version of the text.

    None for a visitor: an address typed by anyone must not tell who flagged.
    """
    statement = select(Flag).where(
        Flag.contribution_id == contribution.id,
        Flag.version == contribution.version,
        Flag.flagger_id == actor.id,
    )
    return session.scalars(statement).first() if actor.is_authenticated else None


def flags_of(contribution: Contribution) -> Sequence[Flag]:
    """Return every flag of a text with its author, those still open first."""
    statement = (
        select(Flag)
        .where(Flag.contribution_id == contribution.id)
        .order_by(Flag.settled_at.is_not(None), Flag.id)
        .options(joinedload(Flag.flagger))
    )
    return session.scalars(statement).all()


def flags_settled_by(decision_id: int) -> Sequence[Flag]:
    """Return the flags a decision answered, with their authors."""
    statement = (
        select(Flag).where(Flag.decision_id == decision_id).order_by(Flag.id).options(joinedload(Flag.flagger))
    )
    return session.scalars(statement).all()


def attention(contribution: Contribution) -> tuple[set[FlagReason], set[FlagReason]]:
    """Return for which reasons a text is flagged, and for which the detectors point at it: those still open."""

    def reasons(kind: type[Flag] | type[Signal]) -> set[FlagReason]:
        statement = select(kind.reason).where(kind.contribution_id == contribution.id, kind.settled_at.is_(None))
        return set(session.scalars(statement))

    return reasons(Flag), reasons(Signal)


def waiting_since(contribution: Contribution) -> datetime | None:
    """Return since when a text waits for a moderator; None when nobody and no detector asked for anything."""
    if contribution.status is Status.PENDING:
        return contribution.submitted_at
    flagged = select(func.min(Flag.flagged_at)).where(
        Flag.contribution_id == contribution.id, Flag.settled_at.is_(None)
    )
    seen = select(func.min(Signal.found_at)).where(
        Signal.contribution_id == contribution.id, Signal.settled_at.is_(None)
    )
    return min(filter(None, (session.scalar(flagged), session.scalar(seen))), default=None)
