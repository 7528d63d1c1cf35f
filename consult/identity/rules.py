"""Say who may change the identity of the site, which belongs to no consultation."""

from enum import StrEnum

from consult.accounts.models import Role
from consult.accounts.roles import holds_on_all
from consult.kit.permissions import Rules, signed_in


class Permission(StrEnum):
    """What may be done with the identity of the site."""

    CHANGE_IDENTITY = "identity.change"


RULES: Rules = {Permission.CHANGE_IDENTITY: signed_in & holds_on_all(Role.ADMINISTRATOR)}
