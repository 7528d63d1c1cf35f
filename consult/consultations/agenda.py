"""Say what waits for those who run consultations: what to complete, what opens, closes or is owed."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from flask import url_for
from flask_babel import gettext as _

from consult.accounts.models import User
from consult.consultations import queries
from consult.consultations.models import Consultation, ConsultationStatus, Stage
from consult.consultations.presentation import last_day
from consult.consultations.readiness import what_is_missing
from consult.consultations.slots import NextStep
from consult.kit import clock

_SOON = timedelta(days=14)


def own_steps(actor: User, at: datetime) -> Sequence[NextStep]:
    """Return what the calendar and the drafts of this person's consultations ask for."""
    return [step for one in queries.unfinished(actor) for step in _steps_of(one, at)]


def _steps_of(consultation: Consultation, at: datetime) -> Iterator[NextStep]:
    url = url_for("secretariat.show", slug=consultation.slug)
    if consultation.status is ConsultationStatus.DRAFT:
        missing = what_is_missing(consultation, at)
        label = _("À compléter avant d’ouvrir : %(title)s") if missing else _("Prête à publier : %(title)s")
        yield NextStep(label % {"title": consultation.title}, url)
        return
    yield from _passages(consultation, url, at)
    due_on = consultation.synthesis_due_on
    if due_on and (consultation.stage(at) is Stage.CLOSED or due_on <= clock.local(at + _SOON).date()):
        label = _("Synthèse publique de « %(title)s »", title=consultation.title)
        yield NextStep(label, url, due_on)


def _passages(consultation: Consultation, url: str, at: datetime) -> Iterator[NextStep]:
    for phase in consultation.phases:
        values = {"phase": phase.title, "title": consultation.title}
        if at < phase.opens_at <= at + _SOON:
            day = clock.local(phase.opens_at).date()
            yield NextStep(_("La phase « %(phase)s » de « %(title)s » ouvre", **values), url, day)
        if at < phase.closes_at <= at + _SOON:
            label = _("Dernier jour de la phase « %(phase)s » de « %(title)s »", **values)
            yield NextStep(label, url, last_day(phase.closes_at))
