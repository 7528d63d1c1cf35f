"""What the operator does from the command line, without an account."""

from datetime import datetime

from consult.accounts import passwords, queries
from consult.accounts.emails import clean_email
from consult.accounts.models import User
from consult.accounts.operations.links import drop_unproved
from consult.kit.db import session
from consult.kit.text.names import clean_name


def open_account(email: str, display_name: str, password: str, *, at: datetime) -> User:
    """Open a confirmed account, or take over one that nobody confirmed. Raises `Invalid`."""
    email, name = clean_email(email), clean_name(display_name)
    passwords.check_strength(password, [email.partition("@")[0], name])
    hashed = passwords.hash_password(password)
    user = queries.user_by_email(email) or User(email=email, created_at=at)
    if user.id is not None:
        drop_unproved(user)
    user.display_name, user.password_hash, user.confirmed_at = name, hashed, at
    session.add(user)
    session.flush()
    return user
