"""Create a consultation, edit it, publish it, close it; each change of status leaves a row."""

from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy.exc import IntegrityError

from consult.accounts.models import User
from consult.consultations import news, queries
from consult.consultations.models import TRANSITIONS, Consultation, ConsultationChange, ConsultationStatus
from consult.consultations.readiness import check_ready
from consult.kit import outbox
from consult.kit.db import session
from consult.kit.errors import Conflict, Invalid, Sentence
from consult.kit.news import announce
from consult.kit.text.markdown import render
from consult.kit.text.slugs import slugify

CLOSED = "consultation.closed"
"""The topic later rooms subscribe to: `{"consultation_id": int, "slug": str}`, told once for each."""

_REFUSED: dict[ConsultationStatus, Sentence] = {
    ConsultationStatus.PUBLISHED: _l("Cette consultation est déjà publique, ou close."),
    ConsultationStatus.CLOSED: _l("Cette consultation n’est pas ouverte : il n’y a rien à clore."),
    ConsultationStatus.DRAFT: _l(
        "Cette consultation n’est pas publique, ou elle est close : elle ne peut être retirée."
    ),
}


@dataclass(frozen=True, kw_only=True)
class ConsultationDraft:
    """What an organiser writes of a consultation; `body` and `modalities` are Markdown."""

    title: str
    question: str = ""
    summary: str = ""
    body: str = ""
    modalities: str = ""
    organiser: str = ""
    decision_maker: str = ""
    territory_id: int | None = None
    synthesis_due_on: date | None = None
    short_reason: str = ""
    pre_moderated: bool = False
    results_hidden: bool = False
    votes_per_person: int | None = None


def create_consultation(
    actor: User | None,
    draft: ConsultationDraft,
    *,
    at: datetime,
    slug: str = "",
    imported: bool = False,
    fictitious: bool = False,
) -> Consultation:
    """Create a draft and return it; raise `Invalid` when the address asked for is taken."""
    consultation = Consultation(
        slug=_free_slug(slug, draft.title),
        imported=imported,
        fictitious=fictitious,
        created_at=at,
        status=ConsultationStatus.DRAFT,
        phases=[],
        themes=[],
    )
    _write(consultation, draft)
    try:
        with session.begin_nested():
            session.add(consultation)
    except IntegrityError as error:
        raise Invalid(_address_taken(), "slug") from error
    _leave_row(consultation, None, actor, "", at)
    return consultation


def edit_consultation(consultation: Consultation, draft: ConsultationDraft, *, at: datetime) -> None:
    """Replace the texts and choices. What a public consultation owes may not be emptied."""
    if draft.results_hidden != consultation.results_hidden and consultation.votes_count:
        raise Invalid(
            _l("Gardez ce choix : des personnes ont déjà voté sachant si les résultats se voient."),
            "results_hidden",
        )
    if consultation.votes_count and _takes_votes_back(consultation.votes_per_person, draft.votes_per_person):
        raise Invalid(
            _l("Gardez ce nombre, augmentez-le ou effacez-le : des personnes ont déjà voté en comptant dessus."),
            "votes_per_person",
        )
    _write(consultation, draft)
    check_still_ready(consultation, at)
    session.flush()


def _takes_votes_back(before: int | None, now: int | None) -> bool:
    return now is not None and (before is None or now < before)


def check_still_ready(consultation: Consultation, at: datetime) -> None:
    """Raise `Invalid` when a change takes from a public consultation something it owes."""
    if consultation.status is ConsultationStatus.PUBLISHED:
        check_ready(consultation, at)


def publish_consultation(actor: User | None, consultation: Consultation, *, at: datetime) -> None:
    """Make it public; raise `Invalid` with the first thing missing, `Conflict` when it already is."""
    _hold(consultation)
    check_transition(consultation, ConsultationStatus.PUBLISHED)
    check_ready(consultation, at)
    consultation.published_at = at
    _change_status(consultation, ConsultationStatus.PUBLISHED, actor, "", at)
    announce(news.consultation_published, consultation_id=consultation.id, slug=consultation.slug)


