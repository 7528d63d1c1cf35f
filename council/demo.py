"""Give the demonstration its council: members, a synthesis sent to them, receipts, an opinion that rests on it.

Everything passes by the operations of a real site, on past days; what the worker would do is done here.
"""

import tomllib
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from flask_babel import gettext as _

from consult.accounts.models import Role, User
from consult.demo.consultations import OVER, UNDER_WAY
from consult.demo.scene import Scene, moment
from consult.kit import clock, jobs
from council.demo_answer import reply_to
from council.demo_opinion import answer
from council.demo_programme import plan
from council.demo_work import ask, sit_first, sit_next
from council.models import Council, Office, Referral, Transmission
from council.operations import transmissions
from council.operations.councils import CouncilDraft, Seat, address_council, create_council, seat_member
from synthesis.models import Synthesis
from synthesis.queries.syntheses import public_synthesis_of

_TEXTS = Path(__file__).with_suffix(".toml")
_CREATED, _SENT = -198, -85
_TO_ADDRESS, _TO_SEND = timedelta(days=4), timedelta(minutes=1)
_MORNING, _AFTERNOON = time(9, 30), time(15, 0)
_MANDATE, _SITTING = timedelta(days=3 * 365), timedelta(days=10)


def fill(scene: Scene) -> None:
    """Seat the council, let both consultations address it, send it the synthesis of what is over, and answer."""
    texts = tomllib.loads(_TEXTS.read_text("utf-8"))
    council = _seat(scene, texts)
    _address(scene, council)
    referral = ask(scene, council, texts["referral"])
    sit_first(scene, council, texts)
    synthesis = public_synthesis_of(scene.closed_one.consultation.id)
    if synthesis is None:
        return
    transmission = _transmit(scene, synthesis, council, texts["transmission"], referral)
    opinion = answer(scene, transmission, texts["opinion"])
    sit_next(scene, council, opinion, texts["coming"])
    reply_to(scene, opinion, texts["answer"])
    plan(scene, council, opinion, texts["programme"])
    scene.said.append(
        _(
            "%(council)s : %(members)s membres, avis n° %(number)s.",
            council=council.name,
            members=len(texts["member"]),
            number=opinion.number,
        )
    )


# --- the council ------------------------------------------------------------------------


def _seat(scene: Scene, texts: dict[str, Any]) -> Council:
    council = create_council(CouncilDraft(**texts["council"]), at=_at(scene, _CREATED))
    since = clock.local(_at(scene, _CREATED)).date()
    for one in texts["member"]:
        seat = Seat(one["capacity"], Office(one.get("office", "member")), since, since + _MANDATE)
        seat_member(council, _account(scene, one["email"]), seat)
    return council


def _address(scene: Scene, council: Council) -> None:
    """Name the council a few days before each consultation was shown."""
    for held, calendar in ((scene.closed_one, OVER), (scene.open_one, UNDER_WAY)):
        at = calendar.instant(scene, calendar.shown, _AFTERNOON) - _TO_ADDRESS
        address_council(scene.account(Role.SECRETARIAT), held.consultation, council, at=at)


def _account(scene: Scene, email: str) -> User:
    return next(user for users in scene.accounts.values() for user in users if user.email == email)


def _at(scene: Scene, days: int, wall_time: time = _MORNING) -> datetime:
    return OVER.instant(scene, days, wall_time)


# --- what it receives -------------------------------------------------------------------


def _transmit(
    scene: Scene, synthesis: Synthesis, council: Council, texts: dict[str, Any], referral: Referral
) -> Transmission:
    at = _at(scene, _SENT)
    secretariat = scene.account(Role.SECRETARIAT)
    sent = transmissions.transmit(secretariat, synthesis, council, texts["message"], at=at, referral=referral)
    transmissions.send(sent, at=at + _TO_SEND)
    jobs.call_off(transmissions.SEND, [{"id": sent.id}])
    random = scene.random("council")
    for member in scene.accounts[Role.COUNCIL_MEMBER]:
        if member.email != texts["silent"]:
            transmissions.acknowledge(member, sent, at=moment(random, at + _TO_SEND, at + _SITTING))
    return sent
