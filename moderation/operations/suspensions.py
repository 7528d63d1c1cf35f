"""Warn someone, or keep them from writing for a time: step by step, with reasons, open to appeal, until a date."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import delete

from consult.accounts.models import Restriction, User
from consult.kit import jobs, mail
from consult.kit.addresses import external_url
from consult.kit.db import session
from consult.kit.errors import Conflict, Invalid
from consult.kit.languages import full_date
from contributions.models import Contribution
from contributions.queries.visibility import moderated_consultations
from moderation.charter import Rule, cited
from moderation.models import PRESSING, Degree, Suspension
from moderation.operations.appeals import ALREADY_CONTESTED, APPEAL_LIMIT
from moderation.operations.decisions import EXPLANATION_LIMIT, FACT_LIMIT, last_instant_to_appeal, lock
from moderation.queries.charters import rules_in_force
from moderation.queries.decisions import decision_in_force
from moderation.queries.suspensions import locked_suspension, sanctioned_for, standing_against
from moderation.statement import passages_quoted
from moderation.wording import DEGREES, yours

LIFT: Final = "moderation.lift"
"""The job that ends a suspension on its day; `{"suspension": id}`."""

RESTORED: Final = _l(
    "Attendez un autre texte : un recours a remis celui-ci en ligne. Il ne compte pour aucune mesure."
)

COUNTS_FOR: Final = timedelta(days=365)
"""How long a sanction counts as the step before the next."""


@dataclass(frozen=True)
class Sanction:
    """What a moderator decides about the account of a text's author."""

    degree: Degree
    rule_number: int | None
    everywhere: bool = False
    explanation: str = ""
    fact: str = ""


def suspend(moderator: User, text: Contribution, sanction: Sanction, *, at: datetime) -> Suspension:
    """Warn or suspend the author of a text; they are told why, until when, and how to contest it.

    Raises `Invalid` without a rule of the charter, for a step that was skipped, and for all consultations
    when the moderator has only some.
    """
    rules = rules_in_force(text.consultation_id)
    rule = rules.rule(sanction.rule_number) if sanction.rule_number is not None else None
    if rule is None:
        raise Invalid(_l("Choisissez la règle de la charte sur laquelle repose cette décision."), "rule")
    if sanction.everywhere and moderated_consultations(moderator) is not None:
        raise Invalid(_l("Choisissez cette consultation : vous ne modérez pas toutes les autres."), "everywhere")
    _check_step(text, sanction, rule, at=at)
    suspension = _row(moderator, text, sanction, rule, charter_version=rules.version, at=at)
    session.add(suspension)
    session.flush()
    _hold(suspension, at=at)
    _tell(suspension, _subject(suspension), "suspension", at=at)
    return suspension


def _check_step(text: Contribution, sanction: Sanction, rule: Rule, *, at: datetime) -> None:
    """Let nobody skip a step; for the law and advertising, one may begin with a suspension of up to a month."""
    lock(text)
    if sanctioned_for(text):
        raise Invalid(
            _l(
                "Attendez un autre texte : une mesure a déjà été prise pour celui-ci. "
                "Un texte compte pour une étape."
            ),
            "degree",
        )
    last = decision_in_force(text.id)
    if last is not None and last.on_appeal and last.version == text.version:
        raise Invalid(RESTORED, "degree")
    furthest = _furthest(text, standing_against(text, at - COUNTS_FOR))
    if rule.reason in PRESSING:
        furthest = max(furthest, Degree.MONTH.rank)
    if sanction.degree.rank > furthest:
        allowed = str(DEGREES[list(Degree)[furthest]]).lower()
        raise Invalid(
            _l(
                "Choisissez une mesure moins forte : la plus forte possible aujourd’hui est « %(step)s ».",
                step=allowed,
            ),
            "degree",
        )


def _furthest(text: Contribution, before: Sequence[Suspension]) -> int:
    """Return the furthest step: the one after what this author knew as they wrote, else no further than it."""
    written = text.edited_at or text.submitted_at or text.created_at
    return max((one.degree.rank + int(one.decided_at <= written) for one in before), default=0)


