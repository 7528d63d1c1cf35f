"""List what someone wrote and voted, filtered and cut into pages by key."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, ScalarSelect, and_, func, select
from sqlalchemy.orm import aliased, joinedload

from consult.accounts.models import User
from consult.consultations.models import Consultation
from consult.kit.db import session
from consult.kit.paging import PAGE_SIZE, Page, cut, decode
from contributions.models import Contribution, Kind, Position, Proposal, Response, Status, StatusChange, Vote


class Stand(StrEnum):
    """Where someone's text stands, in the few words they look for it by."""

    DRAFT = "brouillons"
    WAITING = "en-attente"
    PUBLIC = "publiees"
    GONE = "plus-visibles"


STATUSES: dict[Stand, frozenset[Status]] = {
    Stand.DRAFT: frozenset({Status.DRAFT}),
    Stand.WAITING: frozenset({Status.PENDING, Status.REVISION_REQUESTED}),
    Stand.PUBLIC: frozenset({Status.PUBLISHED, Status.MERGED}),
    Stand.GONE: frozenset({Status.HIDDEN, Status.REMOVED, Status.REFUSED, Status.WITHDRAWN}),
}


@dataclass(frozen=True)
class Sought:
    """Which of their texts someone asks for; None is all of them."""

    kind: Kind | None = None
    stand: Stand | None = None

    def keeps(self, kind: Kind, status: Status) -> bool:
        """Say whether a text of this kind and status is asked for."""
        return self.kind in {None, kind} and (self.stand is None or status in STATUSES[self.stand])

    def condition(self) -> ColumnElement[bool]:
        """Keep the texts asked for."""
        kinds = [self.kind] if self.kind else list(Kind)
        statuses = STATUSES[self.stand] if self.stand else frozenset(Status)
        return and_(Contribution.kind.in_(kinds), Contribution.status.in_(statuses))


@dataclass(frozen=True)
class OwnTexts:
    """A page of what someone wrote; by number, how many answered a comment and why a text was taken back."""

    page: Page[Contribution]
    answers: dict[int, int]
    reasons: dict[int, str]


def texts_page(author: User, sought: Sought, *, cursor: str | None = None, size: int = PAGE_SIZE) -> OwnTexts:
    """Return what someone wrote, newest first, each with its consultation and the proposal it stands under."""
    key = decode(cursor, 1)
    statement = (
        select(Contribution, _answers(), _taken_back_for())
        .where(Contribution.author_id == author.id, sought.condition())
        .order_by(Contribution.id.desc())
        .limit(size + 1)
        .options(joinedload(Contribution.consultation).options(*_TOLD_OF_A_CONSULTATION))
        .options(joinedload(Response.proposal))
    )
    if key:
        statement = statement.where(Contribution.id < key[0])
    rows = session.execute(statement).unique().all()
    page = cut([row[0] for row in rows], lambda row: (row.id,), cursor=cursor, size=size)
    answers = {text.id: number for text, number, _reason in rows if number}
    return OwnTexts(page, answers, {text.id: reason for text, _number, reason in rows if reason})


_TOLD_OF_A_CONSULTATION = (joinedload(Consultation.phases), joinedload(Consultation.results))


def _answers() -> ScalarSelect[int]:
    """Count the public answers to a comment."""
    text, answer = Contribution.__table__.c, aliased(Contribution.__table__).c
    counted = select(func.count(answer.id)).where(
        answer.proposal_id == text.proposal_id,
        answer.kind == Kind.COMMENT,
        answer.status == Status.PUBLISHED,
        answer.parent_id == text.id,
    )
    return counted.correlate(Contribution).scalar_subquery()


def _taken_back_for() -> ScalarSelect[str]:
    """Read the reason the author gave for taking a text back."""
    text = Contribution.__table__.c
    given = select(func.max(StatusChange.reason)).where(
        StatusChange.contribution_id == text.id, StatusChange.to_status == Status.WITHDRAWN
    )
    return given.correlate(Contribution).scalar_subquery()


def counts_of(author: User) -> dict[tuple[Kind, Status], int]:
    """Count what someone wrote, by kind and status."""
    counted = select(Contribution.kind, Contribution.status, func.count()).where(
        Contribution.author_id == author.id
    )
    rows = session.execute(counted.group_by(Contribution.kind, Contribution.status))
    return {(kind, status): number for kind, status, number in rows}


@dataclass(frozen=True)
class OwnVote:
    """One vote of someone's, with the proposal it was given to; no total of anyone else's."""

    id: int
    position: Position
    cast_at: datetime
    proposal_id: int
    slug: str
    title: str
    is_published: bool
    consultation: str
    consultation_slug: str


def votes_page(voter: User, *, cursor: str | None = None, size: int = PAGE_SIZE) -> Page[OwnVote]:
    """Return what someone voted, newest first; the title of a text out of sight is not told."""
    key = decode(cursor, 1)
    statement = (
        select(
            Vote.id,
            Vote.position,
            Vote.cast_at,
            Proposal.id.label("proposal_id"),
            Proposal.slug,
            Proposal.title,
            (Proposal.status == Status.PUBLISHED).label("is_published"),
            Consultation.title.label("consultation"),
            Consultation.slug.label("consultation_slug"),
        )
        .join(Proposal, Proposal.id == Vote.proposal_id)
        .join(Consultation, Consultation.id == Proposal.consultation_id)
        .where(Vote.user_id == voter.id)
        .order_by(Vote.id.desc())
        .limit(size + 1)
    )
    if key:
        statement = statement.where(Vote.id < key[0])
    rows = [OwnVote(**row._mapping) for row in session.execute(statement)]  # noqa: SLF001 - the documented name
    return cut(rows, lambda row: (row.id,), cursor=cursor, size=size)
