"""Say in one word what a rule asks of the calendar: that a phase opens this action now."""

from datetime import datetime

from flask_babel import lazy_gettext as _l

from consult.consultations.models import Action, Consultation, ConsultationStatus
from consult.kit import clock
from consult.kit.errors import Sentence
from consult.kit.languages import full_date, full_datetime
from consult.kit.permissions import Rule

_NOT_PUBLIC = _l("Cette consultation n’est pas encore publique.")
_CLOSED: dict[Action, Sentence] = {
    Action.READ: _l("Cette consultation est close depuis le %(day)s."),
    Action.PROPOSE: _l("On ne peut plus déposer de proposition depuis le %(day)s."),
    Action.VOTE: _l("Le vote est fermé depuis le %(day)s."),
    Action.ARGUE: _l("On ne peut plus ajouter d’argument depuis le %(day)s."),
    Action.COMMENT: _l("Les commentaires sont fermés depuis le %(day)s."),
}
_TO_COME: dict[Action, Sentence] = {
    Action.READ: _l("Cette consultation ouvrira le %(day)s."),
    Action.PROPOSE: _l("Vous pourrez déposer une proposition à partir du %(day)s."),
    Action.VOTE: _l("Vous pourrez voter à partir du %(day)s."),
    Action.ARGUE: _l("Vous pourrez ajouter un argument à partir du %(day)s."),
    Action.COMMENT: _l("Vous pourrez commenter à partir du %(day)s."),
}
_NEVER: dict[Action, Sentence] = {
    Action.READ: _l("Cette consultation n’a pas encore de calendrier."),
    Action.PROPOSE: _l("Cette consultation ne demande pas de propositions."),
    Action.VOTE: _l("Cette consultation ne prévoit pas de vote."),
    Action.ARGUE: _l("Cette consultation ne demande pas d’arguments."),
    Action.COMMENT: _l("Cette consultation ne prévoit pas de commentaires."),
}


def opens(action: Action) -> Rule:
    """Allow while a phase of the consultation opens this action; otherwise say since when, or from when."""
    return Rule(
        lambda case: consultation_of(case.target).opens(action, case.at),
        lambda case: closed_sentence(consultation_of(case.target), action, case.at),
        f"open to {action.value}",
    )


def consultation_of(target: object) -> Consultation:
    """Return the consultation a target is, or belongs to."""
    return target if isinstance(target, Consultation) else target.consultation  # type: ignore[attr-defined]


def closed_sentence(consultation: Consultation, action: Action, at: datetime) -> str:
    """Say why an action is not open: not yet, no longer, or never; nothing when it is."""
    if consultation.opens(action, at):
        return ""
    phases = [phase for phase in consultation.phases if action in phase.opens]
    if consultation.status is ConsultationStatus.DRAFT:
        return str(_NOT_PUBLIC)
    if not phases:
        return str(_NEVER[action])
    coming = [phase.opens_at for phase in phases if phase.opens_at > at]
    if coming and consultation.status is ConsultationStatus.PUBLISHED:
        return str(_TO_COME[action]) % {"day": _told(min(coming), at)}
    planned = max(phase.closes_at for phase in phases)
    return str(_CLOSED[action]) % {"day": _told(min(planned, consultation.closed_at or planned), at)}


def _told(instant: datetime, at: datetime) -> str:
    """Write the day, and the hour too when it is today: « le 22 novembre » would be the whole of it."""
    is_today = clock.local(instant).date() == clock.local(at).date()
    return full_datetime(instant) if is_today else full_date(instant)
