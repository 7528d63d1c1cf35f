"""Tie Flask-Login to server-side sessions: the cookie holds a token, the row its hash."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from flask import Flask, current_app, session
from flask_babel import lazy_gettext as _l
from flask_login import LoginManager, login_user, logout_user
from sqlalchemy import delete, update

from consult.accounts import provider, queries
from consult.accounts.models import SignIn, User, Visitor
from consult.kit import clock, languages, permissions
from consult.kit.db import session as db_session
from consult.kit.errors import StepNeeded
from consult.settings import Settings

LIFETIME = timedelta(days=30)
_CHARTER_FIRST = _l("Lisez la charte et acceptez-la, puis revenez sur cette page pour renvoyer votre texte.")
HALFWAY_LIFETIME = timedelta(minutes=10)
_HALFWAY = "code_attendu"
# Where Flask keeps the sentences to show on the next page.
_SAID = "_flashes"


@dataclass(frozen=True)
class Halfway:
    """Someone who showed a password or a link and not yet the second factor; `suite` is where they were going."""

    user_id: int
    suite: str


def init_app(app: Flask) -> None:
    """Load the person of each request in one query, from the session's token."""
    manager: LoginManager = app.extensions["consult_login"]
    manager.anonymous_user = Visitor
    manager.login_view = "accounts.sign_in"
    manager.session_protection = None
    manager.user_loader(_load)
    permissions.ask_first(app, ask_second_factor)
    permissions.ask_first(app, ask_charter)


def _load(token: str) -> User | None:
    """Return whoever this session belongs to; a session closed elsewhere leaves nothing in the cookie."""
    holder = queries.holder_of_session(hash_token(token), clock.now())
    if holder is None:
        session.clear()
        return None
    holder.user.session_token = token
    holder.user.roles_wait = holder.second_factor_at is None and needs_second_factor(holder.user)
    return holder.user


def needs_second_factor(user: User) -> bool:
    """Say whether someone's roles wait for a second factor: always, but for a demonstration's own people."""
    settings = cast("Settings", current_app.extensions["consult_settings"])
    return bool(user.grants) and not (settings.demo and user.fictitious)


def ask_second_factor(actor: object) -> None:
    """Lead whoever has roles that wait to where a second factor is tied. Raises `StepNeeded`."""
    if isinstance(actor, User) and actor.roles_wait:
        raise StepNeeded(
            _l("Activez la validation en deux étapes : votre rôle la demande."), "accounts.enrol_second_factor"
        )


def ask_charter(actor: object) -> None:
    """Lead whoever has not accepted the charter as it stands to where they can. Raises `StepNeeded`."""
    if isinstance(actor, User) and actor.is_confirmed and not actor.has_accepted_charter:
        raise StepNeeded(_CHARTER_FIRST, "accounts.accept_charter")


def hash_token(token: str) -> str:
    """Return what is kept of a token: enough to recognise it, not to forge it."""
    return hashlib.sha256(token.encode()).hexdigest()


def open_sign_in(user: User, device: str, *, at: datetime, second_factor: bool = False) -> str:
    """Open a session for this person on this device and return the token its cookie will hold.

    `second_factor` says that a code was shown as well.
    """
    token = secrets.token_urlsafe(32)
    db_session.add(
        SignIn(
            token_hash=hash_token(token),
            user_id=user.id,
            opened_at=at,
            expires_at=at + LIFETIME,
            device=device[:120],
            second_factor_at=at if second_factor else None,
        )
    )
    user.last_sign_in_at, user.warned_inactive_at = at, None
    db_session.flush()
    return token


def sign_in(user: User, device: str, *, at: datetime, second_factor: bool = False) -> None:
    """Sign this person in on the device that sends the request, in a fresh cookie."""
    previous = dict(session)
    session.clear()
    languages.carry_over(previous)
    if said := previous.get(_SAID):
        session[_SAID] = said
    identity = provider.carry_over(previous)
    user.session_token = open_sign_in(user, device, at=at, second_factor=second_factor)
    if identity:
        receive(user, identity)
    session.permanent = True
    login_user(user)


def receive(user: User, identity: provider.Identity) -> None:
    """Keep with the session what the provider will ask to sign out there; forget the rest once it is linked."""
    opened = update(SignIn).where(SignIn.token_hash == hash_token(user.session_token))
    db_session.execute(opened.values(outside_token=identity.token))
    holder = queries.holder_of_identity(identity.issuer, identity.subject)
    if holder is not None and holder.id == user.id:
        provider.forget()


def stop_halfway(user: User, suite: str | None, *, at: datetime) -> None:
    """Remember, for ten minutes, that this browser has still to show this person's second factor."""
    session[_HALFWAY] = {"user": user.id, "until": (at + HALFWAY_LIFETIME).timestamp(), "suite": suite or ""}


def halfway(*, at: datetime) -> Halfway | None:
    """Return whose second factor is awaited from this browser, if any is."""
    kept = session.get(_HALFWAY)
    if not kept or kept["until"] <= at.timestamp():
        return None
    return Halfway(int(kept["user"]), str(kept["suite"]))


def sign_out(user: User) -> None:
    """Close the session of this device, at once and for good."""
    db_session.execute(delete(SignIn).where(SignIn.token_hash == hash_token(user.session_token)))
    logout_user()
    session.clear()


def sign_out_everywhere(user: User) -> None:
    """Close every session of this person, after a new password or on request."""
    db_session.execute(delete(SignIn).where(SignIn.user_id == user.id))
