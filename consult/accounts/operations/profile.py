"""Change what people say of themselves, their password, and the sessions they left open."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete

from consult.accounts import passwords
from consult.accounts.models import CHARTER_VERSION, ContributorKind, SignIn, User
from consult.accounts.operations.sign_in import new_hash, tell_password_changed
from consult.accounts.sessions import hash_token
from consult.kit.db import session
from consult.kit.errors import Invalid, NotFound
from consult.kit.text.names import clean_name


@dataclass(frozen=True)
class Profile:
    """What someone says of themselves; `territory_id` is a commune, or None to say nothing."""

    display_name: str
    kind: ContributorKind
    territory_id: int | None


def update_profile(user: User, profile: Profile) -> None:
    """Change the public name, the kind of contributor and the commune. Raises `Invalid`."""
    user.display_name = clean_name(profile.display_name)
    user.kind, user.territory_id = profile.kind, profile.territory_id
    session.flush()


def accept_charter(user: User, *, at: datetime) -> None:
    """Keep that someone accepted the charter as it stands now, and when."""
    user.accepted_charter_at, user.accepted_charter_version = at, CHARTER_VERSION
    session.flush()


def change_password(user: User, current: str, new: str, *, at: datetime) -> None:
    """Replace a password whose holder still knows it, and close their other sessions. Raises `Invalid`."""
    if not passwords.matches(user.password_hash, current):
        raise Invalid(_l("Écrivez votre mot de passe actuel, ou demandez un lien pour en changer."), "current")
    user.password_hash = new_hash(user, new)
    close_other_sessions(user)
    tell_password_changed(user, at=at)


def close_session(user: User, sign_in_id: int) -> None:
    """Close one of a person's sessions. Raises `NotFound` for anyone else's."""
    found = session.get(SignIn, sign_in_id)
    if found is None or found.user_id != user.id:
        raise NotFound
    session.delete(found)
    session.flush()


def close_other_sessions(user: User) -> None:
    """Close every session of a person but the present one."""
    kept = hash_token(user.session_token)
    session.execute(delete(SignIn).where(SignIn.user_id == user.id, SignIn.token_hash != kept))
