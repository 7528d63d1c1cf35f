"""Erase people who leave, and forget what no longer serves."""

from datetime import datetime, timedelta

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, select

from consult.accounts import passwords
from consult.accounts.models import (
    ERASED_NAME,
    ContributorKind,
    Invitation,
    MailedLink,
    OutsideIdentity,
    RecoveryCode,
    Role,
    SecondFactor,
    SignIn,
    User,
)
from consult.accounts.operations.roles import keep_an_administrator, withdraw_role
from consult.accounts.personal_data import TextsFate, erasers
from consult.kit.db import session
from consult.kit.errors import Invalid
from consult.kit.mail import OutgoingMail

UNCONFIRMED_KEPT = timedelta(days=30)
INVITATIONS_KEPT = timedelta(days=30)


def check_proof(user: User, proof: str) -> None:
    """Raise `Invalid` unless the person wrote their password, or their address when they have none."""
    if user.password_hash:
        if not passwords.matches(user.password_hash, proof):
            raise Invalid(_l("Écrivez votre mot de passe actuel pour effacer votre compte."), "proof")
    elif proof.strip().lower() != user.email:
        raise Invalid(_l("Écrivez l’adresse de votre compte pour l’effacer."), "proof")


def erase_user(user: User, fate: TextsFate, *, at: datetime) -> None:
    """Empty an account for good; each room then does its part, in the arrow's order.

    Its lines in the register of roles stay, under « Compte effacé ». Raises `Conflict` for the last
    person who administers the site.
    """
    # Whether the role may be used now or waits for a second factor, the site must keep an administrator.
    if any(grant.role is Role.ADMINISTRATOR for grant in user.grants):
        keep_an_administrator(user)
    _forget_traces(user)
    user.email = user.external_key = user.password_hash = None
    user.display_name, user.kind, user.territory = ERASED_NAME, ContributorKind.NOT_SAID, None
    user.accepted_charter_at = user.accepted_charter_version = user.last_sign_in_at = None
    user.warned_inactive_at = None
    user.erased_at = at
    for grant in [*user.grants]:
        withdraw_role(user, grant, at=at)
    session.flush()
    for eraser in erasers:
        eraser(user, fate, at)


def _forget_traces(user: User) -> None:
    """Delete what was written to the person and opened by them."""
    for held in (SignIn, MailedLink, SecondFactor, RecoveryCode, OutsideIdentity):
        session.execute(delete(held).where(held.user_id == user.id))
    session.execute(delete(Invitation).where(Invitation.email == user.email))
    session.execute(delete(OutgoingMail).where(OutgoingMail.recipient == user.email))


def forget_expired(*, at: datetime) -> None:
    """Delete sessions, links and invitations that ended, and the accounts nobody confirmed."""
    session.execute(delete(SignIn).where(SignIn.expires_at <= at))
    session.execute(delete(MailedLink).where(MailedLink.expires_at <= at))
    session.execute(delete(Invitation).where(Invitation.expires_at <= at - INVITATIONS_KEPT))
    session.execute(
        delete(User).where(
            User.email.is_not(None),
            User.confirmed_at.is_(None),
            User.fictitious.is_(False),
            User.created_at <= at - UNCONFIRMED_KEPT,
            User.id.not_in(select(MailedLink.user_id)),
        )
    )
