"""Find what was sent to councils, to whom, and who has it."""

from collections.abc import Sequence

from sqlalchemy import exists, func, select
from sqlalchemy.orm import aliased, joinedload, undefer

from consult.accounts.models import AnyActor, User
from consult.consultations.models import Consultation
from consult.kit.db import session
from consult.kit.errors import NotFound
from council.models import (
    Acknowledgement,
    CouncilMember,
    Opinion,
    OpinionStatus,
    Transmission,
    TransmittedFile,
)
from council.queries.councils import member_of


def transmission_at(transmission_id: int) -> Transmission:
    """Return a transmission with its council, consultation and synthesis; raise `NotFound`."""
    statement = select(Transmission).where(Transmission.id == transmission_id).options(*_WHOLE)
    found = session.scalars(statement).unique().one_or_none()
    if found is None:
        raise NotFound
    return found


def transmission_for(actor: AnyActor, transmission_id: int) -> Transmission:
    """Return a transmission with, when this person sits in its council, who they are there."""
    transmission = transmission_at(transmission_id)
    transmission.reader = member_of(transmission.council_id, actor)
    return transmission


_WHOLE = (
    joinedload(Transmission.council),
    joinedload(Transmission.consultation),
    joinedload(Transmission.synthesis),
    joinedload(Transmission.asked_by),
)


def transmissions_of(consultation_id: int) -> Sequence[Transmission]:
    """Return what was sent of a consultation's synthesis, the first first; what was cancelled is left out."""
    statement = (
        select(Transmission)
        .where(Transmission.consultation_id == consultation_id, Transmission.cancelled_at.is_(None))
        .order_by(Transmission.number)
        .options(joinedload(Transmission.council))
    )
    return session.scalars(statement).all()


def pending_transmission(synthesis_id: int) -> Transmission | None:
    """Return the transmission asked and not sent yet, or None."""
    waiting = (Transmission.sent_at.is_(None), Transmission.cancelled_at.is_(None))
    return session.scalars(select(Transmission).where(Transmission.synthesis_id == synthesis_id, *waiting)).first()


def next_number(consultation: Consultation) -> int:
    """Return the number of the next transmission of a consultation."""
    statement = select(func.max(Transmission.number)).where(Transmission.consultation_id == consultation.id)
    return (session.scalar(statement) or 0) + 1


def received_by(actor: AnyActor) -> Sequence[Acknowledgement]:
    """Return what this person was sent as a member, the latest first."""
    if not isinstance(actor, User):
        return []
    statement = (
        select(Acknowledgement)
        .join(CouncilMember, CouncilMember.id == Acknowledgement.member_id)
        .where(CouncilMember.user_id == actor.id)
        .order_by(Acknowledgement.id.desc())
        .options(
            joinedload(Acknowledgement.transmission).joinedload(Transmission.consultation),
            joinedload(Acknowledgement.transmission).joinedload(Transmission.council),
        )
    )
    return session.scalars(statement).all()


def unread_by(actor: AnyActor) -> int:
    """Count what this person was sent and has not acknowledged."""
    if not isinstance(actor, User):
        return 0
    statement = (
        select(func.count())
        .select_from(Acknowledgement)
        .join(CouncilMember, CouncilMember.id == Acknowledgement.member_id)
        .where(CouncilMember.user_id == actor.id, Acknowledgement.acknowledged_at.is_(None))
    )
    return session.scalar(statement) or 0


def acknowledgements_of(transmission: Transmission) -> Sequence[Acknowledgement]:
    """Return who was told of a transmission and who has it, by name."""
    statement = (
        select(Acknowledgement)
        .join(CouncilMember, CouncilMember.id == Acknowledgement.member_id)
        .join(User, User.id == CouncilMember.user_id)
        .where(Acknowledgement.transmission_id == transmission.id)
        .order_by(User.display_name)
        .options(joinedload(Acknowledgement.member).joinedload(CouncilMember.user))
    )
    return session.scalars(statement).all()


def receipts_counted(transmission: Transmission) -> tuple[int, int]:
    """Count who acknowledged a transmission, and who was told of it."""
    statement = select(func.count(Acknowledgement.acknowledged_at), func.count()).where(
        Acknowledgement.transmission_id == transmission.id
    )
    received, told = session.execute(statement).one()
    return received, told


def acknowledgement_of(transmission: Transmission, actor: User) -> Acknowledgement | None:
    """Return this person's own receipt of a transmission, or None."""
    statement = (
        select(Acknowledgement)
        .join(CouncilMember, CouncilMember.id == Acknowledgement.member_id)
        .where(Acknowledgement.transmission_id == transmission.id, CouncilMember.user_id == actor.id)
    )
    return session.scalars(statement).one_or_none()


def files_of(transmission: Transmission) -> Sequence[TransmittedFile]:
    """Return the frozen files by name, without their contents."""
    statement = select(TransmittedFile).where(TransmittedFile.transmission_id == transmission.id)
    return session.scalars(statement.order_by(TransmittedFile.name)).all()


def file_of(transmission: Transmission, name: str) -> TransmittedFile:
    """Return one frozen file with its contents; raise `NotFound`."""
    statement = select(TransmittedFile).where(
        TransmittedFile.transmission_id == transmission.id, TransmittedFile.name == name
    )
    found = session.scalars(statement.options(undefer(TransmittedFile.content))).one_or_none()
    if found is None:
        raise NotFound
    return found


def latest_under(referral_id: int) -> Transmission | None:
    """Return what was last sent under a referral, or None."""
    statement = select(Transmission).where(
        Transmission.referral_id == referral_id, Transmission.sent_at.is_not(None)
    )
    return session.scalars(statement.order_by(Transmission.id.desc()).limit(1)).first()


def transmissions_to(council_id: int) -> Sequence[Transmission]:
    """Return what a council was sent, the latest first, with its consultation."""
    statement = (
        select(Transmission)
        .where(Transmission.council_id == council_id, Transmission.sent_at.is_not(None))
        .order_by(Transmission.id.desc())
        .options(joinedload(Transmission.consultation), joinedload(Transmission.council))
    )
    return session.scalars(statement).all()


def unanswered_transmissions() -> Sequence[Transmission]:
    """Return what was last sent of each consultation, as long as no opinion on it is published."""
    later, sent = aliased(Transmission), Transmission.sent_at.is_not(None)
    replaced = exists().where(
        later.consultation_id == Transmission.consultation_id,
        later.council_id == Transmission.council_id,
        later.number > Transmission.number,
        later.sent_at.is_not(None),
    )
    answered = exists().where(
        Opinion.transmission_id == Transmission.id, Opinion.status == OpinionStatus.PUBLISHED
    )
    statement = select(Transmission).where(sent, ~replaced, ~answered).order_by(Transmission.id)
    return session.scalars(statement.options(*_WHOLE)).unique().all()


def transmission_before(transmission: Transmission) -> Transmission | None:
    """Return what was sent of the same consultation just before, or None."""
    statement = (
        select(Transmission)
        .where(
            Transmission.consultation_id == transmission.consultation_id,
            Transmission.number < transmission.number,
            Transmission.sent_at.is_not(None),
        )
        .order_by(Transmission.number.desc())
    )
    return session.scalars(statement.limit(1)).first()
