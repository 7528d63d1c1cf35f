"""What the worker does for contributions."""

from sqlalchemy import select

from consult.consultations.models import Consultation, ConsultationStatus
from consult.kit.db import session
from consult.kit.jobs import Payload
from contributions.counters import rebuild_totals


def count_totals(_payload: Payload) -> None:
    """Count the figures of every consultation under way again, so that no vote has to touch them."""
    under_way = select(Consultation).where(Consultation.status == ConsultationStatus.PUBLISHED)
    for consultation in session.scalars(under_way):
        rebuild_totals(consultation)