def _row(
    moderator: User, text: Contribution, sanction: Sanction, rule: Rule, *, charter_version: int, at: datetime
) -> Suspension:
    days = sanction.degree.days
    return Suspension(
        user_id=text.author_id,
        consultation_id=text.consultation_id,
        contribution_id=text.id,
        everywhere=sanction.everywhere,
        degree=sanction.degree,
        reason=rule.reason,
        rule_number=rule.number,
        rule_id=getattr(rule, "id", None),
        charter_version=charter_version,
        fact=sanction.fact[:FACT_LIMIT],
        explanation=sanction.explanation[:EXPLANATION_LIMIT] or str(rule.statement),
        decided_by_id=moderator.id,
        decided_at=at,
        until=at + timedelta(days=days) if days else None,
        appeal_until=last_instant_to_appeal(at),
    )


def _hold(suspension: Suspension, *, at: datetime) -> None:
    """Keep the person from writing until the day, and ask the worker to end it then."""
    if suspension.until is None:
        return
    place = None if suspension.everywhere else suspension.consultation_id
    held = Restriction(user_id=suspension.user_id, consultation_id=place, until=suspension.until)
    session.add(held)
    session.flush()
    suspension.restriction_id = held.id
    jobs.enqueue(LIFT, {"suspension": suspension.id}, at=at, run_at=suspension.until)


def lift_suspension(suspension: Suspension, by: User | None, *, at: datetime) -> bool:
    """Let the person write again, once; return whether they could not. Without anyone, its date did it."""
    locked_suspension(suspension)
    if suspension.until is None or suspension.lifted_at is not None:
        return False
    restriction_id, suspension.restriction_id = suspension.restriction_id, None
    suspension.lifted_at, suspension.lifted_by_id = at, by.id if by else None
    session.flush()
    session.execute(delete(Restriction).where(Restriction.id == restriction_id))
    _tell(suspension, _("Vous pouvez de nouveau participer"), "suspension_lifted", at=at)
    return True


# --- appeals --------------------------------------------------------------------------


def contest_suspension(suspension: Suspension, text: str, *, at: datetime) -> None:
    """Contest a warning or a suspension. Raises `Invalid` without a reason, and `Conflict` the second time."""
    if not text.strip():
        raise Invalid(_l("Écrivez pourquoi vous contestez cette décision."), "text")
    locked_suspension(suspension)
    if suspension.appealed_at is not None:
        raise Conflict(ALREADY_CONTESTED)
    suspension.appeal, suspension.appealed_at = text.strip()[:APPEAL_LIMIT], at
    session.flush()
    subject = _("Votre recours est reçu\u00a0: %(degree)s", degree=str(DEGREES[suspension.degree]).lower())
    _tell(suspension, subject, "suspension_appeal_received", at=at)


def answer_suspension(reviewer: User, suspension: Suspension, answer: str, *, reverse: bool, at: datetime) -> None:
    """Confirm or reverse a contested sanction, with reasons; reversed, it ends at once and no longer counts.

    Raises `Invalid` without reasons, and `Conflict` when nothing waits for an answer.
    """
    if not answer.strip():
        raise Invalid(_l("Écrivez les raisons de votre réponse : elles seront envoyées à l’auteur."), "answer")
    locked_suspension(suspension)
    if suspension.appealed_at is None or suspension.answered_at is not None:
        raise Conflict(_l("Passez au recours suivant : celui-ci n’attend pas, ou plus, de réponse."))
    suspension.answered_by_id, suspension.answered_at = reviewer.id, at
    suspension.reversed, suspension.answer = reverse, answer.strip()[:APPEAL_LIMIT]
    session.flush()
    if reverse:
        lift_suspension(suspension, reviewer, at=at)
    _tell(suspension, _answered(suspension), "suspension_answered", at=at)


def _subject(suspension: Suspension) -> str:
    named = yours(suspension.contribution)
    if suspension.until is None:
        return _("%(yours)s vous vaut un avertissement", yours=named)
    return _("%(yours)s vous vaut une suspension jusqu’au %(day)s", yours=named, day=full_date(suspension.until))


def _answered(suspension: Suspension) -> str:
    degree = str(DEGREES[suspension.degree]).lower()
    if suspension.reversed:
        return _("Votre recours est accepté\u00a0: %(degree)s", degree=degree)
    return _("Votre recours est rejeté\u00a0: %(degree)s", degree=degree)


def _tell(suspension: Suspension, subject: str, template: str, *, at: datetime) -> None:
    person = session.get_one(User, suspension.user_id)
    if person.email:
        url = external_url("moderation_suspensions.show", suspension_id=suspension.id)
        name = f"moderation/mail/{template}"
        rule, passages = cited(suspension), passages_quoted(suspension.fact)
        mail.write(
            person.email,
            subject,
            name,
            at=at,
            suspension=suspension,
            suspension_url=url,
            rule=rule,
            passages=passages,
        )
