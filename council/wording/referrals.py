"""Name in French what a council's register shows."""

from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from consult.kit.errors import Sentence
from council.models import Referral, ReferralKind, ReferralStatus

REFERRAL_KINDS: dict[ReferralKind, Sentence] = {
    ReferralKind.REQUESTED: _l("Saisine"),
    ReferralKind.OWN_INITIATIVE: _l("Auto-saisine"),
}
REFERRAL_STATUSES: dict[ReferralStatus, tuple[Sentence, str]] = {
    ReferralStatus.PROPOSED: (_l("Proposée, attend un soutien"), "waiting"),
    ReferralStatus.SECONDED: (_l("Soutenue, attend le vote du conseil"), "waiting"),
    ReferralStatus.UNDER_STUDY: (_l("À l’étude"), "open"),
    ReferralStatus.ANSWERED: (_l("Un avis est rendu"), "done"),
    ReferralStatus.DECLINED: (_l("Écartée par le conseil"), "stopped"),
    ReferralStatus.WITHDRAWN: (_l("Retirée"), "stopped"),
}


def referral_tag(referral: Referral, today: date) -> tuple[Sentence, str]:
    """Return the words and the tone of a referral's state, lateness said first."""
    if referral.is_late(today):
        return _("En retard"), "stopped"
    return REFERRAL_STATUSES[referral.status]


def referral_delay(referral: Referral, today: date) -> str:
    """Say when the answer is expected, by how much it is late, or how long it took."""
    if referral.days_taken is not None:
        return _taken(referral, referral.days_taken)
    if referral.due_on is None:
        return _("sans date fixée")
    days = (referral.due_on - today).days
    if days < 0:
        return ngettext("en retard de %(num)s jour", "en retard de %(num)s jours", -days)
    return ngettext("réponse attendue dans %(num)s jour", "réponse attendue dans %(num)s jours", days)


def _taken(referral: Referral, days: int) -> str:
    """Say how long it took, and by how much that was late."""
    if referral.status is not ReferralStatus.ANSWERED:
        return ngettext("après %(num)s jour", "après %(num)s jours", days)
    said = ngettext("en %(num)s jour", "en %(num)s jours", days)
    over = referral.days_over
    if not over:
        return said
    return f"{said}, " + ngettext("avec %(num)s jour de retard", "avec %(num)s jours de retard", over)
