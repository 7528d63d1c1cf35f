"""Write the minutes of a sitting: drafted from its agenda, edited, adopted by a vote of a later sitting."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from consult.kit.db import session
from consult.kit.errors import Conflict, Invalid
from consult.kit.languages import number
from consult.kit.text.markdown import normalise_typed, render
from council.models import (
    AgendaItem,
    Attendance,
    Choice,
    Minutes,
    MinutesStatus,
    Outcome,
    RecordedVote,
    Sitting,
    SittingStatus,
)
from council.queries.minutes import minutes_of
from council.queries.sittings import attendances_of
from council.queries.votes import votes_of
from council.wording import member_name
from council.wording.sittings import CHOICES, OUTCOMES, voter_name

LONGEST_MINUTES = 60_000


def draft_minutes(sitting: Sitting) -> str:
    """Return the minutes as the records tell them: who came, what was said, what was voted."""
    votes = votes_of(sitting)
    lines = [*_presence(sitting)]
    for item in sitting.agenda:
        lines += [*_item(item), *_votes_under(votes, item.id)]
    loose = _votes_under(votes, None)
    if loose:
        lines += ["## " + _("Autres votes"), *loose]
    return "\n\n".join(lines)


def _votes_under(votes: Sequence[RecordedVote], item_id: int | None) -> list[str]:
    return [_vote(one) for one in votes if one.agenda_item_id == item_id]


def _presence(sitting: Sitting) -> Iterator[str]:
    here, away = _sheet(sitting)
    yield "## " + _("Présences")
    yield ngettext(
        "%(num)s membre était présent, sur %(seats)s en fonction ; il en fallait %(quorum)s pour voter.",
        "%(num)s membres étaient présents, sur %(seats)s en fonction ; il en fallait %(quorum)s pour voter.",
        len(here),
        seats=sitting.seats or 0,
        quorum=sitting.quorum or 0,
    )
    yield from _named(here, away)


def _sheet(sitting: Sitting) -> tuple[list[Attendance], list[Attendance]]:
    """Return who was there, then who was not."""
    sheet = attendances_of(sitting)
    return [one for one in sheet if one.is_present], [one for one in sheet if not one.is_present]


def _named(here: list[Attendance], away: list[Attendance]) -> Iterator[str]:
    if here:
        yield _("Présents : %(names)s.", names=_names(here))
    if away:
        yield _("Absents ou excusés : %(names)s.", names=_names(away))


def _names(sheet: list[Attendance]) -> str:
    return ", ".join(member_name(one.member.user) for one in sheet)


def _item(item: AgendaItem) -> Iterator[str]:
    yield f"## {item.position}. {item.title}"
    if item.explanation:
        yield item.explanation
    if item.notes:
        yield item.notes


def _vote(vote: RecordedVote) -> str:
    outcome = OUTCOMES[vote.outcome][0] if vote.outcome else ""
    voices = "\n".join(f"- {_voices(vote, choice)}" for choice in Choice)
    held = _(
        "Vote présidé par %(name)s ; présents : %(present)s, quorum : %(quorum)s.",
        name=member_name(vote.opened_by),
        present=vote.present,
        quorum=vote.quorum,
    )
    return f"{_('Vote : %(question)s', question=vote.question)} – {outcome}\n\n{held}\n\n{voices}"


def _voices(vote: RecordedVote, choice: Choice) -> str:
    names = [voter_name(one) for one in vote.voices if one.choice is choice]
    counted = _("%(choice)s : %(count)s", choice=CHOICES[choice], count=len(names))
    return f"{counted} ({', '.join(names)})" if names else counted


def begin_minutes(sitting: Sitting, *, at: datetime) -> Minutes:
    """Draft the minutes of a sitting that is over; what exists stays."""
    if sitting.status is not SittingStatus.CLOSED:
        raise Conflict(_l("Fermez d’abord la séance : le compte rendu part de ce qui s’y est passé."))
    found = minutes_of(sitting)
    if found is None:
        source = draft_minutes(sitting)
        found = Minutes(sitting_id=sitting.id, source=source, html=str(render(source)), written_at=at)
        session.add(found)
        session.flush()
    return found


def write_minutes(minutes: Minutes, source: str, *, version: int, at: datetime) -> None:
    """Change minutes that are not adopted yet. Raises `Conflict`, `Invalid`."""
    if minutes.status is MinutesStatus.ADOPTED:
        raise Conflict(_l("Ce compte rendu est adopté : il ne change plus."))
    if minutes.version != version:
        raise Conflict(_l("Rechargez la page : quelqu’un d’autre a enregistré ce compte rendu entre-temps."))
    words = normalise_typed(source)
    if not words or len(words) > LONGEST_MINUTES:
        sentence = _l("Écrivez un texte de %(limit)s caractères au plus.", limit=number(LONGEST_MINUTES))
        raise Invalid(sentence, "source")
    minutes.source, minutes.html = words, str(render(words))
    minutes.written_at, minutes.version = at, minutes.version + 1
    session.flush()


def settle_minutes(vote: RecordedVote, at: datetime) -> None:
    """Show everyone the minutes that a later sitting adopted."""
    minutes = vote.minutes
    if minutes is not None and vote.outcome is Outcome.ADOPTED and minutes.status is MinutesStatus.DRAFT:
        minutes.status, minutes.adopted_at, minutes.adopted_in_id = MinutesStatus.ADOPTED, at, vote.sitting_id
        session.flush()
