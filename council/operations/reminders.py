"""Remind the secretariat, as the day announced for an answer nears; each reminder is written once, ever."""

from datetime import date, datetime

from flask_babel import gettext as _

from consult.kit import clock, jobs, mail
from consult.kit.addresses import external_url
from council.models import OfficialResponse
from council.queries.answers import keepers, unanswered

REMIND_ONE = "council.remind_answer"
DAYS_BEFORE = (1, 7, 14)
"""How long before the announced day people are reminded; past it, once more."""
PASSED = -1


def due_reminder(planned_on: date, today: date) -> int | None:
    """Return which reminder is due today: the nearest of `DAYS_BEFORE`, `PASSED` once late, or None."""
    left = (planned_on - today).days
    if left < 0:
        return PASSED
    return next((days for days in DAYS_BEFORE if left <= days), None)


def ask_reminders(at: datetime) -> None:
    """Ask for the reminders due; a key used once never serves again, even when the worker dies halfway."""
    for response in unanswered():
        planned_on = response.planned_on
        due = due_reminder(planned_on, clock.local(at).date()) if planned_on else None
        if due is not None:
            key = f"{REMIND_ONE}/{response.id}/{planned_on}/{due}"
            jobs.enqueue(REMIND_ONE, {"id": response.id}, at=at, dedupe_key=key)


def remind(response: OfficialResponse, *, at: datetime) -> None:
    """Write to those who prepare an answer; nothing once it is published."""
    if response.is_public or response.planned_on is None:
        return
    late = response.planned_on < clock.local(at).date()
    number = response.opinion.number
    subject = (
        _("La réponse à l’avis n° %(number)s est en retard", number=number)
        if late
        else _("La réponse à l’avis n° %(number)s est attendue", number=number)
    )
    for person in keepers():
        mail.write(
            str(person.email),
            subject,
            "council/mail/answer_due",
            at=at,
            response=response,
            late=late,
            missing=sum(not one.is_complete for one in response.replies),
            url=external_url("answer_desk.prepare", opinion_id=response.opinion_id),
        )
