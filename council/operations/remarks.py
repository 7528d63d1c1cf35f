"""Comment on a draft opinion, propose other words for a passage, and answer."""

from datetime import datetime

from flask_babel import lazy_gettext as _l

from consult.accounts.models import User
from consult.kit.db import session
from consult.kit.errors import Conflict, Forbidden, Invalid
from consult.kit.text.markdown import normalise_typed, render
from council.models import CouncilMember, Opinion, Remark, RemarkKind, RemarkStatus
from council.operations.citations import WHOLE, Backed
from council.operations.drafting import (
    LONGEST_RECOMMENDATION,
    LONGEST_SECTION,
    change,
    keep_version,
)

LONGEST_REMARK = 4_000


def comment(
    member: CouncilMember, opinion: Opinion, words: str, passage: Backed = WHOLE, *, at: datetime
) -> Remark:
    """Say something of a draft, or of one passage of it."""
    change(opinion)
    said = normalise_typed(words)[:LONGEST_REMARK]
    if not said:
        raise Invalid(_l("Écrivez votre commentaire."), "reason")
    return _add(member, opinion, passage, Remark(kind=RemarkKind.COMMENT, reason=said), at)


def amend(
    member: CouncilMember, opinion: Opinion, passage: Backed, after: str, reason: str, *, at: datetime
) -> Remark:
    """Propose other words for a part or a recommendation, and say why."""
    change(opinion)
    before, proposed, why = words_of(passage), normalise_typed(after), normalise_typed(reason)
    if not proposed or proposed == before:
        raise Invalid(_l("Changez le texte : l’amendement propose les mêmes mots."), "after")
    if len(proposed) > (LONGEST_SECTION if passage.section else LONGEST_RECOMMENDATION):
        raise Invalid(_l("Raccourcissez ce texte."), "after")
    if not why:
        raise Invalid(_l("Dites pourquoi : le rapporteur répondra à votre raison."), "reason")
    remark = Remark(kind=RemarkKind.AMENDMENT, before=before, after=proposed, reason=why[:LONGEST_REMARK])
    return _add(member, opinion, passage, remark, at)


def words_of(passage: Backed) -> str:
    """Return the words of a part or of a recommendation as they are typed; raise `Invalid` for neither."""
    if passage.section is not None:
        return passage.section.source
    if passage.recommendation is not None:
        return passage.recommendation.text
    raise Invalid(_l("Choisissez la partie ou la recommandation que vous amendez."))


def _add(member: CouncilMember, opinion: Opinion, passage: Backed, remark: Remark, at: datetime) -> Remark:
    remark.opinion_id, remark.member_id, remark.at = opinion.id, member.id, at
    remark.section, remark.recommendation = passage.section, passage.recommendation
    session.add(remark)
    session.flush()
    return remark


def accept_amendment(actor: User, remark: Remark, answer: str = "", *, at: datetime) -> None:
    """Put the words of an amendment in the draft. Raises `Conflict` when the words it amends changed since."""
    opinion = remark.opinion
    change(opinion)
    _refuse_answered(remark)
    if remark.kind is not RemarkKind.AMENDMENT or (remark.section is None and remark.recommendation is None):
        raise Conflict(_l("Il n’y a rien à accepter : ce que cet amendement changeait n’est plus dans l’avis."))
    if words_of(Backed(remark.section, remark.recommendation)) != remark.before:
        raise Conflict(
            _l("Refusez cet amendement ou demandez-en un autre : le texte a changé depuis qu’il a été écrit.")
        )
    if remark.section is not None:
        remark.section.source, remark.section.html = remark.after, str(render(remark.after))
    elif remark.recommendation is not None:
        remark.recommendation.text = remark.after
    _answer(actor, remark, RemarkStatus.ACCEPTED, answer, at)
    keep_version(actor, opinion, at)


def refuse_amendment(actor: User, remark: Remark, answer: str, *, at: datetime) -> None:
    """Leave the draft as it is, and say why. Raises `Invalid` without a reason."""
    change(remark.opinion)
    _refuse_answered(remark)
    if not normalise_typed(answer):
        raise Invalid(_l("Dites pourquoi vous refusez : l’auteur de l’amendement lira votre réponse."), "answer")
    _answer(actor, remark, RemarkStatus.REFUSED, answer, at)


def answer_comment(actor: User, remark: Remark, answer: str, *, at: datetime) -> None:
    """Answer a comment; it then waits for nothing."""
    change(remark.opinion)
    _refuse_answered(remark)
    if not normalise_typed(answer):
        raise Invalid(_l("Écrivez votre réponse."), "answer")
    _answer(actor, remark, RemarkStatus.ACCEPTED, answer, at)


def withdraw_remark(member: CouncilMember, remark: Remark, *, at: datetime) -> None:
    """Take one's own remark back while nobody answered it. Raises `Forbidden` for another's."""
    change(remark.opinion)
    if remark.member_id != member.id:
        raise Forbidden(_l("Seul l’auteur d’une remarque la retire."))
    _refuse_answered(remark)
    remark.status, remark.answered_at = RemarkStatus.WITHDRAWN, at
    session.flush()


def _refuse_answered(remark: Remark) -> None:
    session.refresh(remark, ["status"], with_for_update=True)
    if remark.status is not RemarkStatus.OPEN:
        raise Conflict(_l("Cette remarque a déjà sa réponse."))


def _answer(actor: User, remark: Remark, status: RemarkStatus, answer: str, at: datetime) -> None:
    remark.status, remark.answer = status, normalise_typed(answer)[:LONGEST_REMARK]
    remark.answered_at, remark.answered_by_id = at, actor.id
    session.flush()
