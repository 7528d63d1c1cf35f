"""Do later, in the worker, what a decision or a change of text asks for."""

from consult.kit import clock
from consult.kit.db import session
from consult.kit.jobs import Payload
from contributions.models import Contribution, Status
from moderation.operations.flags import settle_flags, tell_flaggers
from moderation.operations.signals import examine, settle_signals
from moderation.queries.decisions import decision_at


def tell_outcome(payload: Payload) -> None:
    """Write to everyone who flagged a text what was decided of it."""
    tell_flaggers(decision_at(payload["decision"]), at=clock.now())


def follow_change(payload: Payload) -> None:
    """Read a text that changed; what its author withdrew no longer waits for anyone."""
    contribution = session.get(Contribution, payload["id"])
    if contribution is None:
        return
    if contribution.status is Status.WITHDRAWN:
        settle_signals(contribution, at=clock.now())
        settle_flags(contribution, None, at=clock.now())
    else:
        examine(contribution, at=clock.now())
