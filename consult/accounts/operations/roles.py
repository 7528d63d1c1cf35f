"""Give and withdraw roles; each change leaves a line in the register."""

from datetime import datetime
from typing import Final

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from consult.accounts import labels, queries, scopes
from consult.accounts.models import Role, RoleChange, RoleGrant, User
from consult.kit import mail
from consult.kit.addresses import external_url
from consult.kit.db import session
from consult.kit.errors import Conflict, Invalid

GIVEN: Final = tuple(role for role in Role if role is not Role.CITIZEN)
"""The roles someone gives; everyone is a citizen."""


def check_scope(role: Role, consultation_id: int | None) -> None:
    """Raise `Invalid` for a role nobody gives, or a consultation it cannot be limited to."""
    if role not in GIVEN:
        raise Invalid(_l("Choisissez un rôle : tout le monde peut déjà participer."), "role")
    if consultation_id is None:
        return
    if role is Role.ADMINISTRATOR:
        raise Invalid(
            _l("Choisissez toutes les consultations : l’administration porte sur tout le site."), "scope"
        )
    if consultation_id not in scopes.titles():
        raise Invalid(_l("Choisissez une consultation de la liste."), "scope")


def give_role(actor: User | None, user: User, role: Role, consultation_id: int | None, *, at: datetime) -> bool:
    """Give a role and tell its holder; False when they had it already. Without an actor, the operator gives it."""
    check_scope(role, consultation_id)
    if not user.is_confirmed or not user.is_active:
        raise Conflict(_l("Attendez que cette personne ait confirmé son adresse, ou invitez-la par courriel."))
    if queries.grant_of(user, role, consultation_id):
        return False
    user.grants.append(
        RoleGrant(
            role=role, consultation_id=consultation_id, granted_at=at, granted_by_id=actor.id if actor else None
        )
    )
    _register(actor, user, role, consultation_id, given=True, at=at)
    return True


def withdraw_role(actor: User | None, grant: RoleGrant, *, at: datetime) -> None:
    """Withdraw a role and tell its holder. Raises `Conflict` for the last person who administers the site."""
    user = grant.user
    if grant.role is Role.ADMINISTRATOR:
        keep_an_administrator(user)
    user.grants.remove(grant)
    _register(actor, user, grant.role, grant.consultation_id, given=False, at=at)


def keep_an_administrator(leaving: User) -> None:
    """Raise `Conflict` when nobody else administers the site; two who leave at once wait for each other."""
    if not queries.administrators(lock=True) - {leaving.id}:
        raise Conflict(
            _l("Confiez d’abord l’administration à quelqu’un d’autre : plus personne n’administrerait le site.")
        )


def _register(
    actor: User | None, user: User, role: Role, consultation_id: int | None, *, given: bool, at: datetime
) -> None:
    """Leave a line in the register and write to the person concerned."""
    change = RoleChange(
        user_id=user.id,
        actor_id=actor.id if actor else None,
        role=role,
        consultation_id=consultation_id,
        given=given,
        at=at,
    )
    session.add(change)
    session.flush()
    if user.email is not None:
        _tell(user.email, user.display_name, change)


def _tell(email: str, name: str, change: RoleChange) -> None:
    mail.write(
        email,
        _("Un rôle vous est confié") if change.given else _("Un rôle vous est retiré"),
        "accounts/mail/role",
        at=change.at,
        name=name,
        role=labels.held(change.role, change.consultation_id, scopes.titles()),
        given=change.given,
        url=external_url("accounts.sign_in"),
    )
