"""Contest a decision, and answer: another moderator reads again, with reasons; a reversal restores everything."""

from datetime import datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from consult.accounts.models import User
from consult.kit import mail
from consult.kit.addresses import external_url
from consult.kit.db import session, upsert
from consult.kit.errors import Conflict, Invalid
from moderation.models import Appeal, Decision, Verdict
from moderation.operations.decisions import Ruling, decide
from moderation.queries.appeals import locked_appeal
from moderation.queries.decisions import decision_in_force
from moderation.queries.masked import originals_of
from moderation.verdicts import possible
from moderation.wording import yours

APPEAL_LIMIT = 4_000
ALREADY_CONTESTED = _l("Attendez la réponse : vous avez déjà contesté cette décision.")


def file_appeal(author: User, decision: Decision, text: str, *, at: datetime) -> Appeal:
    """Contest a decision. Raises `Invalid` without a reason, and `Conflict` the second time."""
    if not text.strip():
        raise Invalid(_l("Écrivez pourquoi vous contestez cette décision."), "text")
    row = {
        "decision_id": decision.id,
        "consultation_id": decision.consultation_id,
        "text": text.strip()[:APPEAL_LIMIT],
        "filed_at": at,
    }
    written = upsert(Appeal).values(row).on_conflict_do_nothing(index_elements=["decision_id"]).returning(Appeal)
    appeal = session.scalars(written).one_or_none()
    if appeal is None:
        raise Conflict(ALREADY_CONTESTED)
    subject = _("%(yours)s : votre recours est reçu", yours=yours(decision.contribution))
    _tell(author, subject, "moderation/mail/appeal_received", decision, at=at)
    return appeal


def answer_appeal(reviewer: User, appeal: Appeal, answer: str, *, reverse: bool, at: datetime) -> Decision | None:
    """Confirm or reverse a contested decision, with reasons; return the decision that restores the text, if any.

    Raises `Invalid` without reasons, and `Conflict` when it was answered meanwhile.
    """
    if not answer.strip():
        raise Invalid(_l("Écrivez les raisons de votre réponse : elles seront envoyées à l’auteur."), "answer")
    locked_appeal(appeal)
    if appeal.answered_at is not None:
        raise Conflict(_l("Passez au recours suivant : une autre personne vient de répondre à celui-ci."))
    appeal.reviewer_id, appeal.answered_at = reviewer.id, at
    appeal.reversed, appeal.answer = reverse, answer.strip()[:APPEAL_LIMIT]
    restored = _restore(reviewer, appeal, at=at) if reverse else None
    appeal.reversal_id = restored.id if restored else None
    session.flush()
    author = appeal.contribution.author
    if author is not None:
        _tell(author, _answered(appeal), "moderation/mail/appeal_answered", appeal.decision, at=at)
    return restored


def _restore(reviewer: User, appeal: Appeal, *, at: datetime) -> Decision | None:
    """Put the text back; nothing to do when its author withdrew it, or when it is already online again."""
    text = appeal.contribution
    if Verdict.RESTORE not in possible(text.status, is_masked=bool(originals_of(text))):
        return None
    last = decision_in_force(text.id)
    ruling = Ruling(Verdict.RESTORE, text.version, last.id if last else 0, explanation=appeal.answer)
    restored = decide(reviewer, text, ruling, at=at, on_appeal=True)
    restored.waiting_since = appeal.filed_at
    return restored


def _answered(appeal: Appeal) -> str:
    """Say in the subject of a mail which text was appealed for, and what came of it."""
    named = yours(appeal.contribution)
    if appeal.reversed:
        return _("%(yours)s : la décision est annulée", yours=named)
    return _("%(yours)s : la décision est confirmée", yours=named)


def _tell(author: User, subject: str, template: str, decision: Decision, *, at: datetime) -> None:
    if author.email:
        url = external_url("moderation.decision", decision_id=decision.id)
        mail.write(author.email, subject, template, at=at, decision=decision, decision_url=url)
