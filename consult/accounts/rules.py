"""Decide who may do what with accounts."""

from enum import StrEnum

from flask_babel import lazy_gettext as _l

from consult.accounts.models import Role
from consult.kit.permissions import Case, Rules, predicate, signed_in


class Permission(StrEnum):
    """What a route about accounts may ask for."""

    SEE_OWN_ACCOUNT = "accounts.see_own_account"
    MANAGE_ROLES = "accounts.manage_roles"


@predicate(_l("Demandez à une personne qui administre le site : cette page leur est réservée."))
def is_administrator(case: Case) -> bool:
    """Allow those who administer the site."""
    return bool(case.actor.has_role(Role.ADMINISTRATOR))


RULES: Rules = {
    Permission.SEE_OWN_ACCOUNT: signed_in,
    Permission.MANAGE_ROLES: signed_in & is_administrator,
}
