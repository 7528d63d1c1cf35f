"""Decide who prepares a sitting, who answers its invitation, who puts to the vote and who votes."""

from enum import StrEnum

from flask_babel import lazy_gettext as _l

from consult.kit.permissions import Case, Rules, predicate, signed_in
from council.models import SittingStatus
from council.rules.seats import keeps_desk, presides, sits_in_it


class SittingPermission(StrEnum):
    """What may be asked of a council's sittings."""

    SEE_SITTING = "council.see_sitting"
    MANAGE_SITTINGS = "council.manage_sittings"
    TAKE_PART = "council.take_part"
    ANSWER_INVITATION = "council.answer_invitation"
    PUT_TO_VOTE = "council.put_to_vote"
    VOTE = "council.vote"
    RECORD_VOICE = "council.record_voice"


@predicate(_l("Cette séance n’est pas encore annoncée."))
def is_announced(case: Case) -> bool:
    """Allow everyone once members were invited."""
    return bool(case.target.is_public)


@predicate(_l("La séance n’est pas ouverte."))
def is_held(case: Case) -> bool:
    """Allow while the sitting is open."""
    return bool(case.target.status is SittingStatus.OPEN)


@predicate(_l("Les réponses ne sont plus attendues pour cette séance."))
def expects_answers(case: Case) -> bool:
    """Allow between the invitations and the opening."""
    return bool(case.target.status is SittingStatus.CONVENED)


SITTING_RULES: Rules = {
    SittingPermission.SEE_SITTING: is_announced | (signed_in & (sits_in_it | keeps_desk)),
    SittingPermission.MANAGE_SITTINGS: signed_in & keeps_desk,
    SittingPermission.TAKE_PART: signed_in & sits_in_it,
    SittingPermission.ANSWER_INVITATION: signed_in & sits_in_it & expects_answers,
    SittingPermission.PUT_TO_VOTE: signed_in & presides & is_held,
    SittingPermission.VOTE: signed_in & sits_in_it & is_held,
    SittingPermission.RECORD_VOICE: signed_in & keeps_desk & is_held,
}
