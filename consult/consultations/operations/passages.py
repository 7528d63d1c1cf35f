"""Record what the dates decided: each phase's opening and closing, and the end of the consultation.

The worker calls this every thirty seconds. Each passage is recorded once, however late, and
however many workers call at the same time: the consultation's row is locked first.
"""

from datetime import datetime

from consult.consultations import news, queries
from consult.consultations.models import Consultation, ConsultationStatus, Phase
from consult.consultations.operations.life import finish
from consult.kit.db import session
from consult.kit.news import announce


def record_passages(at: datetime) -> int:
    """Record every passage due at this instant; return how many were recorded."""
    return sum(_record(consultation, at) for consultation in queries.due_for_passage(at))


def _record(consultation: Consultation, at: datetime) -> int:
    recorded = 0
    for phase in consultation.phases:
        recorded += _record_opening(consultation, phase, at) + _record_closing(consultation, phase, at)
    closes_at = consultation.closes_at
    if consultation.status is ConsultationStatus.PUBLISHED and closes_at is not None and closes_at <= at:
        finish(consultation, None, "", closed_at=closes_at, at=at)
    session.flush()
    return recorded


def _record_opening(consultation: Consultation, phase: Phase, at: datetime) -> bool:
    if phase.opening_recorded_at is not None or phase.opens_at > at:
        return False
    phase.opening_recorded_at = at
    announce(news.phase_opened, consultation_id=consultation.id, slug=consultation.slug, phase_id=phase.id)
    return True


def _record_closing(consultation: Consultation, phase: Phase, at: datetime) -> bool:
    if phase.closing_recorded_at is not None or phase.closes_at > at:
        return False
    phase.closing_recorded_at = at
    announce(news.phase_closed, consultation_id=consultation.id, slug=consultation.slug, phase_id=phase.id)
    return True
