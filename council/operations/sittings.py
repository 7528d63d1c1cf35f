"""Hold a sitting: plan it, invite the members, note who comes, open it, close it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from flask_babel import lazy_gettext as _l

from consult.accounts.models import User
from consult.kit.db import session
from consult.kit.errors import Conflict, Invalid
from consult.kit.text.markdown import one_line
from council.models import (
    SITTING_TRANSITIONS,
    Answer,
    Attendance,
    Council,
    CouncilMember,
    Sitting,
    SittingStatus,
)
from council.queries.councils import sitting_members
from council.queries.sittings import attendance_of, attendances_of, day_of, next_sitting_rank
from council.queries.votes import open_vote_of


@dataclass(frozen=True)
class SittingDraft:
    """What is said of a sitting: when, where, by which link."""

    title: str
    starts_at: datetime
    ends_at: datetime | None = None
    place: str = ""
    link: str = ""


def plan_sitting(actor: User | None, council: Council, draft: SittingDraft, *, at: datetime) -> Sitting:
    """Set the date of a sitting; nobody is told yet. Raises `Invalid`."""
    sitting = Sitting(
        council_id=council.id,
        status=SittingStatus.PLANNED,
        created_at=at,
        created_by_id=actor.id if actor else None,
        **_checked(draft),
    )
    session.add(sitting)
    session.flush()
    return sitting


def edit_sitting(sitting: Sitting, draft: SittingDraft, *, version: int) -> bool:
    """Change when and where a sitting is held; say whether those invited must be told.

    Raises `Conflict` once it is open, or changed since.
    """
    _refuse_late(sitting, version)
    before = _where_and_when(sitting)
    for name, value in _checked(draft).items():
        setattr(sitting, name, value)
    sitting.version += 1
    if sitting.year not in {None, day_of(sitting.starts_at).year}:
        _number(sitting)
    session.flush()
    return sitting.is_public and before != _where_and_when(sitting)


def _where_and_when(sitting: Sitting) -> tuple[object, ...]:
    return sitting.starts_at, sitting.ends_at, sitting.place, sitting.link


def _refuse_late(sitting: Sitting, version: int) -> None:
    """Refuse a change to a sitting that began, or to what someone else has changed since it was read."""
    if sitting.status not in {SittingStatus.PLANNED, SittingStatus.CONVENED}:
        raise Conflict(_l("Cette séance a commencé : sa date et son lieu ne changent plus."))
    if sitting.version != version:
        raise Conflict(_l("Rechargez la page : cette séance vient d’être modifiée par quelqu’un d’autre."))


def _number(sitting: Sitting) -> None:
    """Give a sitting the next number of the year it is held in, where it counts among those the council owes."""
    year = day_of(sitting.starts_at).year
    sitting.year, sitting.rank = year, next_sitting_rank(sitting.council_id, year)


def _checked(draft: SittingDraft) -> dict[str, object]:
    if draft.ends_at is not None and draft.ends_at <= draft.starts_at:
        raise Invalid(_l("Corrigez les heures : la séance finit avant de commencer."), "ends_at")
    _check_where(draft.place.strip(), draft.link.strip())
    words = {name: one_line(getattr(draft, name)) for name in ("title", "place", "link")}
    return {**words, "starts_at": draft.starts_at, "ends_at": draft.ends_at}


def _check_where(place: str, link: str) -> None:
    if not place and not link:
        raise Invalid(_l("Donnez un lieu, ou un lien pour participer à distance."), "place")
    if link and not link.startswith(("https://", "http://")):
        raise Invalid(_l("Donnez une adresse qui commence par https://."), "link")


def _pass_to(sitting: Sitting, status: SittingStatus) -> None:
    if status not in SITTING_TRANSITIONS[sitting.status]:
        raise Conflict(_l("Rechargez la page : l’état de cette séance a changé."))
    sitting.status = status


def convene(sitting: Sitting, *, at: datetime) -> list[Attendance]:
    """Invite the members in office that day, give the sitting its number, show it to everyone.

    Raises `Conflict` for a day already past.
    """
    if sitting.starts_at < at:
        raise Conflict(_l("Corrigez d’abord la date : cette séance serait déjà passée."))
    _pass_to(sitting, SittingStatus.CONVENED)
    _number(sitting)
    sitting.convened_at = at
    invited = _invite(sitting, at)
    session.flush()
    return invited


def invite_newcomers(sitting: Sitting, *, at: datetime) -> list[Attendance]:
    """Invite those seated since the invitations left; nobody once the sitting is open or its hour is past."""
    if sitting.status is not SittingStatus.CONVENED or sitting.starts_at < at:
        return []
    return _invite(sitting, at)


def _invite(sitting: Sitting, at: datetime) -> list[Attendance]:
    """Add to the sheet those in office on the day of the sitting who are not on it yet."""
    known = {one.member_id for one in attendances_of(sitting)}
    added = [
        Attendance(sitting_id=sitting.id, member_id=member.id, invited_at=at)
        for member in sitting_members(sitting.council_id, day_of(sitting.starts_at))
        if member.id not in known
    ]
    session.add_all(added)
    session.flush()
    return added


def answer_invitation(
    member: CouncilMember, sitting: Sitting, answer: Answer, *, at: datetime, recorded_by: User | None = None
) -> None:
    """Keep what a member says to an invitation; they may change their mind until it opens."""
    if sitting.status is not SittingStatus.CONVENED:
        raise Conflict(_l("Les réponses ne sont plus attendues pour cette séance."))
    line = _line(sitting, member)
    line.answer, line.answered_at = answer, at
    line.recorded_by_id = recorded_by.id if recorded_by else None
    session.flush()


def _line(sitting: Sitting, member: CouncilMember) -> Attendance:
    line = attendance_of(sitting, member)
    if line is None:
        raise Conflict(_l("Cette personne n’est pas invitée à la séance."))
    return line


def open_sitting(sitting: Sitting, *, at: datetime) -> None:
    """Begin a sitting: count the seats of the day, and how many must be there."""
    _pass_to(sitting, SittingStatus.OPEN)
    _invite(sitting, at)
    sitting.seats = len(sitting_members(sitting.council_id, day_of(at)))
    sitting.quorum = sitting.council.quorum_for(sitting.seats)
    sitting.opened_at = at
    session.flush()


def mark_presence(
    sitting: Sitting,
    present: Iterable[int],
    among: Iterable[int],
    *,
    at: datetime,
    recorded_by: User | None = None,
) -> None:
    """Note, among these members, which are there.

    Raises `Conflict` unless the sitting is open, and when someone would leave while a vote is under way: those who
    made its quorum stay until it is closed.
    """
    if sitting.status is not SittingStatus.OPEN:
        raise Conflict(_l("Ouvrez d’abord la séance : les présences se notent pendant qu’elle se tient."))
    here, day, asked = set(present), day_of(at), set(among)
    sheet = attendances_of(sitting)
    leaving = any(one.is_present and one.member_id in asked - here for one in sheet)
    if leaving and open_vote_of(sitting) is not None:
        raise Conflict(_l("Fermez d’abord le scrutin en cours : un départ se note entre deux votes."))
    for line in sheet:
        if line.member_id in asked:
            line.is_present = line.member_id in here and line.member.mandate_on(day) is not None
            line.recorded_by_id = recorded_by.id if recorded_by else None
    session.flush()


def close_sitting(sitting: Sitting, *, at: datetime) -> None:
    """End a sitting. Raises `Conflict` while a vote is open."""
    if open_vote_of(sitting) is not None:
        raise Conflict(_l("Fermez d’abord le scrutin en cours."))
    _pass_to(sitting, SittingStatus.CLOSED)
    sitting.closed_at = at
    session.flush()


def cancel_sitting(sitting: Sitting) -> None:
    """Give up a sitting that was not opened."""
    _pass_to(sitting, SittingStatus.CANCELLED)
    sitting.version += 1
    session.flush()
