"""Find opinions, and what leads from a contribution to them."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from consult.accounts.models import AnyActor, User
from consult.kit import clock
from consult.kit.db import session
from consult.kit.errors import NotFound
from council.models import (
    CouncilMember,
    Dissent,
    DissentSignature,
    Opinion,
    OpinionStatus,
    Referral,
    Remark,
    Transmission,
)
from council.queries.corrected import not_corrected
from council.queries.councils import council_ids_of, councils_where_sits, member_of

_FRAME = (
    joinedload(Opinion.council),
    joinedload(Opinion.rapporteur),
    joinedload(Opinion.corrects),
    joinedload(Opinion.transmission).joinedload(Transmission.consultation),
    joinedload(Opinion.referral).joinedload(Referral.consultation),
)
_WHOLE = (
    *_FRAME,
    selectinload(Opinion.sections),
    selectinload(Opinion.recommendations),
    selectinload(Opinion.citations),
)


def visible_to(actor: AnyActor) -> ColumnElement[bool]:
    """Keep what this person may ask for: what is public, and the drafts of their councils, guarded by a rule."""
    return or_(Opinion.status == OpinionStatus.PUBLISHED, Opinion.council_id.in_(council_ids_of(actor)))


def opinion_for(actor: AnyActor, opinion_id: int) -> Opinion:
    """Return an opinion with all it holds; raise `NotFound` for what may not be read."""
    statement = select(Opinion).where(Opinion.id == opinion_id, visible_to(actor)).options(*_WHOLE)
    found = session.scalars(statement).unique().one_or_none()
    if found is None:
        raise NotFound
    found.reader = member_of(found.council_id, actor)
    return found


def opinions_numbered(year: int, rank: int) -> Sequence[Opinion]:
    """Return the public opinions of this number, one a council at most, by the name of the council."""
    return sorted(
        _listed(Opinion.year == year, Opinion.rank == rank, Opinion.status == OpinionStatus.PUBLISHED),
        key=lambda one: one.council.name,
    )


def listed_for(actor: AnyActor) -> ColumnElement[bool]:
    """Keep what this person's lists hold: what is public, and the drafts of the councils they sit in today."""
    today = clock.local(clock.now()).date()
    mine = Opinion.council_id.in_(councils_where_sits(actor, today))
    return or_(Opinion.status == OpinionStatus.PUBLISHED, mine)


def opinions_of_councils(actor: AnyActor, council_ids: Sequence[int]) -> Sequence[Opinion]:
    """Return the opinions of these councils this person may read, the latest first."""
    return _listed(Opinion.council_id.in_(council_ids), listed_for(actor), not_corrected())


def opinions_of_council(actor: AnyActor, council_id: int) -> Sequence[Opinion]:
    """Return the opinions of a council this person may read, the latest first."""
    return opinions_of_councils(actor, [council_id])


def opinions_for_an_agenda(council_id: int) -> Sequence[Opinion]:
    """Return every opinion of a council, drafts with them, the latest first, for whoever writes an agenda."""
    return _listed(Opinion.council_id == council_id, not_corrected())


def opinions_on(actor: AnyActor, consultation_id: int) -> Sequence[Opinion]:
    """Return the opinions on a consultation this person may read, the latest first."""
    sent = select(Transmission.id).where(Transmission.consultation_id == consultation_id)
    asked = select(Referral.id).where(Referral.consultation_id == consultation_id)
    on_it = or_(Opinion.transmission_id.in_(sent), Opinion.referral_id.in_(asked))
    return _listed(on_it, listed_for(actor), not_corrected())


def opinions_under(actor: AnyActor, referral_id: int) -> Sequence[Opinion]:
    """Return the opinions under a referral this person may read, the latest first."""
    return _listed(Opinion.referral_id == referral_id, listed_for(actor), not_corrected())


def correction_of(opinion: Opinion) -> Opinion | None:
    """Return the opinion that corrects this one, published or being written, or None."""
    return session.scalars(select(Opinion).where(Opinion.corrects_id == opinion.id).limit(1)).first()


def _listed(*conditions: ColumnElement[bool]) -> Sequence[Opinion]:
    statement = select(Opinion).where(*conditions).order_by(Opinion.id.desc()).options(*_FRAME)
    return session.scalars(statement).unique().all()


def opinions_reported_by(user: User) -> Sequence[Opinion]:
    """Return the opinions someone wrote as rapporteur, the latest first."""
    return _listed(Opinion.rapporteur_id == user.id)


def next_rank(council_id: int, year: int) -> int:
    """Return the rank of the next opinion of a council in a year, from 1."""
    statement = select(func.max(Opinion.rank)).where(Opinion.council_id == council_id, Opinion.year == year)
    return (session.scalar(statement) or 0) + 1


# --- what members say of a draft --------------------------------------------------------


def remarks_on(opinion: Opinion) -> Sequence[Remark]:
    """Return what members said of a draft, the first first."""
    statement = select(Remark).where(Remark.opinion_id == opinion.id).order_by(Remark.id).options(*_REMARK)
    return session.scalars(statement).all()


_REMARK = (
    joinedload(Remark.member).joinedload(CouncilMember.user),
    joinedload(Remark.section),
    joinedload(Remark.recommendation),
)


def remark_at(opinion: Opinion, remark_id: int) -> Remark:
    """Return one remark on this draft; raise `NotFound` for any other."""
    statement = select(Remark).where(Remark.id == remark_id, Remark.opinion_id == opinion.id).options(*_REMARK)
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise NotFound
    return found


def remarks_by(user: User) -> Sequence[Remark]:
    """Return what someone said of draft opinions, the first first, each with its opinion."""
    statement = (
        select(Remark)
        .join(CouncilMember, CouncilMember.id == Remark.member_id)
        .where(CouncilMember.user_id == user.id)
        .order_by(Remark.id)
        .options(joinedload(Remark.opinion))
    )
    return session.scalars(statement).all()


def dissents_of(opinion: Opinion) -> Sequence[Dissent]:
    """Return what members who were not followed attached to an opinion, with who signs."""
    signed = selectinload(Dissent.signatures).joinedload(DissentSignature.member).joinedload(CouncilMember.user)
    statement = select(Dissent).where(Dissent.opinion_id == opinion.id).order_by(Dissent.id).options(signed)
    return session.scalars(statement).all()


def dissent_at(opinion: Opinion, dissent_id: int) -> Dissent:
    """Return one dissent attached to this opinion; raise `NotFound` for any other."""
    found = next((one for one in dissents_of(opinion) if one.id == dissent_id), None)
    if found is None:
        raise NotFound
    return found


def signatures_of(user: User) -> Sequence[tuple[DissentSignature, Dissent]]:
    """Return what someone signed as a member, the first first."""
    statement = (
        select(DissentSignature, Dissent)
        .join(Dissent, Dissent.id == DissentSignature.dissent_id)
        .join(CouncilMember, CouncilMember.id == DissentSignature.member_id)
        .where(CouncilMember.user_id == user.id)
        .order_by(Dissent.id)
    )
    return [(signature, dissent) for signature, dissent in session.execute(statement)]
