"""Say in one word what a rule asks of the calendar: that a phase opens this action now."""

from datetime import datetime

from flask_babel import lazy_gettext as _l

from consult.consultations.models import Action, Consultation
from consult.kit.errors import Sentence
from consult.kit.languages import full_date
from consult.kit.permissions import Rule

_CLOSED: dict[Action, Sentence] = {
    Action.READ: _l("Cette consultation n’est pas encore publique."),
    Action.PROPOSE: _l("On ne peut plus déposer de proposition : cette étape est fermée depuis le %(day)s."),
    Action.VOTE: _l("On ne peut plus voter : le vote est fermé depuis le %(day)s."),
    Action.ARGUE: _l("On ne peut plus ajouter d’argument : cette étape est fermée depuis le %(day)s."),
    Action.COMMENT: _l("On ne peut plus commenter : cette étape est fermée depuis le %(day)s."),
}
_TO_COME = _l("Revenez le %(day)s : c’est le jour où cette étape ouvre.")
_NEVER = _l("Cette consultation n’a pas prévu cette étape.")


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
    """Say why an action is not open: not yet, no longer, or never."""
    phases = [phase for phase in consultation.phases if action in phase.opens]
    coming = [phase.opens_at for phase in phases if phase.opens_at > at]
    gone = [phase.closes_at for phase in phases if phase.closes_at <= at]
    if coming:
        return str(_TO_COME) % {"day": full_date(min(coming))}
    closed_at = consultation.closed_at or max(gone, default=None)
    return str(_CLOSED[action]) % {"day": full_date(closed_at)} if closed_at else str(_NEVER)
