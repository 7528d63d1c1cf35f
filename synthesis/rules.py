"""Decide who may do what with a synthesis."""

from enum import StrEnum

from flask_babel import lazy_gettext as _l

from consult.accounts.models import Role
from consult.accounts.roles import holds
from consult.kit.permissions import Case, Rules, predicate, signed_in
from synthesis.models import SynthesisStatus


class Permission(StrEnum):
    """What may be asked of a synthesis."""

    READ = "synthesis.read"
    OPEN_DESK = "synthesis.open_desk"
    PREPARE = "synthesis.prepare"
    SEE_DRAFT = "synthesis.see_draft"
    WRITE = "synthesis.write"
    VALIDATE = "synthesis.validate"
    REOPEN = "synthesis.reopen"
    PUBLISH = "synthesis.publish"


@predicate()
def is_public(case: Case) -> bool:
    """Allow what was published."""
    return bool(case.target.is_public)


@predicate(_l("Rouvrez d’abord cette synthèse : elle est validée, ou son calcul n’est pas terminé."))
def is_draft(case: Case) -> bool:
    """Allow while the texts may change."""
    return bool(case.target.status is SynthesisStatus.DRAFT)


@predicate(_l("Validez d’abord cette synthèse."))
def is_validated(case: Case) -> bool:
    """Allow once someone signed it off, before it is public."""
    return bool(case.target.status is SynthesisStatus.VALIDATED)


writes_it = holds(Role.SECRETARIAT, Role.ADMINISTRATOR)
"""Allow the secretariat of the consultation, and administrators."""

RULES: Rules = {
    Permission.READ: is_public | writes_it,
    Permission.OPEN_DESK: signed_in & writes_it,
    Permission.PREPARE: signed_in & writes_it,
    Permission.SEE_DRAFT: signed_in & writes_it,
    Permission.WRITE: signed_in & writes_it & is_draft,
    Permission.VALIDATE: signed_in & writes_it & is_draft,
    Permission.REOPEN: signed_in & writes_it & is_validated,
    Permission.PUBLISH: signed_in & writes_it & is_validated,
}
