"""Find, from contributions, what came of them: the answers, the commitments, what moved in these."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from consult.kit.db import session
from contributions.models import Contribution
from council.models import (
    Citation,
    CitedContribution,
    Commitment,
    FollowUp,
    OfficialResponse,
    Opinion,
    Recommendation,
    Reply,
)

_OWN = Contribution.__table__.c
_PROPOSAL = func.coalesce(_OWN.proposal_id, _OWN.id)


def _cited() -> Select[Any]:
    return (
        select(_PROPOSAL.label("proposal_id"), _OWN.consultation_id)
        .join(CitedContribution, CitedContribution.contribution_id == _OWN.id)
        .join(Citation, Citation.id == CitedContribution.citation_id)
    )


def answers_to(
    proposals: Collection[int], since: datetime | None, until: datetime
) -> Sequence[Row[*tuple[Any, ...]]]:
    """Return which answers published in this span rest on these proposals or what was said under them."""
    response = OfficialResponse
    statement = (
        _cited()
        .add_columns(response.id, response.opinion_id, response.published_at, Opinion.title)
        .join(Opinion, Opinion.id == Citation.opinion_id)
        .join(response, response.opinion_id == Opinion.id)
        .where(_PROPOSAL.in_(proposals), response.published_at <= until)
    )
    if since is not None:
        statement = statement.where(response.published_at > since)
    return session.execute(statement.distinct()).all()


def late_answers_to(
    proposals: Collection[int], since: datetime | None, until: datetime
) -> Sequence[Row[*tuple[Any, ...]]]:
    """Return which replies published alone in this span answer recommendations resting on these proposals."""
    statement = (
        _cited()
        .add_columns(Reply.id, OfficialResponse.opinion_id, Reply.answered_at, Opinion.title)
        .add_columns(Recommendation.position)
        .join(Reply, Reply.recommendation_id == Citation.recommendation_id)
        .join(Recommendation, Recommendation.id == Reply.recommendation_id)
        .join(OfficialResponse, OfficialResponse.id == Reply.response_id)
        .join(Opinion, Opinion.id == OfficialResponse.opinion_id)
        .where(_PROPOSAL.in_(proposals), Reply.answered_at <= until)
    )
    if since is not None:
        statement = statement.where(Reply.answered_at > since)
    return session.execute(statement.distinct()).all()


def steps_for(
    proposals: Collection[int], since: datetime | None, until: datetime
) -> Sequence[Row[*tuple[Any, ...]]]:
    """Return what moved in this span in commitments that answer recommendations resting on these proposals."""
    statement = (
        _cited()
        .add_columns(FollowUp.id, FollowUp.commitment_id, FollowUp.at, FollowUp.words, Commitment.title)
        .join(Reply, Reply.recommendation_id == Citation.recommendation_id)
        .join(OfficialResponse, OfficialResponse.id == Reply.response_id)
        .join(Commitment, Commitment.reply_id == Reply.id)
        .join(FollowUp, FollowUp.commitment_id == Commitment.id)
        .where(_PROPOSAL.in_(proposals), FollowUp.at <= until, OfficialResponse.published_at.is_not(None))
    )
    if since is not None:
        statement = statement.where(FollowUp.at > since)
    return session.execute(statement.distinct()).all()


@dataclass(frozen=True)
class Came:
    """What came of a contribution: a recommendation that cites it, the answer, the commitments."""

    opinion_id: int
    recommendation: Recommendation
    reply: Reply


def came_of(contribution_ids: Collection[int]) -> Mapping[int, Sequence[Came]]:
    """Return, for each contribution, the published replies to the recommendations that rest on it."""
    statement = (
        select(CitedContribution.contribution_id, Reply)
        .join(Citation, Citation.id == CitedContribution.citation_id)
        .join(Reply, Reply.recommendation_id == Citation.recommendation_id)
        .join(OfficialResponse, OfficialResponse.id == Reply.response_id)
        .where(
            CitedContribution.contribution_id.in_(contribution_ids),
            OfficialResponse.published_at.is_not(None),
            Reply.verdict.is_not(None),
        )
        .order_by(Reply.recommendation_id)
        .distinct()
        .options(joinedload(Reply.response), joinedload(Reply.recommendation), selectinload(Reply.commitments))
    )
    found: dict[int, list[Came]] = {}
    for contribution_id, reply in session.execute(statement):
        came = Came(reply.response.opinion_id, reply.recommendation, reply)
        found.setdefault(contribution_id, []).append(came)
    return found
