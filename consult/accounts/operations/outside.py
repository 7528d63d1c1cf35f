"""Open an account for who is known elsewhere, link the two, and part them."""

import dataclasses
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from consult.accounts import queries
from consult.accounts.emails import clean_email
from consult.accounts.models import CHARTER_VERSION, ContributorKind, OutsideIdentity, User
from consult.accounts.operations.links import drop_unproved
from consult.accounts.operations.sign_up import OPEN_ACCOUNT, PendingAccount, tie_identity
from consult.accounts.provider import Identity
from consult.accounts.sessions import hash_token
from consult.kit import jobs, mail
from consult.kit.addresses import external_url
from consult.kit.db import session
from consult.kit.errors import Conflict, Invalid
from consult.kit.text.names import clean_name

_KNOWN = _l("Connectez-vous une fois à votre compte : cette adresse en a déjà un, vous les relierez.")


@dataclass(frozen=True)
class Newcomer:
    """What someone says of themselves: `browser` is what their cookie keeps, `then` where they were going."""

    email: str
    display_name: str
    kind: ContributorKind
    browser: str
    then: str | None = None
    language: str = "fr"


def is_taken(identity: Identity) -> bool:
    """Say whether the address the provider proved has an account here, that its owner must link themselves."""
    holder = queries.user_by_email(identity.email) if identity.email_is_proved else None
    return holder is not None and holder.is_confirmed


def open_account(identity: Identity, newcomer: Newcomer, *, at: datetime) -> User | None:
    """Open the account of someone known elsewhere; None when they must first follow a link sent to them.

    An address the provider did not prove is proved by that link, whether or not it has an account.
    Raises `Invalid`; `Conflict` when the address was taken meanwhile.
    """
    name = clean_name(newcomer.display_name)
    if identity.email_is_proved and identity.email:
        return _open_proved(identity, dataclasses.replace(newcomer, display_name=name), at=at)
    pending = PendingAccount(
        email=clean_email(newcomer.email),
        display_name=name,
        kind=newcomer.kind,
        password_hash=None,
        asked_from=hash_token(newcomer.browser),
        then=newcomer.then,
        language=newcomer.language,
        issuer=identity.issuer,
        subject=identity.subject,
    )
    jobs.enqueue(OPEN_ACCOUNT, dataclasses.asdict(pending), at=at)
    return None


def _open_proved(identity: Identity, newcomer: Newcomer, *, at: datetime) -> User:
    email = clean_email(identity.email)
    user = queries.user_by_email(email) or User(email=email, created_at=at)
    if user.is_confirmed:
        raise Conflict(_KNOWN)
    if user.id is not None:
        drop_unproved(user)
    user.display_name, user.kind = newcomer.display_name, newcomer.kind
    user.confirmed_at = user.accepted_charter_at = at
    user.accepted_charter_version = CHARTER_VERSION
    session.add(user)
    try:
        session.flush()
    except IntegrityError as opened_at_once:
        raise Conflict(_KNOWN) from opened_at_once
    tie_identity(user, identity.issuer, identity.subject, at=at)
    return user


def link(user: User, identity: Identity, name: str, *, at: datetime) -> None:
    """Let an account elsewhere open this one from now on. Raises `Conflict` when it opens another."""
    holder = queries.holder_of_identity(identity.issuer, identity.subject)
    is_free = holder is None or holder.id == user.id
    if not is_free or not tie_identity(user, identity.issuer, identity.subject, at=at):
        raise Conflict(_l("Ce compte est déjà relié à un autre compte de ce site. Déliez-le d’abord là-bas."))
    _tell(user, name, linked=True, at=at)


def unlink(user: User, name: str, *, at: datetime) -> None:
    """Part the accounts: this one then opens by its password or by a link sent by mail. Raises `Invalid`."""
    removed = session.execute(
        delete(OutsideIdentity).where(OutsideIdentity.user_id == user.id).returning(OutsideIdentity.id)
    ).all()
    if not removed:
        raise Invalid(_l("Aucun compte n’est relié au vôtre."))
    _tell(user, name, linked=False, at=at)


def _tell(user: User, name: str, *, linked: bool, at: datetime) -> None:
    """Write to the owner what changed, in case it was not them."""
    mail.write(
        str(user.email),
        _("Les comptes reliés au vôtre"),
        "accounts/mail/outside",
        at=at,
        name=user.display_name,
        provider=name,
        linked=linked,
        url=external_url("accounts.outside"),
    )
