"""Open a provisional synthesis to those who contributed, hear what they say of their own texts, and answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from consult.accounts.models import User
from consult.kit import jobs, mail
from consult.kit.addresses import external_url
from consult.kit.db import session
from consult.kit.errors import Conflict, Invalid
from consult.kit.languages import full_date
from synthesis.models import Contest, ContestAnswer, ContestKind, Placement, Synthesis
from synthesis.operations.arranging import Hand, place_text
from synthesis.operations.life import WRITE_FILES
from synthesis.operations.placing import place_again
from synthesis.operations.signing import draft_to_change, follow_change
from synthesis.queries.contests import contest_about, contributors_of
from synthesis.queries.edits import state_of

TELL_PROVISIONAL = "synthesis.tell_provisional"
LONGEST_CONTEST, LONGEST_EXPLANATION = 600, 1_500
SHORTEST_OPENING = timedelta(days=1)
_AT_ONCE = 200


@dataclass(frozen=True)
class Answer:
    """What the secretariat answers a contributor; `into` names the topic the text goes to, when it moves."""

    answer: ContestAnswer
    explanation: str
    into: str = ""


def open_provisional(
    actor: User, synthesis: Synthesis, opens_at: datetime, until: datetime, *, at: datetime
) -> None:
    """Open a draft to those who contributed, between two instants, and have them told once.

    Raises `Invalid` for an end that leaves them less than a day.
    """
    locked = draft_to_change(synthesis.id)
    opens = max(opens_at, at)
    if until < opens + SHORTEST_OPENING:
        raise Invalid(_l("Laissez au moins un jour pour répondre."), "until")
    locked.provisional_from, locked.provisional_until = opens, until
    _touch(locked, actor, at)
    payload = {"id": locked.id}
    key = f"{TELL_PROVISIONAL}@{locked.id}"
    jobs.enqueue(TELL_PROVISIONAL, payload, at=at, run_at=opens, dedupe_key=key)


def close_provisional(actor: User, synthesis: Synthesis, *, at: datetime) -> None:
    """Close a provisional synthesis before its end."""
    locked = draft_to_change(synthesis.id)
    if not locked.is_provisional(at):
        raise Conflict(_l("Rechargez la page : cette synthèse n’est plus ouverte."))
    locked.provisional_until = at
    _touch(locked, actor, at)


def contest_place(
    author: User, synthesis: Synthesis, place: Placement, kind: ContestKind, text: str, *, at: datetime
) -> Contest:
    """Say that one's own text is misplaced or misunderstood, in a sentence; once for each text."""
    if not synthesis.is_provisional(at):
        raise Conflict(_l("Cette synthèse n’est plus provisoire : elle ne reçoit plus de réponses."))
    if not text.strip():
        raise Invalid(_l("Écrivez en une phrase ce qui ne va pas."), "text")
    if contest_about(synthesis.id, place.contribution_id) is not None:
        raise Conflict(_l("Vous avez déjà dit ce que vous pensiez de la place de ce texte."))
    contest = Contest(
        synthesis_id=synthesis.id,
        contribution_id=place.contribution_id,
        author_id=author.id,
        kind=kind,
        text=text.strip(),
        place=f"{place.theme}, {place.place}" if place.place else place.theme,
        at=at,
    )
    session.add(contest)
    _refresh_files(draft_to_change(synthesis.id), at)
    return contest


def answer_contest(actor: User, contest: Contest, given: Answer, *, at: datetime) -> None:
    """Accept a contest, moving the text when a topic is named, or explain the choice; the author is told by mail.

    Raises `Invalid` without a sentence, and `Conflict` when someone answered already.
    """
    locked = draft_to_change(contest.synthesis_id)
    session.refresh(contest)
    if contest.answer is not None:
        raise Conflict(_l("Rechargez la page : quelqu’un a déjà répondu à cette personne."))
    if not given.explanation.strip():
        raise Invalid(_l("Écrivez ce que vous répondez à cette personne."), "explanation")
    if given.answer is ContestAnswer.ACCEPTED and given.into:
        contest.edit_id = _moved(actor, contest, given.into, at)
    contest.answer, contest.explanation = given.answer, given.explanation.strip()
    contest.answered_at, contest.answered_by_id = at, actor.id
    _refresh_files(locked, at)
    _tell_author(contest, at)


def chapter_of(contest: Contest) -> str:
    """Name the chapter in which a contested text stands."""
    place = session.get_one(Placement, (contest.synthesis_id, contest.contribution_id))
    return place.section_id.removeprefix("annexe-")


def _moved(actor: User, contest: Contest, into: str, at: datetime) -> int | None:
    chapter = chapter_of(contest)
    hand = Hand(actor, contest.synthesis, chapter, state_of(contest.synthesis, chapter), at)
    edit = place_text(hand, contest.contribution.reference, into)
    place_again(contest.synthesis, contest.contribution_id, contest.contribution.reference)
    return edit.id if edit else None


def _touch(synthesis: Synthesis, actor: User, at: datetime) -> None:
    follow_change(synthesis, "", actor, at=at)


def _refresh_files(synthesis: Synthesis, at: datetime) -> None:
    """Count a change of the figures, which lifts no signature, and ask for new files."""
    synthesis.revision += 1
    session.flush()
    jobs.enqueue(WRITE_FILES, {"id": synthesis.id}, at=at)


# --- mails ------------------------------------------------------------------------------


def tell_contributors(synthesis_id: int, *, at: datetime) -> None:
    """Write once to each person who contributed that the provisional synthesis is open; a link, nothing else."""
    synthesis = session.get_one(Synthesis, synthesis_id)
    if not synthesis.is_provisional(at):
        return
    _write_to_all(
        contributors_of(synthesis),
        synthesis,
        _("Dites si votre contribution est à sa place"),
        "synthesis/mail/provisional",
        at,
    )


def tell_places_taken(synthesis_id: int, *, at: datetime) -> None:
    """Write once to each person who contributed that the synthesis is public and places their texts."""
    synthesis = session.get_one(Synthesis, synthesis_id)
    _write_to_all(
        contributors_of(synthesis),
        synthesis,
        _("La synthèse de « %(title)s » est publique", title=synthesis.consultation.title),
        "synthesis/mail/placed",
        at,
    )


def _write_to_all(people: Sequence[User], synthesis: Synthesis, subject: str, template: str, at: datetime) -> None:
    until = synthesis.provisional_until
    for person in people:
        mail.write(
            person.email or "",
            subject,
            template,
            at=at,
            consultation=synthesis.consultation,
            address=external_url("synthesis_contests.own", synthesis_id=synthesis.id),
            own_texts=external_url("own_texts.listing"),
            until=full_date(until) if until else "",
        )


def _tell_author(contest: Contest, at: datetime) -> None:
    author = contest.author
    if author is None or not author.email or author.erased_at is not None:
        return
    mail.write(
        author.email,
        _("Le secrétariat vous répond sur la place de votre contribution"),
        "synthesis/mail/contest_answered",
        at=at,
        consultation=contest.synthesis.consultation,
        reference=contest.contribution.reference,
        address=external_url("synthesis_contests.own", synthesis_id=contest.synthesis_id),
    )
