"""Count the votes one person gives where the organiser limits them, in the transaction of the vote.

One statement adds a vote and refuses the one too many: two requests at once wait for the same row, on either
engine. Whoever votes for the first time is counted from the votes themselves.
"""

from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import ColumnElement, ScalarSelect, and_, delete, func, insert, literal, select, update

from consult.consultations.models import Consultation
from consult.kit.db import session, upsert
from consult.kit.errors import Conflict
from contributions.models import Ballot, Proposal, Status, Vote


@dataclass(frozen=True)
class Allowance:
    """How many votes one person may give in a consultation, and how many are given."""

    limit: int
    used: int

    @property
    def left(self) -> int:
        """Return how many votes remain."""
        return max(0, self.limit - self.used)

    @property
    def sentence(self) -> str:
        """Say what remains."""
        if not self.left:
            return _("Vous avez donné vos %(limit)s votes : retirez-en un pour voter ici.", limit=self.limit)
        return ngettext(
            "Il vous reste %(num)s vote sur %(limit)s.",
            "Il vous reste %(num)s votes sur %(limit)s.",
            self.left,
            limit=self.limit,
        )


def spend(user_id: int, consultation: Consultation) -> Allowance | None:
    """Count a vote just written and return what remains, None without a limit; raise `Conflict` past the limit."""
    limit = consultation.votes_per_person
    if limit is None:
        return None
    first = upsert(Ballot).values(
        consultation_id=consultation.id, user_id=user_id, used=_given(user_id, consultation.id)
    )
    counted = first.on_conflict_do_update(
        index_elements=["consultation_id", "user_id"], set_={"used": Ballot.used + 1}, where=Ballot.used < limit
    )
    used = session.execute(counted.returning(Ballot.used)).scalar_one_or_none()
    if used is None or used > limit:
        raise Conflict(Allowance(limit, limit).sentence)
    return Allowance(limit, used)


def give_back(user_id: int, consultation: Consultation) -> Allowance | None:
    """Count one vote less and return what remains; None without a limit."""
    limit = consultation.votes_per_person
    if limit is None:
        return None
    own = (Ballot.consultation_id == consultation.id, Ballot.user_id == user_id, Ballot.used > 0)
    less = update(Ballot).where(*own).values({Ballot.used: Ballot.used - 1}).returning(Ballot.used)
    return Allowance(limit, session.execute(less).scalar_one_or_none() or 0)


def follow_list(proposal: Proposal, change: int) -> None:
    """Give their vote back to those who voted on a proposal that leaves the lists, or take it when it returns."""
    voters = select(Vote.user_id).where(Vote.proposal_id == proposal.id)
    moved = update(Ballot).where(
        Ballot.consultation_id == proposal.consultation_id,
        Ballot.user_id.in_(voters),
        Ballot.used + change >= 0,
    )
    options = {"synchronize_session": False}
    session.execute(moved.values({Ballot.used: Ballot.used + change}), execution_options=options)


def rebuild(consultation: Consultation) -> None:
    """Count everyone's votes again from the rows, where they are limited."""
    session.execute(delete(Ballot).where(Ballot.consultation_id == consultation.id))
    if consultation.votes_per_person is None:
        return
    each = select(literal(consultation.id), Vote.user_id, func.count()).join(Proposal, _standing(consultation.id))
    columns = ["consultation_id", "user_id", "used"]
    session.execute(insert(Ballot).from_select(columns, each.group_by(Vote.user_id)))


def _given(user_id: int, consultation_id: int) -> ScalarSelect[int]:
    given = select(func.count()).select_from(Vote).join(Proposal, _standing(consultation_id))
    return given.where(Vote.user_id == user_id).scalar_subquery()


def _standing(consultation_id: int) -> ColumnElement[bool]:
    """Keep the votes on proposals of a consultation that stand in its lists."""
    return and_(
        Proposal.id == Vote.proposal_id,
        Proposal.consultation_id == consultation_id,
        Proposal.status == Status.PUBLISHED,
    )