def withdraw_consultation(actor: User, consultation: Consultation, reason: str, *, at: datetime) -> None:
    """Take it back to its desk while nobody has taken part; raise `Conflict` afterwards."""
    _hold(consultation)
    check_transition(consultation, ConsultationStatus.DRAFT)
    if consultation.opens_at is None or consultation.opens_at <= at or consultation.contributions_count:
        raise Conflict(_l("Cette consultation a commencé : elle ne peut plus être retirée, seulement close."))
    consultation.published_at = None
    _change_status(consultation, ConsultationStatus.DRAFT, actor, _reason(reason), at)
    announce(news.consultation_withdrawn, consultation_id=consultation.id, slug=consultation.slug)


def close_consultation(actor: User, consultation: Consultation, reason: str, *, at: datetime) -> None:
    """Close it for good before its planned end, with a reason that is public."""
    _hold(consultation)
    check_transition(consultation, ConsultationStatus.CLOSED)
    reason = _reason(reason)
    for phase in consultation.phases:
        if phase.takes_part:
            phase.opening_recorded_at = phase.opening_recorded_at or at
            phase.closing_recorded_at = phase.closing_recorded_at or at
    finish(consultation, actor, reason, closed_at=at, at=at)


def finish(
    consultation: Consultation, actor: User | None, reason: str, *, closed_at: datetime, at: datetime
) -> None:
    """Mark it closed, and tell later rooms, once for each consultation."""
    consultation.closed_at = closed_at
    _change_status(consultation, ConsultationStatus.CLOSED, actor, reason, at)
    payload = {"consultation_id": consultation.id, "slug": consultation.slug}
    outbox.record(CLOSED, payload, at=at, once=str(consultation.id))
    announce(news.consultation_closed, **payload)


def check_transition(consultation: Consultation, to: ConsultationStatus) -> None:
    """Raise `Conflict` unless this status may follow the present one."""
    if to not in TRANSITIONS[consultation.status]:
        raise Conflict(_REFUSED[to])


def _hold(consultation: Consultation) -> None:
    """Read the status again and keep the row, so that two people at once cannot both change it."""
    session.refresh(consultation, attribute_names=["status"], with_for_update=True)


def _change_status(
    consultation: Consultation, to: ConsultationStatus, actor: User | None, reason: str, at: datetime
) -> None:
    check_transition(consultation, to)
    before, consultation.status = consultation.status, to
    _leave_row(consultation, before, actor, reason, at)


def _leave_row(
    consultation: Consultation, before: ConsultationStatus | None, actor: User | None, reason: str, at: datetime
) -> None:
    session.add(
        ConsultationChange(
            consultation_id=consultation.id,
            actor_id=actor.id if actor else None,
            at=at,
            from_status=before,
            to_status=consultation.status,
            reason=reason,
        )
    )
    session.flush()


def _write(consultation: Consultation, draft: ConsultationDraft) -> None:
    consultation.title = draft.title
    consultation.question = draft.question
    consultation.summary = draft.summary
    consultation.body_source, consultation.body_html = draft.body, str(render(draft.body))
    consultation.modalities_source = draft.modalities
    consultation.modalities_html = str(render(draft.modalities))
    consultation.organiser = draft.organiser
    consultation.decision_maker = draft.decision_maker
    consultation.territory_id = draft.territory_id
    consultation.synthesis_due_on = draft.synthesis_due_on
    consultation.short_reason = draft.short_reason
    consultation.pre_moderated = draft.pre_moderated
    consultation.results_hidden = draft.results_hidden
    consultation.votes_per_person = draft.votes_per_person


def _reason(typed: str) -> str:
    if not typed.strip():
        raise Invalid(_l("Écrivez le motif : il sera public."), "reason")
    return typed.strip()


def _address_taken() -> Sentence:
    return _l("Choisissez une autre adresse : une consultation porte déjà celle-ci.")


def _free_slug(asked: str, title: str) -> str:
    """Return the address asked for, or one made from the title, numbered when it is taken."""
    if asked:
        if queries.is_slug_taken(asked):
            raise Invalid(_address_taken(), "slug")
        return asked
    base = slugify(title, fallback="consultation")
    number, slug = 1, base
    while queries.is_slug_taken(slug):
        number += 1
        slug = f"{base}-{number}"
    return slug
