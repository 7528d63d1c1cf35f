"""Find texts that many people sent almost in the same words, and what of them waits."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, func, select, true
from sqlalchemy.orm import joinedload

from consult.accounts.models import User
from consult.kit.db import session
from consult.kit.errors import Gone, NotFound
from contributions.models import Contribution, Kind, Status
from contributions.queries.visibility import moderated_consultations
from moderation.models import Examination, TextBand

FEWEST, FEWEST_AUTHORS = 5, 3
"""From how many texts, by how many people, near copies are a campaign."""

_MOST_COMPARED, _MOST_GROUPS = 5, 50


@dataclass(frozen=True)
class Campaign:
    """Near copies that wait: the first of them, how many wait, by how many people, and how many in all."""

    leader: Contribution
    waiting: int
    authors: int
    total: int

    @property
    def consultation_id(self) -> int:
        """Return where it happens, which rights are judged by."""
        return self.leader.consultation_id

    @property
    def contribution(self) -> Contribution:
        """Return the text that stands for all."""
        return self.leader


def candidates(contribution_id: int, values: Sequence[int]) -> Sequence[Contribution]:
    """Return a few texts that may be near copies of one, whatever the number of texts."""
    near = select(TextBand.contribution_id).where(
        TextBand.value.in_(values), TextBand.contribution_id != contribution_id
    )
    numbers = list(dict.fromkeys(session.scalars(near.limit(4 * _MOST_COMPARED))))[:_MOST_COMPARED]
    return session.scalars(
        select(Contribution).where(Contribution.id.in_(numbers)).order_by(Contribution.id)
    ).all()


def size_of(leader_id: int) -> tuple[int, int]:
    """Return how many texts are near copies of one, itself included, and by how many people."""
    statement = select(func.count(), func.count(Examination.author_id.distinct()))
    texts, authors = session.execute(statement.where(Examination.leader_id == leader_id)).one()
    return texts, authors


def campaigns(moderator: User) -> list[Campaign]:
    """Return the campaigns of which texts wait where this person moderates, the largest first."""
    waiting = func.count()
    statement = (
        select(Examination.leader_id, waiting, func.count(Examination.author_id.distinct()))
        .join(Contribution, Contribution.id == Examination.contribution_id)
        .where(Contribution.status == Status.PENDING, Examination.leader_id.is_not(None), _moderated_by(moderator))
        .group_by(Examination.leader_id)
        .having(waiting > 1)
        .order_by(waiting.desc(), Examination.leader_id)
        .limit(_MOST_GROUPS)
    )
    rows = session.execute(statement).all()
    found = [_campaign(leader_id, texts, people) for leader_id, texts, people in rows if leader_id is not None]
    return [one for one in found if one.total >= FEWEST]


def leader_of(contribution_id: int) -> int | None:
    """Return the first text of the campaign this text is part of, None when it is part of none."""
    examination = session.get(Examination, contribution_id)
    if examination is None or examination.leader_id is None:
        return None
    texts, authors = size_of(examination.leader_id)
    return examination.leader_id if texts >= FEWEST and authors >= FEWEST_AUTHORS else None


def campaign_at(leader_id: int) -> Campaign:
    """Return a campaign by its first text, with what of it waits.

    Raises `Gone` once nothing of it waits any more, and `NotFound` for what never was a campaign.
    """
    texts = waiting_copies(leader_id)
    if not texts and size_of(leader_id)[0] >= FEWEST:
        raise Gone(_l("Cette campagne est décidée : plus aucun de ses textes n’attend."))
    if not texts:
        raise NotFound
    return _campaign(leader_id, len(texts), len({one.author_id for one in texts}))


def waiting_copies(leader_id: int, up_to: int | None = None) -> Sequence[Contribution]:
    """Return the near copies that wait, the oldest first, up to the last one that was seen."""
    statement = (
        select(Contribution)
        .join(Examination, Examination.contribution_id == Contribution.id)
        .where(Examination.leader_id == leader_id, Contribution.status == Status.PENDING)
        .order_by(Contribution.id)
        .options(joinedload(Contribution.author))
    )
    if up_to is not None:
        statement = statement.where(Contribution.id <= up_to)
    return session.scalars(statement).all()


def _campaign(leader_id: int, waiting: int, authors: int) -> Campaign:
    return Campaign(session.get_one(Contribution, leader_id), waiting, authors, size_of(leader_id)[0])


def _moderated_by(moderator: User) -> ColumnElement[bool]:
    scope = moderated_consultations(moderator)
    if scope is None:
        return true()
    return Contribution.consultation_id.in_(scope) & Contribution.kind.in_(list(Kind))
