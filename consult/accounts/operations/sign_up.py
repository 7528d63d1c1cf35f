"""Open an account in two steps: the wish, then the proof that the address is theirs."""

import dataclasses
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, select

from consult.accounts import passwords, queries
from consult.accounts.emails import clean_email
from consult.accounts.models import (
    CHARTER_VERSION,
    ContributorKind,
    LinkPurpose,
    MailedLink,
    OutsideIdentity,
    User,
)
from consult.accounts.operations.links import make_link, read_link, use_link
from consult.accounts.sessions import hash_token
from consult.kit import jobs, mail
from consult.kit.addresses import external_url
from consult.kit.db import session, upsert
from consult.kit.errors import Invalid
from consult.kit.text.names import clean_name

OPEN_ACCOUNT = "accounts.open"
ELSEWHERE = _l("Ouvrez ce lien dans le navigateur où vous vous êtes inscrit, ou recevez un lien de connexion.")


@dataclass(frozen=True)
class SignUp:
    """What someone gives to sign up. `browser` is what their cookie keeps, `then` where they were going."""

    email: str
    display_name: str
    kind: ContributorKind
    password: str
    browser: str
    then: str | None = None
    language: str = "fr"


@dataclass(frozen=True)
class PendingAccount:
    """A sign-up as the worker receives it: checked, the password hashed.

    Instead of a password, `issuer` and `subject` say the account elsewhere that will open this one.
    """

    email: str
    display_name: str
    kind: str
    password_hash: str | None
    asked_from: str
    then: str | None
    language: str
    issuer: str | None = None
    subject: str | None = None


def ask_to_sign_up(wish: SignUp, *, at: datetime) -> None:
    """Accept a sign-up, known address or not; raises `Invalid` for what was typed.

    The database is not touched before the password is hashed.
    """
    email, name = clean_email(wish.email), clean_name(wish.display_name)
    passwords.check_strength(wish.password, [email.partition("@")[0], name])
    pending = PendingAccount(
        email=email,
        display_name=name,
        kind=wish.kind,
        password_hash=passwords.hash_password(wish.password),
        asked_from=hash_token(wish.browser),
        then=wish.then,
        language=wish.language,
    )
    jobs.enqueue(OPEN_ACCOUNT, dataclasses.asdict(pending), at=at)


def open_account(pending: PendingAccount, *, at: datetime) -> None:
    """Write to the address: a link that confirms, or, where there is an account, the way to enter it.

    Until it is confirmed, an account belongs to the last sign-up.
    """
    user = queries.user_by_email(pending.email)
    if user is not None and user.is_confirmed:
        _tell_known(user, at=at)
        return
    user = user or User(email=pending.email, created_at=at)
    user.display_name, user.kind = pending.display_name, ContributorKind(pending.kind)
    user.password_hash = pending.password_hash
    user.accepted_charter_at, user.accepted_charter_version = at, CHARTER_VERSION
    session.add(user)
    session.flush()
    tie_identity(user, pending.issuer, pending.subject, at=at)
    _send_confirmation(user, pending, at=at)


def needs_password(link: MailedLink, browser: str | None) -> bool:
    """Say whether a confirmation was opened elsewhere than where the sign-up was made."""
    return browser is None or link.asked_from != hash_token(browser)


def confirm(token: str, *, browser: str | None, password: str, at: datetime) -> User:
    """Confirm an account and return it.

    From another browser the password is asked, or someone could sign up with another's address
    and have them confirm an account they know the password of. Raises `Gone`, `Invalid`.
    """
    link = read_link(token, LinkPurpose.CONFIRM, at=at, to_use=True)
    if needs_password(link, browser) and link.user.password_hash is None:
        raise Invalid(ELSEWHERE)
    if needs_password(link, browser) and not passwords.matches(link.user.password_hash, password):
        raise Invalid(_l("Écrivez le mot de passe choisi à l’inscription, ou demandez-en un nouveau."), "password")
    return use_link(link, at=at)


def tie_identity(user: User, issuer: str | None, subject: str | None, *, at: datetime) -> bool:
    """Let an account elsewhere open this one, in place of what an earlier sign-up nobody confirmed had said.

    False when it opens another account.
    """
    unproved = select(User.id).where(User.confirmed_at.is_(None))
    session.execute(
        delete(OutsideIdentity).where(
            (OutsideIdentity.user_id == user.id)
            | (
                (OutsideIdentity.issuer == issuer)
                & (OutsideIdentity.subject == subject)
                & OutsideIdentity.user_id.in_(unproved)
            )
        )
    )
    if not (issuer and subject):
        return True
    row = upsert(OutsideIdentity).values(user_id=user.id, issuer=issuer, subject=subject, linked_at=at)
    tied = row.on_conflict_do_nothing(index_elements=["issuer", "subject"]).returning(OutsideIdentity.id)
    return session.execute(tied).scalar_one_or_none() is not None


def _send_confirmation(user: User, pending: PendingAccount, *, at: datetime) -> None:
    token = make_link(user, LinkPurpose.CONFIRM, asked_from=pending.asked_from, at=at)
    mail.write(
        pending.email,
        _("Confirmez votre inscription"),
        "accounts/mail/confirm",
        at=at,
        name=user.display_name,
        url=external_url("accounts.confirm", token=token, suite=pending.then),
    )


def _tell_known(user: User, *, at: datetime) -> None:
    mail.write(
        str(user.email),
        _("Vous avez déjà un compte"),
        "accounts/mail/already_known",
        at=at,
        name=user.display_name,
        sign_in_url=external_url("accounts.sign_in"),
        forgotten_url=external_url("accounts.forgotten"),
    )
