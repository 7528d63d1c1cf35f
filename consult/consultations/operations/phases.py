"""Write the phases: their dates follow each other, and what is past no longer changes."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import lazy_gettext as _l

from consult.consultations.models import Action, Consultation, ConsultationStatus, Phase
from consult.consultations.operations.life import check_still_ready
from consult.kit.db import session
from consult.kit.errors import Conflict, Invalid


@dataclass(frozen=True)
class PhaseDraft:
    """What an organiser plans: a span of time, its first instant in and its last out, and what it opens.

    `short_reason` says why the whole lasts less than fifteen days, where these dates make it so.
    """

    title: str
    opens_at: datetime
    closes_at: datetime
    opens: frozenset[Action]
    summary: str = ""
    short_reason: str = ""


def add_phase(consultation: Consultation, draft: PhaseDraft, *, at: datetime) -> Phase:
    """Add a phase and return it; raise `Invalid` for dates in the wrong order or on another phase."""
    _check_dates(consultation, draft, None)
    if consultation.status is ConsultationStatus.PUBLISHED and draft.opens_at < at:
        raise Invalid(_l("Choisissez un début à venir : la consultation est déjà publique."), "opens_at")
    phase = Phase()
    _write(phase, draft)
    consultation.phases.append(phase)
    consultation.short_reason = draft.short_reason or consultation.short_reason
    _settle(consultation, at)
    return phase


def edit_phase(phase: Phase, draft: PhaseDraft, *, at: datetime) -> None:
    """Change a phase. Once public, one that has begun keeps its opening, one that is over keeps all."""
    consultation = phase.consultation
    _check_dates(consultation, draft, phase)
    if consultation.status is not ConsultationStatus.DRAFT:
        _check_past(phase, draft, at)
    _write(phase, draft)
    consultation.short_reason = draft.short_reason or consultation.short_reason
    _settle(consultation, at)


def remove_phase(phase: Phase, *, at: datetime) -> None:
    """Remove a phase that has not begun."""
    consultation = phase.consultation
    if consultation.status is not ConsultationStatus.DRAFT and phase.opens_at <= at:
        raise Conflict(_l("Cette phase a commencé : elle ne peut plus être ôtée."))
    consultation.phases.remove(phase)
    _settle(consultation, at)


def _settle(consultation: Consultation, at: datetime) -> None:
    """Keep the phases in order, and a public consultation complete."""
    consultation.phases.sort(key=lambda one: one.opens_at)
    check_still_ready(consultation, at)
    session.flush()


def _check_dates(consultation: Consultation, draft: PhaseDraft, edited: Phase | None) -> None:
    if not draft.opens:
        raise Invalid(_l("Cochez au moins une chose que cette phase ouvre."), "opens")
    if draft.closes_at <= draft.opens_at:
        raise Invalid(_l("Choisissez une fin qui vient après le début."), "closes_at")
    for other in consultation.phases:
        if other is not edited:
            _refuse_overlap(other, draft)


def _refuse_overlap(other: Phase, draft: PhaseDraft) -> None:
    if _overlap(other, draft):
        sentence = _l(
            "Décalez ces dates : elles chevauchent la phase « %(title)s ». "
            "Une phase peut ouvrir plusieurs actions à la fois.",
            title=other.title,
        )
        raise Invalid(sentence, "opens_at" if draft.opens_at >= other.opens_at else "closes_at")


def _overlap(phase: Phase, draft: PhaseDraft) -> bool:
    return phase.opens_at < draft.closes_at and draft.opens_at < phase.closes_at


def _check_past(phase: Phase, draft: PhaseDraft, at: datetime) -> None:
    if phase.closes_at <= at:
        raise Conflict(_l("Cette phase est terminée : elle ne change plus."))
    begun = phase.opens_at <= at
    if begun and draft.opens_at != phase.opens_at:
        raise Invalid(_l("Gardez ce début : la phase a déjà commencé."), "opens_at")
    if not begun and draft.opens_at < at:
        raise Invalid(_l("Choisissez un début à venir : la consultation est déjà publique."), "opens_at")
    if draft.closes_at <= at:
        raise Invalid(
            _l("Choisissez une fin à venir. Pour arrêter tout de suite, closez la consultation."), "closes_at"
        )


def _write(phase: Phase, draft: PhaseDraft) -> None:
    phase.title, phase.summary = draft.title, draft.summary
    phase.opens_at, phase.closes_at, phase.opens = draft.opens_at, draft.closes_at, draft.opens
