"""Find accounts, sessions and roles."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select, true
from sqlalchemy.orm import InstrumentedAttribute, joinedload, selectinload

from consult.accounts.models import LinkPurpose, MailedLink, SignIn, User
from consult.kit.db import session
from consult.kit.mail import OutgoingMail
from consult.kit.paging import PAGE_SIZE, Page, cut, decode

_MOST_DEMO_ACCOUNTS = 30


@dataclass(frozen=True)
class Credentials:
    """What a password is checked against."""

    user_id: int
    password_hash: str


def user_of_session(token_hash: str, at: datetime) -> User | None:
    """Return whoever holds this session, with their roles, in one query."""
    found = session.scalars(
        select(User)
        .join(SignIn, SignIn.user_id == User.id)
        .where(SignIn.token_hash == token_hash, SignIn.expires_at > at, User.erased_at.is_(None))
        .options(joinedload(User.grants))
    )
    return found.unique().one_or_none()


def user_by_email(email: str) -> User | None:
    """Return the account of an address, whatever its case."""
    statement = select(User).where(User.email == email.strip().lower()).options(joinedload(User.grants))
    return session.scalars(statement).unique().one_or_none()


def live_link(token_hash: str, purpose: LinkPurpose, at: datetime, *, lock: bool = False) -> MailedLink | None:
    """Return a link that still serves; `lock` it to use it, so that of two uses at once one finds nothing."""
    statement = select(MailedLink).where(
        MailedLink.token_hash == token_hash,
        MailedLink.purpose == purpose,
        MailedLink.expires_at > at,
    )
    return session.scalars(statement.with_for_update() if lock else statement).one_or_none()


def credentials(email: str) -> Credentials | None:
    """Return what to check a password against; None for who has none, or did not confirm the address."""
    found = session.execute(
        select(User.id, User.password_hash).where(
            User.email == email, User.password_hash.is_not(None), User.confirmed_at.is_not(None)
        )
    ).one_or_none()
    return Credentials(found.id, found.password_hash) if found else None


def open_sessions(user: User, at: datetime) -> Sequence[SignIn]:
    """Return the devices someone is signed in on, the latest first."""
    statement = select(SignIn).where(SignIn.user_id == user.id, SignIn.expires_at > at)
    return session.scalars(statement.order_by(SignIn.opened_at.desc(), SignIn.id.desc())).all()


# --- the demonstration ------------------------------------------------------------------


def demo_accounts() -> Sequence[User]:
    """Return the accounts of the demonstration that may be entered: its authors have no address."""
    statement = select(User).where(_is_demo_account()).order_by(User.id).limit(_MOST_DEMO_ACCOUNTS)
    return session.scalars(statement.options(selectinload(User.grants))).all()


def demo_account(user_id: int | None) -> User | None:
    """Return one of the accounts of the demonstration."""
    return session.scalars(select(User).where(_is_demo_account(), User.id == user_id)).one_or_none()


def _is_demo_account() -> ColumnElement[bool]:
    return User.fictitious.is_(True) & User.email.is_not(None) & User.erased_at.is_(None)


def written_mails(cursor: str | None) -> Page[OutgoingMail]:
    """Return the mails the site wrote, the latest first."""
    statement = select(OutgoingMail).where(_before(OutgoingMail.id, cursor)).order_by(OutgoingMail.id.desc())
    rows = session.scalars(statement.limit(PAGE_SIZE + 1)).all()
    return cut(rows, lambda mail: (mail.id,), cursor=cursor)


def _before(column: InstrumentedAttribute[int], cursor: str | None) -> ColumnElement[bool]:
    """Keep what stands after a cursor in a list whose latest row comes first."""
    key = decode(cursor, 1)
    return column < key[0] if key else true()


def written_mail(mail_id: int) -> OutgoingMail | None:
    """Return one mail the site wrote."""
    return session.get(OutgoingMail, mail_id)
