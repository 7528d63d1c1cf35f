"""Decide who may transmit a synthesis, who receives it, and who may begin an opinion on it."""

from enum import StrEnum

from flask_babel import lazy_gettext as _l

from consult.accounts.models import Role
from consult.accounts.roles import holds
from consult.kit.permissions import Case, Rules, predicate, signed_in
from council.rules.seats import keeps_desk, runs_it, sits_in_it


class Permission(StrEnum):
    """What may be asked of a council's work."""

    MANAGE_COUNCILS = "council.manage"
    ADDRESS = "council.address"
    TRANSMIT = "council.transmit"
    OPEN_DESK = "council.open_desk"
    SEE_TRANSMISSION = "council.see_transmission"
    ACKNOWLEDGE = "council.acknowledge"
    BEGIN_OPINION = "council.begin_opinion"


@predicate(_l("La synthèse n’est pas encore partie."))
def is_sent(case: Case) -> bool:
    """Allow once the worker has frozen and sent a transmission."""
    return case.target.sent_at is not None


RULES: Rules = {
    Permission.MANAGE_COUNCILS: signed_in & keeps_desk,
    Permission.ADDRESS: signed_in & runs_it,
    Permission.TRANSMIT: signed_in & runs_it,
    Permission.OPEN_DESK: signed_in & holds(Role.COUNCIL_MEMBER, Role.SECRETARIAT, Role.ADMINISTRATOR),
    Permission.SEE_TRANSMISSION: signed_in & (sits_in_it | runs_it),
    Permission.ACKNOWLEDGE: signed_in & sits_in_it & is_sent,
    Permission.BEGIN_OPINION: signed_in & sits_in_it & is_sent,
}
