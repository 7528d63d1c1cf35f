"""Count, for whoever watches the site, what waits to be done and what was published."""

from collections.abc import Iterator

from sqlalchemy import func, select

from consult.consultations.models import Consultation, ConsultationStatus
from consult.kit import clock, mail, overdue
from consult.kit.db import session
from consult.kit.metrics import Gauge


def of_the_ground() -> Iterator[Gauge]:
    """Read the jobs, the mails and the consultations; four statements, each on an index or a short table."""
    now = clock.now()
    oldest = overdue.oldest_due(now)
    yield Gauge("consult_jobs_late", "Jobs due for more than two minutes.", overdue.count_late(now - overdue.LATE))
    yield Gauge("consult_jobs_abandoned", "Jobs that failed too often.", overdue.count_abandoned())
    yield Gauge("consult_oldest_job_seconds", "Age of the oldest job due.", (now - oldest).total_seconds())
    yield Gauge("consult_mails_waiting", "Mails written and not sent yet.", mail.count_waiting())
    published = Consultation.status == ConsultationStatus.PUBLISHED
    yield Gauge(
        "consult_consultations_published",
        "Consultations that are public and not closed.",
        session.scalar(select(func.count(Consultation.id)).where(published)) or 0,
    )
