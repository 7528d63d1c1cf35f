"""Recognise people: by their password, or by a link sent to their address."""

import dataclasses
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from consult.accounts import passwords, queries
from consult.accounts.models import LinkPurpose, User
from consult.accounts.operations.links import drop_unproved, make_link, read_link, use_link
from consult.accounts.sessions import sign_out_everywhere
from consult.kit import jobs, mail
from consult.kit.addresses import external_url
from consult.kit.db import database, session
from consult.kit.errors import Invalid

SEND_LINK = "accounts.send_link"


@dataclass(frozen=True)
class LinkWish:
    """A link someone asks for; `then` is where they were going."""

    email: str
    purpose: LinkPurpose
    then: str | None = None
    language: str = "fr"


def enter_with_password(email: str, password: str) -> User:
    """Return whose address and password these are. Raises `Invalid`, the same for whatever is wrong.

    The account is read apart, so that the database is free while the password is checked.
    """
    with database().unit_of_work(writes=False):
        known = queries.credentials(email)
    if not passwords.matches(known.password_hash if known else None, password) or known is None:
        raise Invalid(
            _l(
                "Vérifiez l’adresse et le mot de passe. Si vous venez de vous inscrire, ouvrez d’abord le lien "
                "reçu par courriel."
            )
        )
    stronger = passwords.hash_password(password) if passwords.is_outdated(known.password_hash) else None
    user = session.get_one(User, known.user_id)
    user.password_hash = stronger or user.password_hash
    return user


def ask_for_link(wish: LinkWish, *, at: datetime) -> None:
    """Accept to send a link, known address or not: the worker will see."""
    jobs.enqueue(SEND_LINK, dataclasses.asdict(wish), at=at)


def send_link(wish: LinkWish, *, at: datetime) -> None:
    """Send a link to the account of this address, if there is one."""
    user = queries.user_by_email(wish.email)
    if user is None:
        return
    token = make_link(user, wish.purpose, at=at)
    if wish.purpose is LinkPurpose.RESET:
        subject, template, endpoint = _("Choisissez un nouveau mot de passe"), "reset", "accounts.reset"
    else:
        subject, template, endpoint = _("Votre lien de connexion"), "sign_in", "accounts.enter_by_link"
    url = external_url(endpoint, token=token, suite=wish.then)
    mail.write(wish.email, subject, f"accounts/mail/{template}", at=at, name=user.display_name, url=url)


def enter_with_link(token: str, *, at: datetime) -> User:
    """Return whose link this is. Raises `Gone`."""
    link = read_link(token, LinkPurpose.SIGN_IN, at=at, to_use=True)
    if not link.user.is_confirmed:
        drop_unproved(link.user)
    return use_link(link, at=at)


def reset_password(token: str, password: str, *, at: datetime) -> User:
    """Replace a password by a link, and close every session. Raises `Gone`, `Invalid`."""
    user = read_link(token, LinkPurpose.RESET, at=at).user
    hashed = new_hash(user, password)
    if not user.is_confirmed:
        drop_unproved(user)
    use_link(read_link(token, LinkPurpose.RESET, at=at, to_use=True), at=at)
    user.password_hash = hashed
    sign_out_everywhere(user)
    tell_password_changed(user, at=at)
    return user


def new_hash(user: User, password: str) -> str:
    """Check a new password and return what is kept of it. Raises `Invalid`."""
    passwords.check_strength(password, [str(user.email).partition("@")[0], user.display_name])
    return passwords.hash_password(password)


def tell_password_changed(user: User, *, at: datetime) -> None:
    """Write to the owner that the password changed, in case it was not them."""
    mail.write(
        str(user.email),
        _("Votre mot de passe a changé"),
        "accounts/mail/password_changed",
        at=at,
        name=user.display_name,
        forgotten_url=external_url("accounts.forgotten"),
    )
