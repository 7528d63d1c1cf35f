"""Make accounts."""

from itertools import count

from consult.accounts.models import CHARTER_VERSION, Role, RoleGrant, User
from tests.factories import NOW

_numbers = count(1)
PASSWORD = "le vélo du dimanche"
# What argon2 keeps of it with the site's parameters, computed once: each time takes a tenth of a second.
PASSWORD_HASH = "$argon2id$v=19$m=65536,t=3,p=1$g8TMdl/U5SBZniTp2v5F4g$3Ejt0Udc4al2YS0jHnMkJICGlU6+geABv4+8RvpZxMQ"


def make_user(*roles: Role, consultation_id: int | None = None, **values: object) -> User:
    """Return a confirmed account, with these roles on one consultation or on all."""
    number = next(_numbers)
    values.setdefault("email", f"personne{number}@exemple.fr")
    values.setdefault("display_name", f"Camille Berry {number}")
    values.setdefault("created_at", NOW)
    values.setdefault("confirmed_at", NOW)
    values.setdefault("accepted_charter_at", NOW)
    values.setdefault("accepted_charter_version", CHARTER_VERSION)
    grants = [RoleGrant(role=role, consultation_id=consultation_id, granted_at=NOW) for role in roles]
    values.setdefault("restrictions", [])
    return User(**values, grants=grants)
