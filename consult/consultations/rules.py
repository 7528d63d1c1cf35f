"""Say who may see and run a consultation; what its phases open to everyone is in `phases.py`.

A target is a consultation, or anything with a `.consultation`; None asks for the right on any.
"""

from enum import StrEnum

from flask_babel import lazy_gettext as _l

from consult.accounts.models import Role
from consult.accounts.roles import holds
from consult.consultations.models import ConsultationStatus
from consult.consultations.phases import consultation_of
from consult.kit.permissions import Case, Rules, predicate, signed_in


class Permission(StrEnum):
    """What may be done with a consultation."""

    SEE_CONSULTATION = "consultations.see"
    MANAGE_CONSULTATIONS = "consultations.manage"
    READ_DESK = "consultations.read_desk"
    CREATE_CONSULTATION = "consultations.create"
    EDIT_CONSULTATION = "consultations.edit"
    PUBLISH_CONSULTATION = "consultations.publish"
    CLOSE_CONSULTATION = "consultations.close"


runs_it = holds(Role.SECRETARIAT, Role.ADMINISTRATOR)
"""Allow those who run the consultation: its secretariat, and administrators."""


@predicate(_l("Demandez à un administrateur de créer la consultation : votre rôle vaut pour certaines seulement."))
def runs_them_all(case: Case) -> bool:
    """Allow those whose role covers every consultation, even one not yet created."""
    roles = (Role.ADMINISTRATOR, Role.SECRETARIAT)
    return any(case.actor.consultations_as(role) is None for role in roles)


@predicate(_l("Cette consultation n’est pas encore publique."))
def is_public(case: Case) -> bool:
    """Allow what is published or closed."""
    return consultation_of(case.target).status is not ConsultationStatus.DRAFT


@predicate(_l("Cette consultation est close : son contenu ne change plus."))
def is_not_closed(case: Case) -> bool:
    """Allow what may still change."""
    return consultation_of(case.target).status is not ConsultationStatus.CLOSED


RULES: Rules = {
    Permission.SEE_CONSULTATION: is_public | runs_it,
    Permission.MANAGE_CONSULTATIONS: signed_in & runs_it,
    Permission.READ_DESK: signed_in & runs_it,
    Permission.CREATE_CONSULTATION: signed_in & runs_it & runs_them_all,
    Permission.EDIT_CONSULTATION: signed_in & runs_it & is_not_closed,
    Permission.PUBLISH_CONSULTATION: signed_in & runs_it,
    Permission.CLOSE_CONSULTATION: signed_in & runs_it,
}
