"""Give the demonstration its opinion: written in parts, amended, voted by name, published with a dissent.

Everything passes by the operations of a real site, on past days.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, time, timedelta
from itertools import chain
from typing import Any

from sqlalchemy import select

from consult.accounts.models import Role, User
from consult.demo.consultations import OVER
from consult.demo.scene import Scene
from consult.kit.db import session
from contributions.models import Contribution
from council.citing import citable_in
from council.models import (
    Choice,
    CitedKind,
    CouncilMember,
    DissentKind,
    Opinion,
    Sitting,
    Transmission,
)
from council.operations import agenda, citations, dissents, drafting, opinions, remarks, sittings, votes
from council.operations.agenda import ItemDraft
from council.operations.citations import Backed, Cited
from council.operations.drafting import SectionDraft
from council.queries.councils import members_of
from synthesis.queries.syntheses import edits_in_force, sections_of
from synthesis.reading import ANNEX

_BEGUN, _WRITTEN, _AMENDED, _ANSWERED, _PLANNED, _ADOPTED, _DISSENTED, _PUBLISHED = (
    -66,
    -52,
    -50,
    -48,
    -60,
    -43,
    -42,
    -40,
)
_MORNING, _AFTERNOON = time(9, 30), time(15, 0)
_PARTS = re.compile(r"^## +(.+)$", re.MULTILINE)


def answer(scene: Scene, transmission: Transmission, texts: dict[str, Any]) -> Opinion:
    """Write, amend, adopt and publish the opinion on what was transmitted."""
    opinion = _write(scene, transmission, texts)
    _amend(scene, opinion, texts["amendment"])
    _adopt(scene, opinion, texts)
    _dissent(scene, opinion, texts["dissent"])
    opinions.publish_opinion(scene.account(Role.COUNCIL_MEMBER), opinion, at=_at(scene, _PUBLISHED))
    return opinion


def _at(scene: Scene, days: int, wall_time: time = _MORNING) -> datetime:
    return OVER.instant(scene, days, wall_time)


def _account(scene: Scene, email: str) -> User:
    return next(user for users in scene.accounts.values() for user in users if user.email == email)


def _seat(opinion: Opinion, email: str) -> CouncilMember:
    return next(one for one in members_of(opinion.council_id) if one.user.email == email)


# --- writing ----------------------------------------------------------------------------


def _write(scene: Scene, transmission: Transmission, texts: dict[str, Any]) -> Opinion:
    written = scene.closed_one.text.opinion
    if written is None:
        raise LookupError(f"{scene.closed_one.text.slug} has no opinion")
    rapporteur = _account(scene, texts["rapporteur"])
    opinion = drafting.begin_opinion(rapporteur, transmission, written.title, at=_at(scene, _BEGUN))
    at = _at(scene, _WRITTEN)
    for part in _parts(written.body, texts["opening"]):
        drafting.add_section(rapporteur, opinion, part, at=at)
    for text in written.recommendations:
        drafting.add_recommendation(rapporteur, opinion, text, at=at)
    for number, cited in _claims(transmission, texts["rests_on"]):
        passage = Backed(recommendation=opinion.recommendations[number - 1]) if number else citations.WHOLE
        citations.cite(rapporteur, opinion, cited, passage, at=_at(scene, _WRITTEN, _AFTERNOON))
    return opinion


def _parts(body: str, opening: str) -> Iterator[SectionDraft]:
    """Cut a text at its headings; what stands before the first is the opening."""
    lead, *rest = _PARTS.split(body)
    yield SectionDraft(opening, lead)
    yield from (SectionDraft(title, words) for title, words in zip(rest[::2], rest[1::2], strict=True))


def _claims(transmission: Transmission, rests_on: dict[str, Any]) -> Iterator[tuple[int, Cited]]:
    """Yield, for each contribution named, what of the synthesis is closest to it, each thing once.

    It comes with the number of the recommendation it backs, 0 for the whole opinion.
    """
    known, cited = _known(transmission), set[str]()
    for key, reference in _references(transmission.consultation_id, list(rests_on)):
        close = [one for one in known if reference in one.evidence and one.claim_id not in cited]
        if close:
            chosen = min(close, key=lambda one: (_RANKS[one.kind], len(one.evidence)))
            cited.add(chosen.claim_id)
            yield int(rests_on[key]), chosen


def _known(transmission: Transmission) -> list[Cited]:
    synthesis = transmission.synthesis
    parts = [row.section_id for row in sections_of(synthesis) if not row.section_id.startswith(ANNEX)]
    by_hand = {edit.target_id for edit in edits_in_force(synthesis)}
    citable = chain.from_iterable(citable_in(synthesis, part) for part in parts)
    return [one for one in citable if _is_certain(one, by_hand)]


def _is_certain(one: Cited, by_hand: Collection[str | None]) -> bool:
    """Leave out topics and counts: a sentence speaks of one contribution alone, or was written by a person."""
    if one.kind is CitedKind.CLAIM:
        return len(one.evidence) == 1 or one.claim_id in by_hand
    return one.kind is not CitedKind.TOPIC


_RANKS = {CitedKind.QUOTE: 0, CitedKind.PROPOSAL: 0, CitedKind.CLAIM: 1}
"""What speaks of one contribution most closely: its words, its title, a sentence."""


def _references(consultation_id: int, keys: Sequence[str]) -> list[tuple[str, str]]:
    ours = Contribution.consultation_id == consultation_id, Contribution.external_key.in_(keys)
    found = {one.external_key: one.reference for one in session.scalars(select(Contribution).where(*ours))}
    return [(key, found[key]) for key in keys if key in found]


# --- amending, adopting, dissenting -----------------------------------------------------


def _amend(scene: Scene, opinion: Opinion, texts: dict[str, Any]) -> None:
    """Let a member propose other words for a recommendation, and the rapporteur accept them."""
    recommendation = opinion.recommendations[texts["recommendation"] - 1]
    words = recommendation.text.replace(texts["before"], texts["after"])
    passage, member = Backed(recommendation=recommendation), _seat(opinion, texts["member"])
    made = remarks.amend(member, opinion, passage, words, texts["reason"], at=_at(scene, _AMENDED))
    remarks.accept_amendment(opinion.rapporteur, made, texts["answer"], at=_at(scene, _ANSWERED))


def _adopt(scene: Scene, opinion: Opinion, texts: dict[str, Any]) -> None:
    """Hold the sitting that votes on the opinion, one voice after the other."""
    at = _at(scene, _ADOPTED)
    president = scene.account(Role.COUNCIL_MEMBER)
    sitting = _sitting(scene, opinion, texts)
    against, absent = set(texts["against"]), set(texts["absent"])
    seated = members_of(opinion.council_id)
    here = [one for one in seated if one.user.email not in absent]
    sittings.open_sitting(sitting, at=at)
    everyone = [one.id for one in seated]
    sittings.mark_presence(sitting, [one.id for one in here], everyone, at=at)
    asked = votes.Subject(opinion=opinion, agenda_item_id=sitting.agenda[0].id)
    vote = votes.open_vote(president, sitting, asked, texts["question"], at=at + timedelta(hours=1))
    for place, member in enumerate(here):
        choice = Choice.AGAINST if member.user.email in against else Choice.FOR
        votes.cast(member, vote, choice, at=at + timedelta(hours=1, seconds=20 * (place + 1)))
    votes.close_vote(president, vote, at=at + timedelta(hours=1, minutes=10))
    sittings.close_sitting(sitting, at=at + timedelta(hours=2))


def _sitting(scene: Scene, opinion: Opinion, texts: dict[str, Any]) -> Sitting:
    planned_at, starts_at = _at(scene, _PLANNED), _at(scene, _ADOPTED)
    draft = sittings.SittingDraft(
        texts["sitting"], starts_at, starts_at + timedelta(hours=2), place=texts["place"]
    )
    sitting = sittings.plan_sitting(scene.account(Role.SECRETARIAT), opinion.council, draft, at=planned_at)
    agenda.add_item(sitting, ItemDraft(texts["question"], opinion_id=opinion.id, referral_id=_asked(opinion)))
    sittings.convene(sitting, at=planned_at + timedelta(days=1))
    return sitting


def _asked(opinion: Opinion) -> int | None:
    """Return the referral under which the opinion was asked, if there is one."""
    return opinion.transmission.referral_id if opinion.transmission else None


def _dissent(scene: Scene, opinion: Opinion, texts: dict[str, Any]) -> None:
    first, *others = [_seat(opinion, email) for email in texts["members"]]
    at = _at(scene, _DISSENTED)
    draft = dissents.DissentDraft(DissentKind.MINORITY, texts["title"], texts["source"])
    attached = dissents.attach_dissent(first, opinion, draft, at=at)
    for place, member in enumerate(others, start=1):
        dissents.sign_dissent(member, attached, at=at + timedelta(hours=place))
