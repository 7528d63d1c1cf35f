"""Decide who writes the region's scheme and the council's workstreams, and who reads a scheme."""

from enum import StrEnum

from flask_babel import lazy_gettext as _l

from consult.kit.permissions import Case, Rules, predicate, signed_in
from council.rules.seats import keeps_desk


class ProgrammePermission(StrEnum):
    """What may be asked of a scheme and of a work programme."""

    SEE_SCHEME = "council.see_scheme"
    MANAGE_PROGRAMME = "council.manage_programme"


@predicate(_l("Ce schéma n’est pas encore publié."))
def is_published(case: Case) -> bool:
    """Allow everyone once the secretariat published it."""
    return bool(case.target.is_public)


PROGRAMME_RULES: Rules = {
    ProgrammePermission.SEE_SCHEME: is_published | (signed_in & keeps_desk),
    ProgrammePermission.MANAGE_PROGRAMME: signed_in & keeps_desk,
}
