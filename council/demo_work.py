"""Give the demonstration its council's own work: what it is asked, what it asks itself, its other sittings.

Everything passes by the operations of a real site, on past days; nobody is written to.
"""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from consult.accounts.models import Role
from consult.demo.consultations import OVER
from consult.demo.scene import Scene
from consult.kit import clock, jobs
from council.models import Answer, Choice, Council, CouncilMember, Opinion, Referral, Sitting
from council.operations import agenda, minutes, referrals, sittings, votes
from council.operations.agenda import ItemDraft
from council.operations.referrals import ReferralDraft
from council.queries.councils import members_of
from council.queries.referrals import referrals_under_study
from council.queries.sittings import attendances_of

_ASKED, _OWED, _PROPOSED, _SECONDED, _FIRST, _SECOND, _CONVENED, _COMING = -175, -30, -112, -108, -95, -70, -4, 9
_EVENING, _LENGTH = time(18, 0), timedelta(hours=2)
ANSWERED = "council.referral_answered"


def ask(scene: Scene, council: Council, texts: dict[str, Any]) -> Referral:
    """Register what opened the consultation that is over."""
    draft = ReferralDraft(
        texts["title"],
        texts["source"],
        texts["asked_by"],
        asked_on=_day(scene, _ASKED),
        due_on=_day(scene, _OWED),
        consultation_id=scene.closed_one.consultation.id,
    )
    return referrals.register_referral(scene.account(Role.SECRETARIAT), council, draft, at=_at(scene, _ASKED))


def sit_first(scene: Scene, council: Council, texts: dict[str, Any]) -> None:
    """Let the council take a subject up itself, then adopt the minutes of that sitting at the next."""
    proposed = texts["own_referral"]
    seats = {one.user.email: one for one in members_of(council.id)}
    draft = ReferralDraft(proposed["title"], proposed["source"])
    own = referrals.propose_referral(seats[proposed["by"]], draft, at=_at(scene, _PROPOSED))
    referrals.second_referral(seats[proposed["seconded_by"]], own, at=_at(scene, _SECONDED))
    first = _hold(scene, council, _FIRST, texts["first"], ItemDraft(own.title, referral_id=own.id))
    _settle(scene, first, votes.Subject(referral=own), proposed["question"])
    sittings.close_sitting(first, at=_at(scene, _FIRST) + _LENGTH)
    kept = minutes.begin_minutes(first, at=_at(scene, _FIRST + 3))
    second = _hold(scene, council, _SECOND, texts["second"], ItemDraft(texts["second"]["point"]))
    _settle(scene, second, votes.Subject(minutes=kept), texts["second"]["question"])
    sittings.close_sitting(second, at=_at(scene, _SECOND) + _LENGTH)


def sit_next(scene: Scene, council: Council, opinion: Opinion, texts: dict[str, Any]) -> None:
    """Say that the opinion answers what was asked, and convene the coming sitting."""
    if opinion.transmission is not None and opinion.transmission.referral is not None and opinion.published_at:
        referrals.mark_answered(opinion.transmission.referral, opinion.rapporteur_id, at=opinion.published_at)
    jobs.call_off(ANSWERED, [{"id": opinion.id}])
    sitting = _plan(scene, council, _COMING, texts)
    (own,) = referrals_under_study(council.id)
    about = {"opinion": ItemDraft("", opinion_id=opinion.id), "own_referral": ItemDraft("", referral_id=own.id)}
    for point in texts["points"]:
        tied = about.get(point.get("about", ""), ItemDraft(""))
        agenda.add_item(sitting, replace(tied, title=point["title"], explanation=point.get("explanation", "")))
    sittings.convene(sitting, at=_at(scene, _CONVENED))
    for line in attendances_of(sitting):
        said = texts["answers"].get(line.member.user.email)
        if said:
            sittings.answer_invitation(line.member, sitting, Answer(said), at=_at(scene, _CONVENED + 2))


def _plan(scene: Scene, council: Council, day: int, texts: dict[str, Any]) -> Sitting:
    starts_at = _at(scene, day)
    draft = sittings.SittingDraft(texts["title"], starts_at, starts_at + _LENGTH, texts["place"])
    planned_at = min(starts_at - timedelta(days=21), scene.at - timedelta(days=5))
    return sittings.plan_sitting(scene.account(Role.SECRETARIAT), council, draft, at=planned_at)


def _hold(scene: Scene, council: Council, day: int, texts: dict[str, Any], point: ItemDraft) -> Sitting:
    """Convene and open a sitting of one point, all there but those named absent."""
    sitting = _plan(scene, council, day, texts)
    item = agenda.add_item(sitting, point)
    sittings.convene(sitting, at=_at(scene, day - 14))
    sittings.open_sitting(sitting, at=_at(scene, day))
    lines = attendances_of(sitting)
    here = [line.member_id for line in lines if line.member.user.email not in texts["absent"]]
    sittings.mark_presence(sitting, here, [line.member_id for line in lines], at=_at(scene, day))
    agenda.write_notes(sitting, {item.id: texts["notes"]})
    return sitting


def _settle(scene: Scene, sitting: Sitting, subject: votes.Subject, question: str) -> None:
    """Put one thing to the vote of those there, who are all for it."""
    at, president = sitting.starts_at + timedelta(hours=1), scene.account(Role.COUNCIL_MEMBER)
    subject = votes.Subject(subject.referral, minutes=subject.minutes, agenda_item_id=sitting.agenda[0].id)
    vote = votes.open_vote(president, sitting, subject, question, at=at)
    for place, member in enumerate(_present(sitting)):
        votes.cast(member, vote, Choice.FOR, at=at + timedelta(seconds=20 * (place + 1)))
    votes.close_vote(president, vote, at=at + timedelta(minutes=10))


def _present(sitting: Sitting) -> list[CouncilMember]:
    return [line.member for line in attendances_of(sitting) if line.is_present]


def _at(scene: Scene, days: int) -> datetime:
    return OVER.instant(scene, days, _EVENING)


def _day(scene: Scene, days: int) -> date:
    return clock.local(_at(scene, days)).date()
