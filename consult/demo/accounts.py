"""Make the demonstration's accounts: one at least for each role, and the crowd who takes part.

None has a password. Those with an address are offered by the demonstration's sign-in page.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any, cast

from sqlalchemy import Table, insert, select

from consult.accounts.models import CHARTER_VERSION, ContributorKind, Role, RoleChange, RoleGrant, User
from consult.demo.scene import Generation, Inhabitant, Scene, Voice, moment
from consult.demo.texts import read_data
from consult.kit.db import session

_KINDS = {
    ContributorKind.CITIZEN: 91,
    ContributorKind.ASSOCIATION: 3,
    ContributorKind.COMPANY: 2.5,
    ContributorKind.PUBLIC_BODY: 2,
    ContributorKind.ELECTED_MEMBER: 1.5,
}
# Inhabitants of each department, in thousands (INSEE), so that the crowd comes from where people live.
_DEPARTMENTS = {"18": 300, "28": 430, "36": 217, "37": 612, "41": 328, "45": 680}
_GENERATIONS = {Generation.OLD: 34, Generation.MIDDLE: 46, Generation.YOUNG: 20}
_INITIALS = "AABBBBCCCCDDDDEFFGGGHHJKLLLLMMMMNOPPPPQRRRSSTTVVWYZ"
_UNSAID = 0.12
_FIRST_COMERS = 0.4
_COVERING = 30
_LAST_SIGN_UP = timedelta(days=1)
_EAGER, _UNEQUAL = 2.2, 1.1


def make_accounts(scene: Scene, *, since: datetime) -> None:
    """Create the accounts in the order the sign-in page shows, and leave the lines that say who gave what."""
    for values in read_data("accounts")["account"]:
        user = User(
            email=values["email"],
            display_name=values["name"],
            territory_id=scene.departments.get(values.get("department", "")),
            **_confirmed(since),
        )
        session.add(user)
        scene.accounts.setdefault(Role(values["role"]), []).append(user)
    session.flush()
    for role, users in scene.accounts.items():
        for user in users if role is not Role.CITIZEN else ():
            _give(user, role, scene.account(Role.ADMINISTRATOR), since)
    session.flush()


def _give(user: User, role: Role, giver: User, at: datetime) -> None:
    giver_id = giver.id if giver is not user else None
    session.add(RoleGrant(user_id=user.id, role=role, granted_at=at, granted_by_id=giver_id))
    session.add(RoleChange(user_id=user.id, actor_id=giver_id, role=role, given=True, at=at))


def _confirmed(at: datetime) -> dict[str, Any]:
    """Return what every account of the demonstration has: real, charter accepted, and said to be fictitious."""
    return {
        "created_at": at,
        "confirmed_at": at + timedelta(minutes=4),
        "accepted_charter_at": at,
        "accepted_charter_version": CHARTER_VERSION,
        "fictitious": True,
    }


# --- the crowd ------------------------------------------------------------------------


def make_inhabitants(scene: Scene) -> None:
    """Draw the crowd and insert it at once."""
    random = scene.random("inhabitants")
    names = read_data("first_names")
    drawn = [_draw(number, random, names, scene) for number in range(1, scene.people + 1)]
    rows = [
        {
            "external_key": f"demo/{one.id}",
            "display_name": one.name,
            "kind": one.kind,
            "territory_id": None if random.random() < _UNSAID else scene.departments[one.department],
            **_confirmed(one.since),
        }
        for one in drawn
    ]
    session.execute(insert(cast("Table", User.__table__)), rows)
    ids = dict(
        session.execute(select(User.external_key, User.id).where(User.external_key.startswith("demo/"))).all()
    )
    scene.inhabitants = tuple(Inhabitant(**{**vars(one), "id": ids[f"demo/{one.id}"]}) for one in drawn)


def _draw(
    number: int, random: Random, names: Mapping[str, Mapping[str, Sequence[str]]], scene: Scene
) -> Inhabitant:
    """Draw one person. The first ones cover every kind and voice, so that any text finds its author."""
    voice = random.choice(list(Voice))
    generation = random.choices(list(_GENERATIONS), list(_GENERATIONS.values()))[0]
    kind = random.choices(list(_KINDS), list(_KINDS.values()))[0]
    held = scene.closed_one if random.random() < _FIRST_COMERS else scene.open_one
    since = moment(random, held.opens_at, held.until - _LAST_SIGN_UP, haste=_EAGER)
    if number <= _COVERING:
        voice, kind = list(Voice)[number % len(Voice)], list(_KINDS)[number % len(_KINDS)]
        generation = list(Generation)[number % len(Generation)]
        since = scene.closed_one.opens_at + timedelta(minutes=number)
    return Inhabitant(
        id=number,
        name=f"{random.choice(names[voice][generation])} {random.choice(_INITIALS)}.",
        voice=voice,
        generation=generation,
        kind=kind,
        department=random.choices(list(_DEPARTMENTS), list(_DEPARTMENTS.values()))[0],
        since=since,
        activity=random.lognormvariate(0, _UNEQUAL),
    )
