"""Hold a recorded vote: open it while the quorum is met, take each voice once, close it and act on it.

What an adopted or rejected vote changes belongs to what was voted on: each noun adds a function to
`when_closed`, called with the vote in the same transaction.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from flask_babel import lazy_gettext as _l

from consult.accounts.models import User
from consult.kit.db import session, upsert
from consult.kit.errors import Conflict, Forbidden, Invalid
from consult.kit.registries import Registry
from consult.kit.text.markdown import one_line
from council.models import (
    Choice,
    CouncilMember,
    Minutes,
    Opinion,
    OpinionSection,
    Outcome,
    RecordedVote,
    Referral,
    ReferralKind,
    ReferralStatus,
    Sitting,
    SittingStatus,
    Voice,
)
from council.queries.sittings import attendance_of, attendances_of, count_present, day_of
from council.queries.votes import open_vote_of, tally, vote_at

Act = Callable[[RecordedVote, datetime], None]
when_closed: Registry[Act] = Registry("council_vote_closed")
"""What each noun does of a closed vote; it looks whether the vote is about one of its own."""
LONGEST_QUESTION = 300


@dataclass(frozen=True)
class Subject:
    """What a vote is about: at most one thing of the council, and the point of the agenda it comes under."""

    referral: Referral | None = None
    opinion: Opinion | None = None
    section: OpinionSection | None = None
    minutes: Minutes | None = None
    agenda_item_id: int | None = None


def open_vote(presider: User, sitting: Sitting, subject: Subject, question: str, *, at: datetime) -> RecordedVote:
    """Put a question to the vote. Raises `Conflict` without a quorum or beside another open vote."""
    asked = one_line(question)[:LONGEST_QUESTION]
    if not asked:
        raise Invalid(_l("Écrivez la question mise aux voix."), "question")
    _refuse_elsewhere(sitting, subject)
    _refuse_own_minutes(sitting, subject.minutes)
    _refuse_unsupported(subject.referral)
    _refuse_unfinished(subject)
    present = _counted_present(sitting, at)
    _refuse_presider_away(presider, sitting)
    if open_vote_of(sitting) is not None:
        raise Conflict(_l("Fermez d’abord le scrutin en cours : un seul se tient à la fois."))
    vote = RecordedVote(
        sitting_id=sitting.id,
        agenda_item_id=subject.agenda_item_id,
        question=asked,
        referral_id=_id_of(subject.referral),
        opinion_id=_id_of(subject.opinion),
        section_id=_id_of(subject.section),
        minutes_id=_id_of(subject.minutes),
        opinion_version=subject.opinion.version if subject.opinion else None,
        present=present,
        quorum=sitting.quorum,
        opened_at=at,
        opened_by_id=presider.id,
    )
    session.add(vote)
    session.flush()
    return vote


def _refuse_presider_away(presider: User, sitting: Sitting) -> None:
    """Refuse that someone presides over a vote from elsewhere: whoever does is noted there."""
    there = {one.member.user_id for one in attendances_of(sitting) if one.is_present}
    if presider.id not in there:
        raise Conflict(_l("Faites d’abord noter votre présence : seul un membre présent préside un vote."))


def _id_of(one: Referral | Opinion | OpinionSection | Minutes | None) -> int | None:
    return one.id if one is not None else None


def _refuse_elsewhere(sitting: Sitting, subject: Subject) -> None:
    """Refuse a question about what belongs to another council."""
    minutes = subject.minutes.sitting if subject.minutes else None
    if any(
        one is not None and one.council_id != sitting.council_id
        for one in (subject.referral, subject.opinion, minutes)
    ):
        raise Invalid(_l("Choisissez ce qui est voté parmi les travaux de ce conseil."))


def _refuse_own_minutes(sitting: Sitting, minutes: Minutes | None) -> None:
    """Refuse that a sitting adopts its own minutes, or those adopted already."""
    if minutes is None:
        return
    if minutes.is_public:
        raise Conflict(_l("Ce compte rendu est déjà adopté."))
    if minutes.sitting.starts_at >= sitting.starts_at:
        raise Invalid(_l("Attendez la séance suivante : un compte rendu ne s’adopte pas dans sa propre séance."))


def _refuse_unsupported(referral: Referral | None) -> None:
    """Refuse to vote on a council's own referral that nobody but its author wants yet, or that is settled."""
    if referral is not None and referral.kind is ReferralKind.OWN_INITIATIVE:
        if referral.status is ReferralStatus.PROPOSED:
            raise Conflict(
                _l("Attendez qu’un autre membre soutienne cette auto-saisine : elle ne peut pas être votée.")
            )
        if referral.status is not ReferralStatus.SECONDED:
            raise Conflict(_l("Le sort de cette auto-saisine est déjà réglé."))


