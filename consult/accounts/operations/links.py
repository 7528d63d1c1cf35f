"""Make and use the links sent by mail: one of each purpose at a time, used once, for a while."""

import secrets
from datetime import datetime, timedelta

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete

from consult.accounts import queries
from consult.accounts.models import LinkPurpose, MailedLink, OutsideIdentity, User
from consult.accounts.sessions import hash_token
from consult.kit.db import session
from consult.kit.errors import Gone

LIFETIMES = {
    LinkPurpose.CONFIRM: timedelta(days=3),
    LinkPurpose.RESET: timedelta(hours=1),
    LinkPurpose.SIGN_IN: timedelta(minutes=30),
    LinkPurpose.CHANGE_EMAIL: timedelta(hours=24),
}


def make_link(
    user: User,
    purpose: LinkPurpose,
    *,
    asked_from: str | None = None,
    new_email: str | None = None,
    at: datetime,
) -> str:
    """Return a new link's token; the one sent before for the same purpose no longer serves."""
    session.execute(delete(MailedLink).where(MailedLink.user_id == user.id, MailedLink.purpose == purpose))
    token = secrets.token_urlsafe(32)
    session.add(
        MailedLink(
            token_hash=hash_token(token),
            user_id=user.id,
            purpose=purpose,
            asked_from=asked_from,
            new_email=new_email,
            created_at=at,
            expires_at=at + LIFETIMES[purpose],
        )
    )
    session.flush()
    return token


def read_link(token: str, purpose: LinkPurpose, *, at: datetime, to_use: bool = False) -> MailedLink:
    """Return a link that still serves; raises `Gone` when it was used, replaced or has expired."""
    link = queries.live_link(hash_token(token), purpose, at, lock=to_use)
    if link is None:
        raise Gone(
            _l("Connectez-vous ou demandez un nouveau lien : celui-ci a déjà servi, a été remplacé ou a expiré.")
        )
    return link


def drop_unproved(user: User) -> None:
    """Drop what opens an account nobody confirmed: someone else may have chosen the password, or linked theirs."""
    user.password_hash = None
    session.execute(delete(OutsideIdentity).where(OutsideIdentity.user_id == user.id))


def use_link(link: MailedLink, *, at: datetime) -> User:
    """Spend a link, and every other sent to the same person; return whose it was.

    Whoever follows a link has shown that the address is theirs.
    """
    user = link.user
    user.confirmed_at = user.confirmed_at or at
    session.execute(delete(MailedLink).where(MailedLink.user_id == user.id))
    session.flush()
    return user
