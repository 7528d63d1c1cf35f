"""Decide of a text: check that it is the one that was read, change its status, give the reasons, tell everyone."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from consult.accounts.models import User
from consult.kit import clock, jobs, mail
from consult.kit.addresses import external_url
from consult.kit.db import session
from consult.kit.errors import Conflict, Invalid, Sentence
from contributions.models import Contribution, Status
from contributions.status import change_status, tell_changed
from moderation.charter import Rule, RulesInForce
from moderation.masking import passages
from moderation.models import Decision, FlagReason, Verdict
from moderation.operations.flags import settle_flags
from moderation.operations.masking import give_back, mask_words
from moderation.operations.mergings import merge, separate
from moderation.operations.readings import put_back
from moderation.operations.signals import settle_signals
from moderation.queries.charters import rules_in_force
from moderation.queries.decisions import decision_in_force, must_pass_on, overturned
from moderation.queries.flags import attention, waiting_since
from moderation.statement import statement_of_reasons
from moderation.verdicts import AGAINST_THE_AUTHOR, THROUGH, effect
from moderation.wording import became

OUTCOME: Final = "moderation.outcome"
"""The job that tells flaggers what was decided; `{"decision": id}`."""

APPEAL_MONTHS: Final = 6
EXPLANATION_LIMIT: Final = 2_000
FACT_LIMIT: Final = 1_000
OVERTURNED: Final = _l(
    "Choisissez une autre règle, ou laissez ce texte en ligne : une décision prise selon cette règle a été "
    "annulée sur recours. Cela vaut pour tous tant que son auteur ne le modifie pas."
)
PASS_ON: Final = _l(
    "Passez ce cas à une autre personne : ce que vous aviez décidé de ce texte a été annulé, et elle seule peut "
    "l’écarter de nouveau. S’il y a urgence, ôtez-le de la vue en écrivant pourquoi."
)


@dataclass(frozen=True)
class Ruling:
    """What a moderator decided after reading `version` of a text, when `last_decision` was the latest on it.

    `moved`: the proposal passed to another theme in the same gesture; its author is told. `urgent`: a life
    may be in danger, so that what an appeal judged of this version does not stand in the way.
    """

    verdict: Verdict
    version: int
    last_decision: int = 0
    rule_number: int | None = None
    explanation: str = ""
    fact: str = ""
    masked: str = ""
    kept_id: int | None = None
    also: tuple[FlagReason, ...] = ()
    moved: bool = False
    urgent: bool = False


def decide(
    moderator: User, contribution: Contribution, ruling: Ruling, *, at: datetime, on_appeal: bool = False
) -> Decision:
    """Take a decision and return its row; its author is told why, its flaggers what came of it.

    An answer to an appeal tells the author itself.

    Raises `Conflict` when the text, its status or its decisions changed since they were read, and
    `Invalid` for a decision against the author without a rule of this consultation's charter, or on what an
    appeal already judged of this version, or from who was put right about it.
    """
    lock(contribution)
    last = decision_in_force(contribution.id)
    to = _checked(moderator, contribution, ruling, last)
    charter = rules_in_force(contribution.consultation_id)
    rule = _rule(moderator, charter, contribution, ruling)
    decision = _row(moderator, contribution, ruling, to, at=at)
    cite(decision, charter, rule)
    if last is not None:
        last.in_force = False
    decision.on_appeal = on_appeal
    session.add(decision)
    _change_words(decision, contribution, ruling)
    if ruling.verdict is Verdict.MERGE:
        merge(contribution, ruling.kept_id, moderator, at=at)
    elif decision.from_status is Status.MERGED:
        separate(contribution, at=at)
    _pass_to(to, decision, contribution, moderator)
    note_attention(decision, contribution)
    settle_signals(contribution, at=at)
    session.flush()
    settle_flags(contribution, decision, at=at)
    put_back(contribution)
    if not on_appeal:
        tell_author(decision, contribution, moved=ruling.moved, at=at)
    jobs.enqueue(OUTCOME, {"decision": decision.id}, at=at)
    return decision


def _change_words(decision: Decision, contribution: Contribution, ruling: Ruling) -> None:
    """Mask the words that were chosen, or give back those that had been; search and files then read them again."""
    if ruling.verdict is Verdict.MASK:
        words = passages(ruling.masked)
        mask_words(contribution, words)
        decision.fact = decision.fact or "\n".join(words)[:FACT_LIMIT]
    elif decision.from_status is not Status.PUBLISHED or ruling.verdict is not Verdict.RESTORE:
        return
    elif not give_back(contribution):
        raise Conflict(_l("Rechargez la page : ce texte a changé d’état, cette décision n’est plus possible."))
    tell_changed(contribution, at=decision.decided_at)


def _pass_to(to: Status, decision: Decision, contribution: Contribution, moderator: User) -> None:
    """Change the status where the decision does, and tie the row that says so to the decision."""
    if to is contribution.status:
        return
    why = f"{decision.verdict} {decision.rule_number or ''}".strip()
    steps = (THROUGH.get((contribution.status, to)), to)
    for step in filter(None, steps):
        change = change_status(contribution, step, moderator, at=decision.decided_at, reason=why)
        decision.status_change_id = change.id


def lock(contribution: Contribution) -> None:
    """Make two moderators wait for each other, and read the text again once it is ours."""
    statement = select(Contribution.id).where(Contribution.id == contribution.id).with_for_update()
    session.execute(statement)
    session.refresh(contribution, ["status", "version"])


def _checked(moderator: User, contribution: Contribution, ruling: Ruling, last: Decision | None) -> Status:
    if contribution.status is Status.WITHDRAWN:
        raise Conflict(_l("Passez au cas suivant : son auteur a retiré ce texte entre-temps."))
    if ruling.version != contribution.version:
        raise Conflict(_l("Relisez ce texte : son auteur l’a modifié depuis que vous l’avez ouvert."))
    if last is not None and last.id != ruling.last_decision:
        raise Conflict(_decided_before(moderator, last))
    to = effect(ruling.verdict, contribution.status)
    if contribution.status is to is Status.HIDDEN and not (last and last.is_automatic):
        to = None
    if to is None:
        raise Conflict(_l("Rechargez la page : ce texte a changé d’état, cette décision n’est plus possible."))
    return to


def _decided_before(moderator: User, last: Decision) -> Sentence:
    """Say who decided since the text was read: oneself from another window, nobody, or someone else."""
    if last.decided_by_id == moderator.id:
        return _l("Passez au cas suivant : vous avez déjà décidé de ce texte.")
    if last.is_automatic:
        return _l("Relisez ce texte : une mesure automatique vient de s’y appliquer.")
    return _l("Passez au cas suivant : une autre personne vient de décider de ce texte.")


def _rule(moderator: User, charter: RulesInForce, contribution: Contribution, ruling: Ruling) -> Rule | None:
    if ruling.verdict not in AGAINST_THE_AUTHOR:
        return None
    rule = charter.rule(ruling.rule_number) if ruling.rule_number is not None else None
    if rule is None:
        raise Invalid(_l("Choisissez la règle de la charte sur laquelle repose cette décision."), "rule")
    if not ruling.urgent:
        _check_appeals(moderator, contribution, rule)
    return rule


def _check_appeals(moderator: User, contribution: Contribution, rule: Rule) -> None:
    """Let stand what an appeal judged, and leave to others a text on which this person was put right."""
    if must_pass_on(moderator, contribution):
        raise Invalid(PASS_ON, "rule")
    if overturned(contribution, rule.reason):
        raise Invalid(OVERTURNED, "rule")


def _row(moderator: User, contribution: Contribution, ruling: Ruling, to: Status, *, at: datetime) -> Decision:
    return Decision(
        contribution_id=contribution.id,
        consultation_id=contribution.consultation_id,
        kind=contribution.kind,
        version=contribution.version,
        verdict=ruling.verdict,
        from_status=contribution.status,
        to_status=to,
        fact=ruling.fact[:FACT_LIMIT] if ruling.verdict in AGAINST_THE_AUTHOR else "",
        explanation=ruling.explanation[:EXPLANATION_LIMIT],
        also_seen=sorted(set(ruling.also)),
        decided_by_id=moderator.id,
        decided_at=at,
        waiting_since=waiting_since(contribution) or at,
        appeal_until=last_instant_to_appeal(at) if ruling.verdict in AGAINST_THE_AUTHOR else None,
    )


def cite(decision: Decision, charter: RulesInForce, rule: Rule | None) -> None:
    """Say on which rule a decision rests, and of which charter."""
    if rule is None:
        return
    decision.reason, decision.rule_number, decision.charter_version = rule.reason, rule.number, charter.version
    decision.rule_id = getattr(rule, "id", None)
    if not decision.explanation:
        decision.explanation = str(rule.statement)


def note_attention(decision: Decision, contribution: Contribution) -> None:
    """Keep on a decision whether flags or detectors drew the eye to the text."""
    flagged, detected = attention(contribution)
    decision.flagged, decision.detected_automatically = bool(flagged), bool(detected)


def last_instant_to_appeal(at: datetime) -> datetime:
    """Return the last instant of the day, six months later, on which one may appeal."""
    day = clock.local(at)
    month = day.month + APPEAL_MONTHS
    year, month = day.year + (month - 1) // 12, (month - 1) % 12 + 1
    last = min(day.day, monthrange(year, month)[1])
    end = day.replace(year=year, month=month, day=last, hour=23, minute=59, second=59, microsecond=0)
    return clock.from_local(end.replace(tzinfo=None))


# --- telling --------------------------------------------------------------------------


def tell_author(decision: Decision, contribution: Contribution, *, at: datetime, moved: bool = False) -> None:
    """Send the statement of reasons to the author; a decision to leave a text as it stands is no news."""
    author = contribution.author
    if author is None or not author.email or (decision.verdict is Verdict.KEEP and not moved):
        return
    mail.write(
        author.email,
        became(decision.verdict, contribution),
        "moderation/mail/statement",
        at=at,
        statement=statement_of_reasons(decision),
        contribution=contribution,
        moved=moved,
        decision_url=external_url("moderation.decision", decision_id=decision.id),
    )
