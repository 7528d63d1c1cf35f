"""Find what waits for those who run consultations before a council can answer."""

from collections.abc import Sequence

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import contains_eager, selectinload

from consult.accounts.models import AnyActor
from consult.consultations.models import Consultation, ConsultationStatus
from consult.consultations.queries import run_by
from consult.kit.db import session
from council.models import Addressee, Transmission
from synthesis.models import Synthesis, SynthesisStatus

_ON_DESK = 50
_addressed = exists().where(Addressee.consultation_id == Consultation.id)


def unaddressed(actor: AnyActor) -> Sequence[Consultation]:
    """Return the public consultations this person runs that address no council, with their phases."""
    statement = (
        select(Consultation)
        .where(run_by(actor), Consultation.status == ConsultationStatus.PUBLISHED, ~_addressed)
        .order_by(Consultation.id)
        .options(selectinload(Consultation.phases))
        .limit(_ON_DESK)
    )
    return session.scalars(statement).all()


def untransmitted(actor: AnyActor) -> Sequence[Synthesis]:
    """Return the computed syntheses that went to no council; a public one waits only where one is addressed."""
    sent = exists().where(Transmission.synthesis_id == Synthesis.id, Transmission.cancelled_at.is_(None))
    waits = or_(
        Synthesis.status.in_((SynthesisStatus.DRAFT, SynthesisStatus.VALIDATED)),
        and_(Synthesis.status == SynthesisStatus.PUBLISHED, _addressed),
    )
    statement = (
        select(Synthesis)
        .join(Synthesis.consultation)
        .where(run_by(actor), waits, ~sent)
        .order_by(Synthesis.id)
        .options(contains_eager(Synthesis.consultation))
        .limit(_ON_DESK)
    )
    return session.scalars(statement).all()
