"""Decide who may follow what."""

from enum import StrEnum

from flask_babel import lazy_gettext as _l

from consult.accounts.roles import confirmed
from consult.consultations.models import ConsultationStatus
from consult.consultations.phases import consultation_of
from consult.kit.permissions import Case, Rules, predicate, signed_in
from contributions.models import Proposal


class Permission(StrEnum):
    """What a route about following may ask for."""

    FOLLOW = "contributions.follow"
    SEE_FOLLOWS = "contributions.see_own_follows"


@predicate(_l("Ce qui n’est pas public ne peut pas être suivi."))
def is_public(case: Case) -> bool:
    """Allow what everyone may read, and one's own proposal while a moderator reads it."""
    target = case.target
    if consultation_of(target).status is ConsultationStatus.DRAFT:
        return False
    return not isinstance(target, Proposal) or target.is_public or target.author_id == case.actor.id


RULES: Rules = {
    Permission.FOLLOW: confirmed & is_public,
    Permission.SEE_FOLLOWS: signed_in,
}
