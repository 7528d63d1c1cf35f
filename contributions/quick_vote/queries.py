"""Choose the next proposal of someone's round, and say how far they have gone.

Among the proposals a person has neither voted on nor passed over, those the fewest people have considered come
first; between equals each person walks in an order of their own, so that a hundred people who arrive together do
not all meet the same one. Where results are kept until the end, numbers of votes order nothing: the person's own
order alone decides.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, CompoundSelect, Select, and_, case, cast, func, select
from sqlalchemy.orm import aliased, joinedload

from consult.accounts.models import AnyActor, User
from consult.consultations.models import Consultation
from consult.kit.db import session
from contributions.models import Ballot, Contribution, Position, Proposal, Skip, Status, Vote
from contributions.queries.proposals import ROTATION_SECONDS

_PRIME = 2**31 - 1
Turn = tuple[int, int]


def turn_of(actor: AnyActor, consultation: Consultation, at: datetime) -> Turn:
    """Draw someone's order: always the same for a person, the same for all visitors for ten minutes."""
    who = (
        f"person {actor.id}" if isinstance(actor, User) else f"visitors {int(at.timestamp()) // ROTATION_SECONDS}"
    )
    digest = hashlib.sha256(f"quick vote {who} {consultation.id}".encode()).digest()
    drawn = [int.from_bytes(digest[start : start + 8], "big") for start in (0, 8)]
    return drawn[0] % (_PRIME - 1) + 1, drawn[1] % _PRIME


def place_in(turn: Turn) -> ColumnElement[int]:
    """Return the place of each proposal in an order: a permutation of their numbers."""
    return (cast(Proposal.id, BigInteger) * turn[0] + turn[1]) % _PRIME


def next_for(user: User, consultation: Consultation, turn: Turn) -> Proposal | None:
    """Return the next proposal someone has not met, None when they have met them all."""
    unmet = and_(_listed(consultation), _unmet(user))
    if not consultation.hides_results:
        other = aliased(Proposal)
        level = select(func.min(other.considered)).where(
            other.consultation_id == consultation.id,
            other.status == Status.PUBLISHED,
            other.id.not_in(_met(user)),
        )
        unmet = and_(unmet, Proposal.considered == level.scalar_subquery())
    return _first(select(Proposal).where(unmet).order_by(place_in(turn), Proposal.id))


def next_passed_over(user: User, consultation: Consultation) -> Proposal | None:
    """Return the proposal someone passed over the longest ago and never voted on."""
    passed = select(Proposal).join(Skip, and_(Skip.proposal_id == Proposal.id, Skip.user_id == user.id))
    still = and_(_listed(consultation), Proposal.id.not_in(_voted(user)))
    return _first(passed.where(still).order_by(Skip.skipped_at, Skip.id))


def next_for_visitors(consultation: Consultation, turn: Turn, beyond: int = -1) -> tuple[Proposal, int] | None:
    """Return the first proposal beyond a place of the visitors' order, with its place; None at the end."""
    place = place_in(turn)
    wanted = select(Proposal, place).where(_listed(consultation), place > beyond).order_by(place, Proposal.id)
    found = session.execute(wanted.options(*_FOR_PAGE).limit(1)).first()
    return (found[0], found[1]) if found else None


def _first(wanted: Select[Proposal]) -> Proposal | None:
    return session.scalars(wanted.options(*_FOR_PAGE).limit(1)).first()


_FOR_PAGE = (joinedload(Proposal.author), joinedload(Proposal.theme), joinedload(Proposal.territory))


def _listed(consultation: Consultation) -> ColumnElement[bool]:
    return and_(Proposal.consultation_id == consultation.id, Proposal.status == Status.PUBLISHED)


def _voted(user: User) -> Select[int]:
    return select(Vote.proposal_id).where(Vote.user_id == user.id)


def _met(user: User) -> CompoundSelect[int]:
    """Name what someone voted on, passed over or wrote."""
    passed = select(Skip.proposal_id).where(Skip.user_id == user.id)
    wrote = select(Contribution.id).where(Contribution.author_id == user.id)
    return _voted(user).union_all(passed, wrote)


def _unmet(user: User) -> ColumnElement[bool]:
    return Proposal.id.not_in(_met(user))


# --- how far one has gone -------------------------------------------------------------


@dataclass(frozen=True)
class Gesture:
    """The last thing someone said in the round: a vote, or nothing when they passed the proposal over."""

    proposal_id: int
    title: str
    position: Position | None


@dataclass(frozen=True)
class Round:
    """What someone has said in a consultation, what they passed over, and what they have not met."""

    said: dict[Position, int]
    passed: int
    unmet: int
    used: int
    last: Gesture | None = None

    @property
    def votes(self) -> int:
        """Return the number of votes given."""
        return sum(self.said.values())


def round_of(user: User, consultation: Consultation, last_id: int | None = None) -> Round:
    """Return how far someone has gone, with their gesture on the proposal `last_id`, in one query."""
    given = [func.coalesce(func.sum(case((Vote.position == one, 1), else_=0)), 0) for one in Position]
    statement = (
        select(*given, *(part.scalar_subquery() for part in _counts(user, consultation)), *_last(user, last_id))
        .select_from(Vote)
        .join(Proposal, and_(Proposal.id == Vote.proposal_id, _listed(consultation)))
        .where(Vote.user_id == user.id)
    )
    row = tuple(session.execute(statement).one())
    title, position, was_passed = row[6:]
    known = last_id is not None and title is not None and (position is not None or was_passed)
    return Round(
        said=dict(zip(Position, row[:3], strict=True)),
        passed=row[3],
        unmet=row[4],
        used=row[5] or 0,
        last=Gesture(last_id, title, position) if known and last_id is not None else None,
    )


def _counts(user: User, consultation: Consultation) -> list[Select[Any]]:
    """Return how to count what was passed over, what was not met, and the votes spent."""
    listed = aliased(Proposal)
    here = (listed.consultation_id == consultation.id, listed.status == Status.PUBLISHED)
    passed = select(func.count()).select_from(Skip).join(listed, listed.id == Skip.proposal_id)
    return [
        passed.where(Skip.user_id == user.id, *here, Skip.proposal_id.not_in(_voted(user))),
        select(func.count(listed.id)).where(*here, listed.id.not_in(_met(user))),
        select(Ballot.used).where(Ballot.consultation_id == consultation.id, Ballot.user_id == user.id),
    ]


def _last(user: User, last_id: int | None) -> list[ColumnElement[Any]]:
    one, vote = aliased(Proposal), aliased(Vote)
    parts = [
        select(one.title).where(one.id == last_id, one.status == Status.PUBLISHED),
        select(vote.position).where(vote.proposal_id == last_id, vote.user_id == user.id),
        select(func.count()).where(Skip.proposal_id == last_id, Skip.user_id == user.id),
    ]
    return [part.scalar_subquery() for part in parts]
