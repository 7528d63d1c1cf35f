"""Change the address someone signs in with: asked, proved from the new address, told to the old one."""

import dataclasses
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from consult.accounts import passwords, queries
from consult.accounts.emails import clean_email
from consult.accounts.models import LinkPurpose, MailedLink, User
from consult.accounts.operations.links import make_link, read_link, use_link
from consult.accounts.operations.profile import close_other_sessions
from consult.kit import jobs, mail
from consult.kit.addresses import external_url
from consult.kit.db import session
from consult.kit.errors import Conflict, Forbidden, Invalid

SEND_CHANGE_LINK = "accounts.change_email"
_TAKEN = _l("Demandez à changer pour une autre adresse : un compte a pris celle-ci entre-temps.")


@dataclass(frozen=True)
class AddressWish:
    """Whose address changes, and for which."""

    user_id: int
    email: str
    language: str = "fr"


def ask_to_change(user: User, email: str, password: str, *, language: str, at: datetime) -> None:
    """Accept to write to the new address, whether or not someone has it: the worker will see.

    Raises `Invalid` without the password, for who has one.
    """
    if user.password_hash and not passwords.matches(user.password_hash, password):
        raise Invalid(_l("Écrivez votre mot de passe actuel."), "password")
    wish = AddressWish(user.id, clean_email(email), language)
    if wish.email == user.email:
        raise Invalid(_l("Donnez une autre adresse : celle-ci est déjà la vôtre."), "email")
    jobs.enqueue(SEND_CHANGE_LINK, dataclasses.asdict(wish), at=at)


def send_change_link(wish: AddressWish, *, at: datetime) -> None:
    """Send the link that proves the new address, or tell its holder that it has an account."""
    user = session.get(User, wish.user_id)
    if user is None or not user.is_active:
        return
    if _is_taken(wish.email):
        sign_in_url = external_url("accounts.sign_in")
        mail.write(
            wish.email,
            _("Vous avez déjà un compte"),
            "accounts/mail/address_taken",
            at=at,
            sign_in_url=sign_in_url,
        )
        return
    token = make_link(user, LinkPurpose.CHANGE_EMAIL, new_email=wish.email, at=at)
    url = external_url("accounts.confirm_email", token=token)
    mail.write(
        wish.email,
        _("Confirmez votre nouvelle adresse"),
        "accounts/mail/new_address",
        at=at,
        name=user.display_name,
        url=url,
    )


def read_change(user: User, token: str, *, at: datetime, to_use: bool = False) -> MailedLink:
    """Return the change someone asked for. Raises `Gone`; `Forbidden` for anyone else's.

    Whoever receives the mail by a slip of the keyboard cannot use it: they are not signed in as the asker.
    """
    link = read_link(token, LinkPurpose.CHANGE_EMAIL, at=at, to_use=to_use)
    if link.user_id != user.id:
        raise Forbidden(
            _l("Connectez-vous avec le compte qui change d’adresse : ce lien n’est pas pour celui-ci.")
        )
    return link


def change_email(user: User, token: str, *, at: datetime) -> None:
    """Sign in with the new address from now on, and close the sessions open elsewhere.

    Links sent to the old address no longer serve; mails already written follow the person. Raises
    `Gone`, `Forbidden`; `Conflict` when someone took the address meanwhile.
    """
    link = read_change(user, token, at=at, to_use=True)
    former, email = str(user.email), str(link.new_email)
    if _is_taken(email):
        raise Conflict(_TAKEN)
    _drop_unconfirmed(email)
    use_link(link, at=at)
    user.email = email
    try:
        session.flush()
    except IntegrityError as taken_at_once:
        raise Conflict(_TAKEN) from taken_at_once
    mail.follow(former, email)
    close_other_sessions(user)
    _tell_former(former, user, at=at)


def _is_taken(email: str) -> bool:
    holder = queries.user_by_email(email)
    return holder is not None and holder.is_confirmed


def _drop_unconfirmed(email: str) -> None:
    """Delete an account that someone opened with this address and never confirmed."""
    holder = queries.user_by_email(email)
    if holder is not None:
        session.execute(delete(MailedLink).where(MailedLink.user_id == holder.id))
        session.delete(holder)
        session.flush()


def _tell_former(former: str, user: User, *, at: datetime) -> None:
    mail.write(
        former,
        _("Votre compte a changé d’adresse"),
        "accounts/mail/address_changed",
        at=at,
        name=user.display_name,
    )
