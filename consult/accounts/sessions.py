"""Tie Flask-Login to server-side sessions: the cookie holds a token, the row its hash."""

import hashlib
import secrets
from datetime import datetime, timedelta

from flask import Flask, session
from flask_login import LoginManager, login_user, logout_user
from sqlalchemy import delete

from consult.accounts import queries
from consult.accounts.models import SignIn, User, Visitor
from consult.kit import clock, languages
from consult.kit.db import session as db_session

LIFETIME = timedelta(days=30)


def init_app(app: Flask) -> None:
    """Load the person of each request in one query, from the session's token."""
    manager: LoginManager = app.extensions["consult_login"]
    manager.anonymous_user = Visitor
    manager.login_view = "accounts.sign_in"
    manager.session_protection = None
    manager.user_loader(_load)


def _load(token: str) -> User | None:
    """Return whoever this session belongs to; a session closed elsewhere leaves nothing in the cookie."""
    user = queries.user_of_session(hash_token(token), clock.now())
    if user is None:
        session.clear()
    else:
        user.session_token = token
    return user


def hash_token(token: str) -> str:
    """Return what is kept of a token: enough to recognise it, not to forge it."""
    return hashlib.sha256(token.encode()).hexdigest()


def open_sign_in(user: User, device: str, *, at: datetime) -> str:
    """Open a session for this person on this device and return the token its cookie will hold."""
    token = secrets.token_urlsafe(32)
    db_session.add(
        SignIn(
            token_hash=hash_token(token),
            user_id=user.id,
            opened_at=at,
            expires_at=at + LIFETIME,
            device=device[:120],
        )
    )
    user.last_sign_in_at = at
    db_session.flush()
    return token


def sign_in(user: User, device: str, *, at: datetime) -> None:
    """Sign this person in on the device that sends the request, in a fresh cookie."""
    language = dict(session)
    session.clear()
    languages.carry_over(language)
    user.session_token = open_sign_in(user, device, at=at)
    session.permanent = True
    login_user(user)


def sign_out(user: User) -> None:
    """Close the session of this device, at once and for good."""
    db_session.execute(delete(SignIn).where(SignIn.token_hash == hash_token(user.session_token)))
    logout_user()
    session.clear()


def sign_out_everywhere(user: User) -> None:
    """Close every session of this person, after a new password or on request."""
    db_session.execute(delete(SignIn).where(SignIn.user_id == user.id))
