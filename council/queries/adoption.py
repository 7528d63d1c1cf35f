"""Say whether the council adopted an opinion as it reads now, by which votes, and what each version said."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from consult.kit import clock
from consult.kit.db import session
from council.models import (
    CouncilMember,
    Opinion,
    OpinionSection,
    OpinionVersion,
    Outcome,
    Recommendation,
    RecordedVote,
    Sitting,
    Voice,
)

Content = Mapping[str, Any]


@dataclass(frozen=True)
class Adoption:
    """The votes by which an opinion was adopted: one on the whole, or the last one on each of its parts."""

    votes: tuple[RecordedVote, ...]

    @property
    def on(self) -> date:
        """Return the day of the last of them."""
        return max(clock.local(one.closed_at).date() for one in self.votes if one.closed_at is not None)

    @property
    def is_by_section(self) -> bool:
        """Say whether a part had its own vote."""
        return any(one.section_id is not None for one in self.votes)


def content_of(opinion: Opinion) -> dict[str, object]:
    """Return what an opinion says now: its parts, its recommendations, and the names of what they cite."""
    return {
        "title": opinion.title,
        "sections": [{"id": one.id, "title": one.title, "source": one.source} for one in opinion.sections],
        "recommendations": [
            {"id": one.id, "section": one.section_id, "text": one.text} for one in opinion.recommendations
        ],
        "citations": sorted(
            (
                {
                    "claim": one.claim_id,
                    "section": one.opinion_section_id,
                    "recommendation": one.recommendation_id,
                }
                for one in opinion.citations
            ),
            key=str,
        ),
    }


def votes_on(opinion: Opinion) -> Sequence[RecordedVote]:
    """Return the votes the council held on an opinion or its parts, the first first, with every voice."""
    statement = (
        select(RecordedVote)
        .where(RecordedVote.opinion_id == opinion.id)
        .order_by(RecordedVote.id)
        .options(
            joinedload(RecordedVote.section),
            joinedload(RecordedVote.sitting).joinedload(Sitting.council),
            selectinload(RecordedVote.voices).joinedload(Voice.member).joinedload(CouncilMember.user),
        )
    )
    return session.scalars(statement).all()


def open_vote_on(opinion: Opinion) -> RecordedVote | None:
    """Return the vote under way on an opinion, or None."""
    statement = select(RecordedVote).where(RecordedVote.opinion_id == opinion.id, RecordedVote.closed_at.is_(None))
    return session.scalars(statement.limit(1)).first()


def versions_of(opinion: Opinion) -> Sequence[OpinionVersion]:
    """Return every version of an opinion, the latest first, with who saved it."""
    statement = select(OpinionVersion).where(OpinionVersion.opinion_id == opinion.id)
    ordered = statement.order_by(OpinionVersion.version.desc()).options(joinedload(OpinionVersion.actor))
    return session.scalars(ordered).all()


def adoption_of(opinion: Opinion) -> Adoption | None:
    """Return how the council adopted an opinion as it reads now, or None.

    On each passage the last vote decides, be it a vote on the whole or on that part: a whole that was rejected may
    still be adopted part by part, by votes held since. A recommendation voted with no part goes with the whole.
    """
    closed = _closed_votes(opinion)
    said, now = _contents(opinion, closed), content_of(opinion)
    last = [_last_on(passage, closed) for passage in _passages(opinion)]
    adopting = {one.id: one for one in last if one is not None}
    if None in last or not all(_still_holds(one, said, now) for one in adopting.values()):
        return None
    return Adoption(tuple(adopting[key] for key in sorted(adopting)))


@dataclass(frozen=True)
class Unvoted:
    """What a vote part by part leaves to be voted: parts, and recommendations that only the whole carries."""

    sections: Sequence[OpinionSection]
    recommendations: Sequence[Recommendation]


def left_to_vote(opinion: Opinion) -> Unvoted | None:
    """Return what keeps an opinion from being adopted once some of it is, or None."""
    closed = _closed_votes(opinion)
    said, now, passages = _contents(opinion, closed), content_of(opinion), _passages(opinion)
    left = [one for one in passages if not _is_adopted(one, closed, said, now)]
    if not 0 < len(left) < len(passages):
        return None
    return _unvoted(opinion, left)


def _unvoted(opinion: Opinion, left: Collection[int | None]) -> Unvoted:
    loose = _tied_to_no_part(opinion) if None in left else []
    return Unvoted([one for one in opinion.sections if one.id in left], loose)


def _is_adopted(
    passage: int | None, closed: Sequence[RecordedVote], said: Mapping[int | None, Content], now: Content
) -> bool:
    last = _last_on(passage, closed)
    return last is not None and _still_holds(last, said, now)


def _tied_to_no_part(opinion: Opinion) -> list[Recommendation]:
    return [one for one in opinion.recommendations if one.section_id is None]


def _closed_votes(opinion: Opinion) -> list[RecordedVote]:
    return [one for one in votes_on(opinion) if one.closed_at is not None]


def was_rejected(opinion: Opinion) -> bool:
    """Say whether the last closed vote on the whole of an opinion rejected the words it has now."""
    whole = _last_on(None, _closed_votes(opinion))
    if whole is None or whole.outcome is not Outcome.REJECTED:
        return False
    return _contents(opinion, [whole]).get(whole.opinion_version) == content_of(opinion)


def _passages(opinion: Opinion) -> list[int | None]:
    """Return what must each be adopted: every part by its key, and None for what only the whole carries."""
    alone = not opinion.sections or bool(_tied_to_no_part(opinion))
    return [*(one.id for one in opinion.sections), *([None] if alone else [])]


def _last_on(passage: int | None, closed: Sequence[RecordedVote]) -> RecordedVote | None:
    return next((one for one in reversed(closed) if one.section_id in (None, passage)), None)


def _contents(opinion: Opinion, votes: Sequence[RecordedVote]) -> dict[int | None, Content]:
    wanted = {one.opinion_version for one in votes}
    statement = select(OpinionVersion.version, OpinionVersion.content).where(
        OpinionVersion.opinion_id == opinion.id, OpinionVersion.version.in_(wanted)
    )
    return {version: content for version, content in session.execute(statement)}  # noqa: C416 - typed rows


def _still_holds(vote: RecordedVote, said: Mapping[int | None, Content], now: Content) -> bool:
    """Say whether a vote adopted the whole, or a part, with the very words it has now."""
    then = said.get(vote.opinion_version)
    same = then == now if vote.section_id is None else _part(then, vote.section_id) == _part(now, vote.section_id)
    return same and vote.outcome is Outcome.ADOPTED


def _part(content: Content | None, section_id: int | None) -> object:
    """Return all that a version says under one part; None for a version that was not kept."""
    if content is None:
        return None
    own = _held(content["recommendations"], "section", {section_id})
    cited = content["citations"]
    return (
        content["title"],
        _held(content["sections"], "id", {section_id}),
        own,
        _held(cited, "section", {section_id}),
        _held(cited, "recommendation", {one["id"] for one in own}),
    )


def _held(rows: Sequence[Content], name: str, keys: Collection[int | None]) -> list[Content]:
    return [one for one in rows if one[name] in keys]
