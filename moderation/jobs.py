"""Do later, in the worker, what a decision or a change of text asks for."""

from collections.abc import Sequence

from sqlalchemy import select

from consult.kit import clock
from consult.kit.db import session
from consult.kit.jobs import Payload
from contributions.models import Contribution, Status
from moderation.models import Merging
from moderation.operations.automation import say_why_held, tell_hidden
from moderation.operations.campaigns import CopyRuling, decide_copy
from moderation.operations.digests import write_digests
from moderation.operations.flags import forget_addresses, settle_flags, tell_flaggers, tell_withdrawn
from moderation.operations.mergings import tell_supporters
from moderation.operations.signals import examine, settle_signals
from moderation.operations.staff_reads import forget_old
from moderation.operations.suspensions import lift_suspension
from moderation.queries.decisions import decision_at
from moderation.queries.suspensions import suspension_at


def tell_outcome(payload: Payload) -> None:
    """Write to everyone who flagged a text what was decided of it."""
    tell_flaggers(decision_at(payload["decision"]), at=clock.now())


def follow_changes(payloads: Sequence[Payload]) -> None:
    """Read the texts that changed; what its author withdrew no longer waits for anyone."""
    ids = {payload["id"] for payload in payloads}
    for contribution in session.scalars(
        select(Contribution).where(Contribution.id.in_(ids)).order_by(Contribution.id)
    ):
        _follow(contribution)


def _follow(contribution: Contribution) -> None:
    if contribution.status is Status.WITHDRAWN:
        settle_signals(contribution, at=clock.now())
        tell_withdrawn(contribution, at=clock.now())
        settle_flags(contribution, None, at=clock.now())
    else:
        say_why_held(contribution, examine(contribution, at=clock.now()), at=clock.now())


def tell_hidden_meanwhile(payload: Payload) -> None:
    """Write to those who flagged a text that it is hidden until a person reads it."""
    tell_hidden(session.get_one(Contribution, payload["contribution"]), at=clock.now())


def tell_merged(payload: Payload) -> None:
    """Write to those who supported a proposal that it is now joined to another."""
    merging = session.get(Merging, payload["merging"])
    if merging is not None:
        tell_supporters(merging, at=clock.now())


def decide_one_of_many(payload: Payload) -> None:
    """Take one decision of a campaign."""
    decide_copy(CopyRuling(**payload), at=clock.now())


def each_day(_payload: Payload) -> None:
    """Tell moderators what waits, and forget what was kept long enough."""
    write_digests(at=clock.now())
    forget_old(at=clock.now())
    forget_addresses(at=clock.now())


def end_suspension(payload: Payload) -> None:
    """Let someone write again on the day their suspension ends."""
    lift_suspension(suspension_at(payload["suspension"]), None, at=clock.now())
