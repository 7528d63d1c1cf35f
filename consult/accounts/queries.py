"""Find accounts, sessions and roles."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from consult.accounts.models import SignIn, User
from consult.kit.db import session


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
