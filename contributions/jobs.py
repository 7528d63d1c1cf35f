"""What the worker does for contributions."""

from collections.abc import Sequence

from sqlalchemy import select

from consult.consultations.models import Consultation, ConsultationStatus
from consult.kit.db import session
from consult.kit.jobs import Payload
from contributions.counters import rebuild_totals
from contributions.models import Contribution


def count_totals(_payload: Payload) -> None:
    """Count the figures of every consultation under way again, so that no vote has to touch them."""
    under_way = select(Consultation).where(Consultation.status == ConsultationStatus.PUBLISHED)
    for consultation in session.scalars(under_way):
        rebuild_totals(consultation)


def count_changed(payloads: Sequence[Payload]) -> None:
    """Count again the figures of consultations that are over, when one of their texts comes, goes or changes."""
    over = (
        select(Consultation)
        .join(Contribution, Contribution.consultation_id == Consultation.id)
        .where(
            Contribution.id.in_({payload["id"] for payload in payloads}),
            Consultation.status != ConsultationStatus.PUBLISHED,
        )
        .distinct()
    )
    for consultation in session.scalars(over):
        rebuild_totals(consultation)
