"""Decide who records what a council is asked, who proposes that it asks itself, who supports it."""

from enum import StrEnum

from flask_babel import lazy_gettext as _l

from consult.kit.permissions import Case, Rules, predicate, signed_in
from council.models import ReferralStatus
from council.rules.seats import keeps_desk, sits_in_it


class ReferralPermission(StrEnum):
    """What may be asked of a council's register."""

    SEE_REFERRAL = "council.see_referral"
    MANAGE_REFERRALS = "council.manage_referrals"
    PROPOSE_REFERRAL = "council.propose_referral"
    SECOND_REFERRAL = "council.second_referral"
    WITHDRAW_REFERRAL = "council.withdraw_referral"


@predicate(_l("Cette saisine n’est pas encore au registre."))
def is_registered(case: Case) -> bool:
    """Allow everyone once it has its number."""
    return bool(case.target.is_public)


@predicate(_l("Cette saisine n’attend plus de soutien."))
def waits_for_support(case: Case) -> bool:
    """Allow while members may support it."""
    return case.target.status in {ReferralStatus.PROPOSED, ReferralStatus.SECONDED}


@predicate(_l("Attendez le soutien d’un autre membre : on ne soutient pas sa propre proposition."))
def is_another_s(case: Case) -> bool:
    """Allow whoever did not propose it."""
    return case.target.reader is None or case.target.proposed_by_id != case.target.reader.id


@predicate(_l("Seul le membre qui l’a proposée, ou le secrétariat, retire cette saisine."))
def is_own(case: Case) -> bool:
    """Allow the member who proposed it."""
    return case.target.reader is not None and case.target.proposed_by_id == case.target.reader.id


@predicate(_l("Cette saisine est close."))
def is_under_way(case: Case) -> bool:
    """Allow until it is answered, declined or withdrawn."""
    return case.target.ended_at is None


REFERRAL_RULES: Rules = {
    ReferralPermission.SEE_REFERRAL: is_registered | (signed_in & (sits_in_it | keeps_desk)),
    ReferralPermission.MANAGE_REFERRALS: signed_in & keeps_desk,
    ReferralPermission.PROPOSE_REFERRAL: signed_in & sits_in_it,
    ReferralPermission.SECOND_REFERRAL: signed_in & sits_in_it & waits_for_support & is_another_s,
    ReferralPermission.WITHDRAW_REFERRAL: signed_in
    & ((sits_in_it & is_own & waits_for_support) | (keeps_desk & is_under_way)),
}
