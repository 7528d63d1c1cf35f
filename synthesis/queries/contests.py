"""Find what authors contested in a provisional synthesis, and who may be told of it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from consult.accounts.models import AnyActor, User
from consult.consultations.models import Consultation
from consult.consultations.queries import run_by
from consult.kit.db import session
from consult.kit.errors import NotFound
from contributions.models import Contribution
from synthesis.composer.corrections import Contested
from synthesis.models import Contest, ContestAnswer, ContestKind, Placement, Synthesis, SynthesisStatus
from synthesis.queries.syntheses import provisional_at


def contributors_of(synthesis: Synthesis) -> Sequence[User]:
    """Return who wrote the texts a synthesis places and can be written to."""
    authors = (
        select(Contribution.author_id)
        .join(Placement, Placement.contribution_id == Contribution.id)
        .where(Placement.synthesis_id == synthesis.id)
    )
    statement = select(User).where(User.id.in_(authors), User.email.is_not(None), User.erased_at.is_(None))
    return session.scalars(statement.order_by(User.id)).all()


def own_place(user_id: int, synthesis: Synthesis, contribution_id: int) -> tuple[Placement, Contribution]:
    """Return where one's own text stands, with the text; raise `NotFound` for anyone else's."""
    found = session.execute(_own(user_id, synthesis.id).where(Contribution.id == contribution_id)).one_or_none()
    if found is None:
        raise NotFound
    return found[0], found[1]


def own_places(user_id: int, synthesis: Synthesis) -> Sequence[tuple[Placement, Contribution]]:
    """Return where all one's own texts stand, in their order."""
    rows = session.execute(_own(user_id, synthesis.id).order_by(Contribution.id))
    return [(place, one) for place, one in rows]


def contest_about(synthesis_id: int, contribution_id: int) -> Contest | None:
    """Return what was said of a text in a synthesis."""
    statement = select(Contest).where(
        Contest.synthesis_id == synthesis_id, Contest.contribution_id == contribution_id
    )
    return session.scalars(statement).one_or_none()


def contest_named(synthesis: Synthesis, contest_id: int) -> Contest:
    """Return one contest of a synthesis with its text; raise `NotFound` for any other number."""
    statement = _contests().where(Contest.id == contest_id, Contest.synthesis_id == synthesis.id)
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise NotFound
    return found


def contests_of(synthesis: Synthesis) -> Sequence[Contest]:
    """Return every contest of a synthesis, those that wait for an answer first."""
    statement = _contests().where(Contest.synthesis_id == synthesis.id)
    return session.scalars(statement.order_by(Contest.answer.is_not(None), Contest.id)).all()


def contests_about(contribution_ids: Sequence[int]) -> Sequence[Contest]:
    """Return what was contested of these texts, with the answers."""
    return session.scalars(_contests().where(Contest.contribution_id.in_(contribution_ids))).all()


def contests_by(user: User) -> Sequence[Contest]:
    """Return what someone contested."""
    return session.scalars(_contests().where(Contest.author_id == user.id).order_by(Contest.id)).all()


def unanswered_in(synthesis: Synthesis) -> int:
    """Count the contests that wait for an answer."""
    waiting = Contest.synthesis_id == synthesis.id, Contest.answer.is_(None)
    return session.scalar(select(func.count(Contest.id)).where(*waiting)) or 0


def waiting_for(actor: AnyActor) -> Sequence[tuple[Synthesis, int]]:
    """Return the drafts this person runs where contributors wait for an answer, with how many of them."""
    statement = (
        select(Synthesis, func.count(Contest.id))
        .join(Contest, Contest.synthesis_id == Synthesis.id)
        .join(Synthesis.consultation)
        .where(Contest.answer.is_(None), Synthesis.status == SynthesisStatus.DRAFT, run_by(actor))
        .options(contains_eager(Synthesis.consultation))
        .group_by(Synthesis.id, Consultation.id)
        .order_by(Synthesis.id)
    )
    return [(synthesis, count) for synthesis, count in session.execute(statement)]


def counts_of(synthesis: Synthesis) -> Contested:
    """Count who contested what, and what the secretariat answered."""
    counted = select(Contest.kind, Contest.answer, func.count(Contest.id)).where(
        Contest.synthesis_id == synthesis.id
    )
    rows = session.execute(counted.group_by(Contest.kind, Contest.answer)).all()
    authors = func.count(Contest.author_id.distinct())
    people = session.scalar(select(authors).where(Contest.synthesis_id == synthesis.id)) or 0
    return Contested(
        people=people,
        misplaced=sum(row[2] for row in rows if row[0] is ContestKind.MISPLACED),
        misunderstood=sum(row[2] for row in rows if row[0] is ContestKind.MISUNDERSTOOD),
        accepted=sum(row[2] for row in rows if row[1] is ContestAnswer.ACCEPTED),
        explained=sum(row[2] for row in rows if row[1] is ContestAnswer.EXPLAINED),
    )


def told_about(
    contribution_ids: Sequence[int], at: datetime
) -> Sequence[tuple[Placement, Synthesis, Contest | None]]:
    """Return, in one statement, where these texts stand for their author, and what was contested and answered."""
    about = and_(Contest.synthesis_id == Synthesis.id, Contest.contribution_id == Placement.contribution_id)
    readable = or_(Synthesis.status == SynthesisStatus.PUBLISHED, provisional_at(at), Contest.id.is_not(None))
    statement = (
        select(Placement, Synthesis, Contest)
        .join(Synthesis, Synthesis.id == Placement.synthesis_id)
        .outerjoin(Contest, about)
        .where(Placement.contribution_id.in_(contribution_ids), readable)
        .order_by(Placement.contribution_id)
    )
    return [(place, synthesis, contest) for place, synthesis, contest in session.execute(statement)]


def _own(user_id: int, synthesis_id: int) -> Select[Placement, Contribution]:
    return (
        select(Placement, Contribution)
        .join(Contribution, Contribution.id == Placement.contribution_id)
        .where(Placement.synthesis_id == synthesis_id, Contribution.author_id == user_id)
    )


def _contests() -> Select[Contest]:
    return select(Contest).options(
        joinedload(Contest.contribution), joinedload(Contest.answered_by), joinedload(Contest.author)
    )
