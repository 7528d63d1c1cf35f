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
    SIGN = "synthesis.sign"
    STOP = "synthesis.stop"
    ANSWER = "synthesis.answer"
    SEE_OWN_PLACES = "synthesis.see_own_places"
    CONTEST = "synthesis.contest"


@predicate()
def is_public(case: Case) -> bool:
    """Allow what was published."""
    return bool(case.target.is_public)


@predicate(_l("Rouvrez d’abord cette synthèse : elle est validée, ou son calcul n’est pas terminé."))
def is_draft(case: Case) -> bool:
    """Allow while the texts may change."""
    return bool(case.target.status is SynthesisStatus.DRAFT)


@predicate(_l("Rechargez la page : ce calcul est déjà terminé."))
def is_building(case: Case) -> bool:
    """Allow while the worker computes."""
    return bool(case.target.status is SynthesisStatus.BUILDING)


@predicate(_l("Cette synthèse n’est plus provisoire : elle ne reçoit plus de réponses."))
def is_provisional(case: Case) -> bool:
    """Allow while a draft is open to those who contributed; the address is found by nobody else."""
    return bool(case.target.is_provisional(case.at))


@predicate(_l("Cette synthèse n’a pas encore été ouverte aux personnes qui ont contribué."))
def was_opened(case: Case) -> bool:
    """Allow from the day it opens to those who contributed, even between its closing and its publication."""
    return bool(case.target.was_opened(case.at))


@predicate(_l("Cette synthèse n’est pas validée, ou elle est déjà publiée."))
def is_validated(case: Case) -> bool:
    """Allow once someone signed it off, before it is public."""
    return bool(case.target.status is SynthesisStatus.VALIDATED)


writes_it = holds(Role.SECRETARIAT, Role.ADMINISTRATOR)
"""Allow the secretariat of the consultation, and administrators."""

RULES: Rules = {
    Permission.READ: is_public | (signed_in & is_provisional) | writes_it,
    Permission.OPEN_DESK: signed_in & writes_it,
    Permission.PREPARE: signed_in & writes_it,
    Permission.SEE_DRAFT: signed_in & writes_it,
    Permission.WRITE: signed_in & writes_it & is_draft,
    Permission.VALIDATE: signed_in & writes_it & is_draft,
    Permission.REOPEN: signed_in & writes_it & is_validated,
    Permission.PUBLISH: signed_in & writes_it & is_validated,
    Permission.SIGN: signed_in & writes_it & is_draft,
    Permission.STOP: signed_in & writes_it & is_building,
    Permission.ANSWER: signed_in & writes_it & is_draft,
    Permission.SEE_OWN_PLACES: signed_in & (is_public | was_opened | writes_it),
    Permission.CONTEST: signed_in & is_provisional,
}
