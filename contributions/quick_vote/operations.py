"""Keep what someone passes over in the quick vote, and forget it when they go back."""

from datetime import datetime

from sqlalchemy import delete

from consult.accounts.models import User
from consult.kit.db import session, upsert
from contributions import counters
from contributions.models import Proposal, Skip


def pass_over(user: User, proposal: Proposal, *, at: datetime) -> None:
    """Leave a proposal for later: it comes back once the round is over. Passing it again counts once."""
    statement = upsert(Skip).values(proposal_id=proposal.id, user_id=user.id, times=1, skipped_at=at)
    written = statement.on_conflict_do_update(
        index_elements=["proposal_id", "user_id"], set_={"times": Skip.times + 1, "skipped_at": at}
    )
    if session.execute(written.returning(Skip.times)).scalar_one() == 1:
        counters.count_skip(proposal, 1)


def meet_again(user: User, proposal: Proposal) -> None:
    """Forget that someone passed a proposal over; nothing happens when they did not."""
    own = delete(Skip).where(Skip.proposal_id == proposal.id, Skip.user_id == user.id)
    if session.execute(own.returning(Skip.id)).scalar_one_or_none() is not None:
        counters.count_skip(proposal, -1)
