"""Decide who writes an opinion, who comments on it, who attaches a dissent, who publishes and corrects it."""

from enum import StrEnum

from flask_babel import lazy_gettext as _l

from consult.kit.permissions import Case, Rules, predicate, signed_in
from council.models import OpinionStatus, ReferralStatus
from council.rules.seats import presides, sits_in_it


class OpinionPermission(StrEnum):
    """What may be asked of an opinion."""

    BEGIN_ON_REFERRAL = "council.begin_on_referral"
    SEE_OPINION = "council.see_opinion"
    SEE_DRAFT = "council.see_draft"
    WRITE_OPINION = "council.write_opinion"
    REMARK = "council.remark"
    NAME_RAPPORTEUR = "council.name_rapporteur"
    DISSENT = "council.dissent"
    PUBLISH_OPINION = "council.publish_opinion"
    CORRECT_OPINION = "council.correct_opinion"


@predicate(_l("Cet avis est publié : il ne change plus."))
def is_being_written(case: Case) -> bool:
    """Allow while an opinion may change."""
    return bool(case.target.status is OpinionStatus.DRAFT)


@predicate(_l("Cet avis n’est pas encore public."))
def is_public(case: Case) -> bool:
    """Allow reading what was published."""
    return bool(case.target.is_public)


@predicate(_l("Seul le rapporteur écrit cet avis. Proposez-lui un amendement."))
def reports_on_it(case: Case) -> bool:
    """Allow whoever writes this opinion for the council."""
    return bool(case.target.rapporteur_id == case.actor.id)


@predicate(_l("Cette saisine n’est pas à l’étude."))
def is_studied(case: Case) -> bool:
    """Allow while the council studies a referral."""
    return bool(case.target.status is ReferralStatus.UNDER_STUDY)


OPINION_RULES: Rules = {
    OpinionPermission.BEGIN_ON_REFERRAL: signed_in & sits_in_it & is_studied,
    OpinionPermission.SEE_OPINION: is_public | (signed_in & sits_in_it),
    OpinionPermission.SEE_DRAFT: signed_in & sits_in_it,
    OpinionPermission.WRITE_OPINION: signed_in & sits_in_it & is_being_written & reports_on_it,
    OpinionPermission.REMARK: signed_in & sits_in_it & is_being_written,
    OpinionPermission.NAME_RAPPORTEUR: signed_in & presides & is_being_written,
    OpinionPermission.DISSENT: signed_in & sits_in_it & is_being_written,
    OpinionPermission.PUBLISH_OPINION: signed_in & sits_in_it & is_being_written & (reports_on_it | presides),
    OpinionPermission.CORRECT_OPINION: signed_in & sits_in_it & is_public,
}
