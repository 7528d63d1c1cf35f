"""Take at once from sight what endangers a life or is plainly illegal, and keep its words for the authorities."""

import hashlib
from datetime import datetime

from flask_babel import lazy_gettext as _l

from consult.accounts.models import User
from consult.kit.db import session
from consult.kit.errors import Invalid
from contributions.models import Contribution, Proposal
from moderation.charter import Rule, RulesInForce
from moderation.models import LAW, Evidence, FlagReason, Verdict
from moderation.operations.decisions import Ruling, decide
from moderation.queries.charters import rules_in_force
from moderation.queries.decisions import decision_in_force, must_pass_on

ALERT_LIMIT = 1_000
REASON_NEEDED = _l(
    "Écrivez pourquoi il y a urgence\u00a0: ce que vous aviez décidé de ce texte a été annulé. "
    "Une autre personne peut l’ôter de la vue tout de suite."
)


def take_away_at_once(
    moderator: User, text: Contribution, *, version: int, at: datetime, why: str = ""
) -> Evidence:
    """Take a text from sight in one gesture and keep its words as evidence; its author is told, and may appeal.

    Raises `Conflict` when the text changed since it was read, or is already out of sight, and `Invalid` without
    a written reason from who already decided against this version and was put right by others.
    """
    if not why.strip() and must_pass_on(moderator, text):
        raise Invalid(REASON_NEEDED, "why")
    last = decision_in_force(text.id)
    title, source = text.title if isinstance(text, Proposal) else "", text.source
    rule = _gravest(rules_in_force(text.consultation_id))
    number = rule.number if rule else None
    ruling = Ruling(Verdict.REMOVE, version, last.id if last else 0, number, explanation=why.strip(), urgent=True)
    decision = decide(moderator, text, ruling, at=at)
    kept = Evidence(
        contribution_id=text.id,
        consultation_id=text.consultation_id,
        decision_id=decision.id,
        author_id=text.author_id,
        version=version,
        title=title or "",
        source=source,
        digest=hashlib.sha256(f"{title}\n{source}".encode()).hexdigest(),
        kept_by_id=moderator.id,
        kept_at=at,
    )
    session.add(kept)
    session.flush()
    return kept


def note_alert(moderator: User, evidence: Evidence, whom: str, *, at: datetime) -> None:
    """Note who was alerted and when; what was noted stays. Raises `Invalid` when nobody is named."""
    if not whom.strip():
        raise Invalid(_l("Écrivez qui vous avez alerté, et le numéro du signalement s’il y en a un."))
    line = f"{at:%Y-%m-%d %H:%M} UTC, {moderator.display_name}\u00a0: {whom.strip()[:ALERT_LIMIT]}"
    evidence.alerts = f"{evidence.alerts}\n{line}".strip()
    session.flush()


def _gravest(rules: RulesInForce) -> Rule | None:
    """Return the rule against threats, or the first one that rests on the law."""
    lawful = [rule for rule in rules.rules if rule.reason in LAW]
    threats = [rule for rule in lawful if rule.reason is FlagReason.THREAT]
    return next(iter([*threats, *lawful]), None)
