"""Ask a council something, or let it ask itself: register, propose, second, adopt by vote, withdraw."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from consult.accounts.models import User
from consult.consultations.operations.documents import DocumentDraft, join_document, part_document
from consult.kit.addresses import public_address
from consult.kit.db import session, upsert
from consult.kit.errors import Conflict, Forbidden, Invalid
from consult.kit.text.markdown import normalise_typed, one_line, render
from council.models import (
    REFERRAL_TRANSITIONS,
    Council,
    CouncilMember,
    Outcome,
    RecordedVote,
    Referral,
    ReferralChange,
    ReferralDocument,
    ReferralKind,
    ReferralStatus,
    Seconding,
)
from council.queries.referrals import next_referral_rank
from council.queries.sittings import day_of
from council.wording.referrals import REFERRAL_KINDS

LONGEST_QUESTION = 10_000


@dataclass(frozen=True)
class ReferralDraft:
    """What is asked: a title, the question, who asks and until when, what it rests on.

    `documents` are pairs of a title and an address.
    """

    title: str
    source: str
    asked_by: str = ""
    asked_on: date | None = None
    due_on: date | None = None
    consultation_id: int | None = None
    documents: tuple[tuple[str, str], ...] = ()


def register_referral(actor: User, council: Council, draft: ReferralDraft, *, at: datetime) -> Referral:
    """Register what someone asks a council; it has its number and is public at once. Raises `Invalid`."""
    if not draft.asked_by.strip():
        raise Invalid(_l("Dites qui saisit le conseil."), "asked_by")
    referral = _new(council, ReferralKind.REQUESTED, replace(draft, asked_on=draft.asked_on or day_of(at)), at)
    referral.created_by_id = actor.id
    session.flush()
    _number(referral, at)
    _pass_to(referral, ReferralStatus.UNDER_STUDY, actor.id, at)
    return referral


def propose_referral(member: CouncilMember, draft: ReferralDraft, *, at: datetime) -> Referral:
    """Propose that a council takes a subject up itself; its members alone read it for now."""
    referral = _new(member.council, ReferralKind.OWN_INITIATIVE, draft, at)
    referral.proposed_by_id, referral.created_by_id = member.id, member.user_id
    session.flush()
    _pass_to(referral, ReferralStatus.PROPOSED, member.user_id, at)
    return referral


def _new(council: Council, kind: ReferralKind, draft: ReferralDraft, at: datetime) -> Referral:
    first = ReferralStatus.UNDER_STUDY if kind is ReferralKind.REQUESTED else ReferralStatus.PROPOSED
    referral = Referral(council_id=council.id, kind=kind, status=first, created_at=at)
    _write(referral, draft)
    session.add(referral)
    return referral


def edit_referral(referral: Referral, draft: ReferralDraft) -> None:
    """Change what is said of a referral. Raises `Conflict` once it is answered, declined or withdrawn."""
    if referral.ended_at is not None:
        raise Conflict(_l("Cette saisine est close : elle ne change plus."))
    _write(referral, draft)
    session.flush()


def _write(referral: Referral, draft: ReferralDraft) -> None:
    """Write what was typed; a day it was asked, once known, stays unless another is given. Raises `Invalid`."""
    title, source = one_line(draft.title)[:200], normalise_typed(draft.source)
    referral.asked_on = draft.asked_on or referral.asked_on
    _check(title, source, draft.due_on, referral.asked_on)
    referral.title, referral.source, referral.html = title, source, str(render(source))
    referral.asked_by, referral.due_on = one_line(draft.asked_by)[:160], draft.due_on
    _rest_on(referral, draft.consultation_id)
    referral.documents = [ReferralDocument(title=name[:200], url=url) for name, url in draft.documents]


def _check(title: str, source: str, due_on: date | None, asked_on: date | None) -> None:
    if not title:
        raise Invalid(_l("Donnez un titre."), "title")
    if not source:
        raise Invalid(_l("Écrivez la question posée au conseil."), "source")
    if due_on and asked_on and due_on < asked_on:
        raise Invalid(_l("Corrigez les dates : la réponse est attendue avant la demande."), "due_on")


def _number(referral: Referral, at: datetime) -> None:
    year = day_of(at).year
    referral.year, referral.rank = year, next_referral_rank(referral.council_id, year)
    referral.registered_at = at
    _rest_on(referral, referral.consultation_id)


def _pass_to(
    referral: Referral, status: ReferralStatus, actor_id: int | None, at: datetime, reason: str = ""
) -> None:
    """Change the state of a referral and keep who did it, when and why; the first state follows nothing."""
    before = referral.status if referral.status is not status else None
    if before is not None and status not in REFERRAL_TRANSITIONS[before]:
        raise Conflict(_l("Rechargez la page : l’état de cette saisine a changé."))
    referral.status = status
    if not REFERRAL_TRANSITIONS[status]:
        referral.ended_at = at
    session.add(
        ReferralChange(
            referral_id=referral.id, actor_id=actor_id, at=at, from_status=before, to_status=status, reason=reason
        )
    )
    session.flush()


def second_referral(member: CouncilMember, referral: Referral, *, at: datetime) -> None:
    """Support what another member proposes; doing it twice counts once. Raises `Forbidden`, `Conflict`."""
    if referral.proposed_by_id == member.id:
        raise Forbidden(_l("Attendez le soutien d’un autre membre : on ne soutient pas sa propre proposition."))
    if referral.status not in {ReferralStatus.PROPOSED, ReferralStatus.SECONDED}:
        raise Conflict(_l("Cette saisine n’attend plus de soutien."))
    statement = upsert(Seconding).values(referral_id=referral.id, member_id=member.id, at=at)
    session.execute(statement.on_conflict_do_nothing())
    if referral.status is ReferralStatus.PROPOSED:
        _pass_to(referral, ReferralStatus.SECONDED, member.user_id, at)


def settle_by_vote(vote: RecordedVote, at: datetime) -> None:
    """Register an own referral the council adopted, or keep that it declined it."""
    referral = vote.referral
    if referral is None or referral.status is not ReferralStatus.SECONDED:
        return
    if vote.outcome is Outcome.ADOPTED:
        referral.asked_on = day_of(at)
        _number(referral, at)
        _pass_to(referral, ReferralStatus.UNDER_STUDY, vote.opened_by_id, at)
    else:
        _pass_to(referral, ReferralStatus.DECLINED, vote.opened_by_id, at)


def withdraw_referral(actor: User, referral: Referral, reason: str, *, at: datetime) -> None:
    """Take a question back, saying why; a public one stays in the register as withdrawn."""
    why = one_line(reason)
    if not why:
        raise Invalid(_l("Dites pourquoi : la raison paraîtra au registre."), "reason")
    if referral.status is ReferralStatus.WITHDRAWN:
        raise Conflict(_l("Cette saisine est déjà retirée."))
    _pass_to(referral, ReferralStatus.WITHDRAWN, actor.id, at, why)


def mark_answered(referral: Referral, actor_id: int | None, *, at: datetime) -> None:
    """Say that an opinion answers a referral; nothing changes when one already did. Safe to run twice."""
    if referral.status is ReferralStatus.UNDER_STUDY:
        _pass_to(referral, ReferralStatus.ANSWERED, actor_id, at)


def serve_with(referral: Referral, consultation_id: int) -> None:
    """Say which consultation a referral opens. Raises `Conflict` when it has one already."""
    if referral.consultation_id is not None:
        raise Conflict(_l("Cette saisine a déjà sa consultation."))
    _rest_on(referral, consultation_id)
    session.flush()


def _rest_on(referral: Referral, consultation_id: int | None) -> None:
    """Change the consultation a referral rests on; its documents lead to the referral once that is public."""
    before, referral.consultation_id = referral.consultation_id, consultation_id
    url = public_address(f"/saisines/{referral.id}") if referral.id else ""
    if before is not None:
        part_document(before, url)
    if consultation_id is not None and referral.is_public:
        kind = REFERRAL_KINDS[referral.kind]
        title = _("%(kind)s n° %(number)s, %(title)s", kind=kind, number=referral.number, title=referral.title)
        join_document(consultation_id, DocumentDraft(title, url))
