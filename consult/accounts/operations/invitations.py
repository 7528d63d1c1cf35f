"""Offer a role by mail to someone who has no account yet; nothing is held until they accept."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from consult.accounts import labels, passwords, queries, scopes
from consult.accounts.emails import clean_email
from consult.accounts.models import CHARTER_VERSION, ContributorKind, Invitation, Role, User
from consult.accounts.operations.links import drop_unproved
from consult.accounts.operations.roles import check_scope, give_role
from consult.accounts.sessions import hash_token
from consult.kit import mail
from consult.kit.addresses import external_url
from consult.kit.db import session
from consult.kit.errors import Conflict, Gone, Invalid
from consult.kit.registries import Registry
from consult.kit.text.names import clean_name

LIFETIME = timedelta(days=7)
welcomes: Registry[Callable[[User], None]] = Registry("invitation_accepted")
"""What later rooms do when someone accepts an invitation, in the same transaction."""


@dataclass(frozen=True)
class Newcomer:
    """What someone invited says of themselves."""

    display_name: str
    kind: ContributorKind
    password: str


def invite(
    actor: User | None, email: str, role: Role, consultation_id: int | None, *, at: datetime
) -> Invitation | None:
    """Offer a role by mail; whoever has an account is given it at once (None). Raises `Invalid`."""
    email = clean_email(email)
    check_scope(role, consultation_id)
    user = queries.user_by_email(email)
    if user is not None and user.is_confirmed:
        if not give_role(actor, user, role, consultation_id, at=at):
            raise Invalid(_l("Cette personne a déjà ce rôle."), "email")
        return None
    for earlier in queries.open_invitations(at, email=email):
        if (earlier.role, earlier.consultation_id) == (role, consultation_id):
            earlier.withdrawn_at = at
    return _send(actor, email, role, consultation_id, at=at)


def read_invitation(token: str, *, at: datetime, to_use: bool = False) -> Invitation:
    """Return an invitation that may be accepted; raises `Gone` for any other."""
    found = queries.invitation(hash_token(token), lock=to_use)
    if found is None or not found.is_open(at):
        raise Gone(_l("Demandez une nouvelle invitation : celle-ci a déjà servi, a été retirée ou a expiré."))
    return found


def withdraw_invitation(invitation: Invitation, *, at: datetime) -> None:
    """Take an offer back. Raises `Conflict` when it was accepted meanwhile."""
    if invitation.accepted_at:
        raise Conflict(_l("Retirez plutôt le rôle : cette invitation vient d’être acceptée."))
    invitation.withdrawn_at = invitation.withdrawn_at or at
    session.flush()


def accept(token: str, newcomer: Newcomer | None, *, at: datetime) -> User:
    """Give the role offered, opening the account where there is none. Raises `Gone`, `Invalid`.

    An account that nobody confirmed is taken over: only the owner of the address reads this link.
    """
    kept = _hash(read_invitation(token, at=at), newcomer)
    invitation = read_invitation(token, at=at, to_use=True)
    user = queries.user_by_email(invitation.email)
    if user is None or not user.is_confirmed:
        user = _open(user or User(email=invitation.email, created_at=at), newcomer, kept, at=at)
    invitation.accepted_at = at
    give_role(invitation.invited_by, user, invitation.role, invitation.consultation_id, at=at)
    for welcome in welcomes:
        welcome(user)
    return user


def _hash(invitation: Invitation, newcomer: Newcomer | None) -> str | None:
    if newcomer is None:
        return None
    name = clean_name(newcomer.display_name)
    passwords.check_strength(newcomer.password, [invitation.email.partition("@")[0], name])
    return passwords.hash_password(newcomer.password)


def _open(user: User, newcomer: Newcomer | None, password_hash: str | None, *, at: datetime) -> User:
    if newcomer is None:
        raise Invalid(_l("Choisissez un nom et un mot de passe."), "display_name")
    if user.id is not None:
        drop_unproved(user)
    user.display_name, user.kind = clean_name(newcomer.display_name), newcomer.kind
    user.password_hash = password_hash
    user.confirmed_at = user.accepted_charter_at = at
    user.accepted_charter_version = CHARTER_VERSION
    session.add(user)
    session.flush()
    return user


def _send(actor: User | None, email: str, role: Role, consultation_id: int | None, *, at: datetime) -> Invitation:
    token = secrets.token_urlsafe(32)
    invitation = Invitation(
        token_hash=hash_token(token),
        email=email,
        role=role,
        consultation_id=consultation_id,
        invited_by_id=actor.id if actor else None,
        created_at=at,
        expires_at=at + LIFETIME,
    )
    session.add(invitation)
    session.flush()
    mail.write(
        email,
        _("Vous êtes invité à prendre un rôle"),
        "accounts/mail/invitation",
        at=at,
        role=labels.held(role, consultation_id, scopes.titles()),
        host=actor.display_name if actor else "",
        url=external_url("accounts.invitation", token=token),
        until=invitation.expires_at,
    )
    return invitation