def _refuse_unfinished(subject: Subject) -> None:
    """Refuse to vote on a whole opinion that could not be published with the words it has."""
    opinion = subject.opinion
    if opinion is None or subject.section is not None:
        return
    if not opinion.sections:
        raise Invalid(
            _l("Attendez que cet avis ait au moins une partie : sans elle, il ne serait pas publié."),
            "subject",
        )
    if opinion.transmission is not None and not opinion.citations:
        raise Invalid(
            _l("Attendez que cet avis cite une phrase de la synthèse : sans elle, il ne serait pas publié."),
            "subject",
        )


def _counted_present(sitting: Sitting, at: datetime) -> int:
    if sitting.status is not SittingStatus.OPEN:
        raise Conflict(_l("Ouvrez d’abord la séance : on ne vote que pendant qu’elle se tient."))
    present = count_present(sitting, day_of(at))
    if present < (sitting.quorum or 0):
        raise Conflict(
            _l(
                "Attendez d’autres membres : membres présents, %(present)s ; il en faut %(quorum)s pour voter.",
                present=present,
                quorum=sitting.quorum,
            )
        )
    return present


def cast(
    member: CouncilMember, vote: RecordedVote, choice: Choice, *, at: datetime, recorded_by: User | None = None
) -> None:
    """Take a member's voice, once; `recorded_by` is the secretary who notes it for them.

    Raises `Forbidden` when their mandate has ended or they are not there, `Conflict` the second time or once
    the vote is closed.
    """
    found = vote_at(vote.id, lock=True)
    if found.closed_at is not None:
        raise Conflict(_l("Ce scrutin est fermé : votre voix n’a pas pu être prise."))
    _refuse_absent(member, found.sitting, at)
    values = {"choice": choice, "at": at, "recorded_by_id": recorded_by.id if recorded_by else None}
    statement = upsert(Voice).values(vote_id=found.id, member_id=member.id, **values)
    taken = session.execute(statement.on_conflict_do_nothing().returning(Voice.member_id)).scalar_one_or_none()
    if taken is None:
        raise Conflict(_l("Cette voix est déjà prise : on vote une seule fois."))
    session.expire(found, ["voices"])


def _refuse_absent(member: CouncilMember, sitting: Sitting, at: datetime) -> None:
    if member.council_id != sitting.council_id or member.mandate_on(day_of(at)) is None:
        raise Forbidden(_l("Seuls votent les membres dont le mandat est en cours."))
    line = attendance_of(sitting, member)
    if line is None or not line.is_present:
        raise Forbidden(
            _l("Faites d’abord noter votre présence par le secrétariat : seuls votent les membres présents.")
        )


def close_vote(presider: User, vote: RecordedVote, *, at: datetime) -> Outcome:
    """Close a vote, say what it decided, and act on it. Raises `Conflict` when it is closed already."""
    found = vote_at(vote.id, lock=True)
    if found.closed_at is not None:
        raise Conflict(_l("Ce scrutin est déjà fermé."))
    _refuse_presider_away(presider, found.sitting)
    found.closed_at, found.outcome = at, _outcome(found)
    session.flush()
    for act in when_closed:
        act(found, at)
    return found.outcome


def _outcome(vote: RecordedVote) -> Outcome:
    """Return what a vote decided: more for than against; a tie adopts nothing, nor does one person alone."""
    counted = tally(vote)
    own = vote.referral is not None and vote.referral.kind is ReferralKind.OWN_INITIATIVE
    alone = own and counted.votes_for < 2  # noqa: PLR2004 - two people
    adopted = counted.votes_for > counted.votes_against and not alone
    return Outcome.ADOPTED if adopted else Outcome.REJECTED
