"""Give the demonstration its council: members, a synthesis sent to them, receipts, an opinion that rests on it.

Everything passes by the operations of a real site, on past days; what the worker would do is done here.
"""

import tomllib
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from consult.accounts.models import Role, User
from consult.demo.consultations import OVER, UNDER_WAY
from consult.demo.scene import Scene, moment
from consult.kit import clock, jobs
from consult.kit.db import session
from contributions.models import Contribution
from council.citing import claims_in
from council.models import Council, Office, Opinion, Transmission
from council.operations import opinions, transmissions
from council.operations.councils import CouncilDraft, Seat, address_council, create_council, seat_member
from council.operations.opinions import CitedClaim, OpinionDraft
from synthesis.models import Synthesis
from synthesis.queries.syntheses import edits_in_force, public_synthesis_of, sections_of
from synthesis.reading import ANNEX

_TEXTS = Path(__file__).with_suffix(".toml")
_CREATED, _SENT, _BEGUN, _WRITTEN, _ADOPTED, _PUBLISHED = -198, -85, -66, -52, -43, -40
_TO_ADDRESS, _TO_SEND = timedelta(days=4), timedelta(minutes=1)
_MORNING, _AFTERNOON = time(9, 30), time(15, 0)
_MANDATE, _SITTING = timedelta(days=3 * 365), timedelta(days=10)


def fill(scene: Scene) -> None:
    """Seat the council, let both consultations address it, send it the synthesis of what is over, and answer."""
    texts = tomllib.loads(_TEXTS.read_text("utf-8"))
    council = _seat(scene, texts)
    _address(scene, council)
    synthesis = public_synthesis_of(scene.closed_one.consultation.id)
    if synthesis is None:
        return
    transmission = _transmit(scene, synthesis, council, texts["transmission"])
    opinion = _answer(scene, transmission, texts["opinion"])
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


def _transmit(scene: Scene, synthesis: Synthesis, council: Council, texts: dict[str, Any]) -> Transmission:
    at = _at(scene, _SENT)
    sent = transmissions.transmit(scene.account(Role.SECRETARIAT), synthesis, council, texts["message"], at=at)
    transmissions.send(sent, at=at + _TO_SEND)
    jobs.call_off(transmissions.SEND, [{"id": sent.id}])
    random = scene.random("council")
    for member in scene.accounts[Role.COUNCIL_MEMBER]:
        if member.email != texts["silent"]:
            transmissions.acknowledge(member, sent, at=moment(random, at + _TO_SEND, at + _SITTING))
    return sent


# --- what it answers --------------------------------------------------------------------


def _answer(scene: Scene, transmission: Transmission, texts: dict[str, Any]) -> Opinion:
    written = scene.closed_one.text.opinion
    if written is None:
        raise LookupError(f"{scene.closed_one.text.slug} has no opinion")
    rapporteur = _account(scene, texts["rapporteur"])
    opinion = opinions.begin_opinion(rapporteur, transmission, written.title, at=_at(scene, _BEGUN))
    draft = OpinionDraft(written.title, written.body, written.recommendations)
    opinions.write_opinion(opinion, draft, version=opinion.version, at=_at(scene, _WRITTEN))
    for claim in _claims(transmission, texts["rests_on"]):
        opinions.cite(opinion, claim, at=_at(scene, _WRITTEN, _AFTERNOON))
    president = scene.account(Role.COUNCIL_MEMBER)
    opinions.publish_opinion(president, opinion, _day(scene, _ADOPTED), at=_at(scene, _PUBLISHED))
    return opinion


def _day(scene: Scene, days: int) -> date:
    return clock.local(_at(scene, days)).date()


def _claims(transmission: Transmission, keys: Sequence[str]) -> Iterator[CitedClaim]:
    """Yield, for each contribution named, the sentence closest to it, unless one already rests on it.

    A sentence speaks of one contribution alone, or was written by a person: a bare count says little.
    """
    synthesis = transmission.synthesis
    parts = [row.section_id for row in sections_of(synthesis) if not row.section_id.startswith(ANNEX)]
    by_hand = {edit.target_id for edit in edits_in_force(synthesis)}
    known = [
        claim
        for part in parts
        for claim in claims_in(synthesis, part)
        if len(claim.evidence) == 1 or claim.claim_id in by_hand
    ]
    rested_on: set[str] = set()
    for reference in _references(transmission.consultation_id, keys):
        close = [claim for claim in known if reference in claim.evidence]
        if close and reference not in rested_on:
            chosen = min(close, key=lambda claim: len(claim.evidence))
            rested_on.update(chosen.evidence)
            yield chosen


def _references(consultation_id: int, keys: Sequence[str]) -> list[str]:
    ours = Contribution.consultation_id == consultation_id, Contribution.external_key.in_(keys)
    found = {one.external_key: one.reference for one in session.scalars(select(Contribution).where(*ours))}
    return [found[key] for key in keys if key in found]
