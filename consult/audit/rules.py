"""Decide who may read the register of gestures: whoever administers the whole site."""

from enum import StrEnum

from consult.accounts.models import Role
from consult.accounts.roles import holds_on_all
from consult.kit.permissions import Rules, signed_in


class Permission(StrEnum):
    """What a route about the register may ask for."""

    READ_AUDIT = "audit.read"


RULES: Rules = {Permission.READ_AUDIT: signed_in & holds_on_all(Role.ADMINISTRATOR)}
