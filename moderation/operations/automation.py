"""Do what an organiser lets happen without a person, and only that: hold a text, hide one. A person then reads.

Both leave a decision that nobody signs, told to the author with its reasons; a moderator confirms or lifts it.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from consult.accounts.models import User
from consult.consultations.models import Consultation
from consult.kit import jobs, mail
from consult.kit.db import session
from consult.kit.errors import Invalid
from contributions.models import Contribution, Status, StatusChange
from contributions.status import change_status
from moderation.charter import Rule
from moderation.detectors.all import detect
from moderation.detectors.finding import Examined
from moderation.examined import as_read, examined_text
from moderation.models import Automation, Decision, Signal, Verdict
from moderation.models.automation import FEWEST_FLAGS, HOLDING
from moderation.operations.decisions import FACT_LIMIT, cite, lock, note_attention, tell_author
from moderation.queries.automation import automation_of, last_passage, lawful_flags
from moderation.queries.charters import rules_in_force
from moderation.queries.decisions import decision_in_force
from moderation.queries.flags import flags_of
from moderation.wording import SEEN

TELL: Final = "moderation.tell_hidden"
"""The job that tells those who flagged a text that it is hidden meanwhile; `{"contribution": id}`."""

MOST_FLAGS: Final = 100
PEOPLE_EXPECTED: Final = _l("Écrivez un nombre entre 3 et 100, ou rien.")


def choose_automation(
    by: User, consultation: Consultation, held: Sequence[str], hide_at: int | None, *, at: datetime
) -> Automation:
    """Choose what is done before a moderator reads; nothing chosen, nothing is done.

    Raises `Invalid` for a detector that may not hold a text, and for a threshold that a few could reach.
    """
    _refuse_others(held, hide_at)
    chosen = automation_of(consultation.id) or Automation(consultation_id=consultation.id)
    chosen.held = [name for name in HOLDING if name in held]
    chosen.hide_at, chosen.chosen_by_id, chosen.chosen_at = hide_at, by.id, at
    session.add(chosen)
    session.flush()
    return chosen


def _refuse_others(held: Sequence[str], hide_at: int | None) -> None:
    if not set(held) <= set(HOLDING):
        raise Invalid(_l("Choisissez parmi les indices proposés."), "held")
    if hide_at is not None and not FEWEST_FLAGS <= hide_at <= MOST_FLAGS:
        raise Invalid(PEOPLE_EXPECTED, "hide_at")


def holds(consultation: Consultation, title: str, source: str) -> bool:
    """Say whether these words wait for a person in this consultation; asked when a text is sent or changed."""
    seen = {one.detector for one in detect(Examined(as_read(title, source)))} & set(HOLDING)
    if not seen or consultation.imported:
        return False
    chosen = automation_of(consultation.id)
    return chosen is not None and not seen.isdisjoint(chosen.held)


def say_why_held(contribution: Contribution, signals: Sequence[Signal], *, at: datetime) -> Decision | None:
    """Write the decision that keeps a text waiting, once the detectors have read it; None when nothing does."""
    if contribution.status is not Status.PENDING or contribution.consultation.pre_moderated:
        return None
    last, chosen = decision_in_force(contribution.id), automation_of(contribution.consultation_id)
    known = last is not None and last.to_status in {Status.PENDING, Status.REVISION_REQUESTED}
    seen = [one for one in signals if chosen and one.detector in chosen.held]
    if known or not seen:
        return None
    rules = rules_in_force(contribution.consultation_id).rules
    rule = next((one for one in rules if one.reason is seen[0].reason), None)
    text = examined_text(contribution)
    fact = "\n".join(text[start:end] for start, end in seen[0].spans)
    decision = _row(contribution, Verdict.HOLD, last_passage(contribution), at=at)
    decision.explanation = _(
        "Un contrôle automatique y a vu : %(seen)s.", seen=str(SEEN[seen[0].detector]).lower()
    )
    decision.fact = fact[:FACT_LIMIT]
    return _written(decision, contribution, rule, last, at=at)


def hide_if_flagged_enough(contribution: Contribution, *, at: datetime) -> Decision | None:
    """Hide a text that enough people flag for what the law forbids; never one that a person left online.

    Its flags stay open: it waits in the queue, and the flaggers are told what a moderator decides.
    """
    if contribution.status is not Status.PUBLISHED:
        return None
    chosen = automation_of(contribution.consultation_id)
    if chosen is None or chosen.hide_at is None:
        return None
    lock(contribution)
    flags, last = lawful_flags(contribution), decision_in_force(contribution.id)
    people = sum(count for _number, count in flags)
    was_read = last is not None and last.version == contribution.version
    if people < chosen.hide_at or was_read or contribution.status is not Status.PUBLISHED:
        return None
    change = change_status(contribution, Status.HIDDEN, None, at=at, reason=Verdict.HIDE)
    decision = _row(contribution, Verdict.HIDE, change, at=at)
    decision.explanation = ngettext(
        "%(num)s personne a signalé ce texte.", "%(num)s personnes ont signalé ce texte.", people
    )
    rule = rules_in_force(contribution.consultation_id).rule(flags[0][0])
    jobs.enqueue(TELL, {"contribution": contribution.id}, at=at)
    return _written(decision, contribution, rule, last, at=at)


def tell_hidden(contribution: Contribution, *, at: datetime) -> None:
    """Write to those whose flags hid a text that it waits for a person; nothing when one has decided."""
    for flag in flags_of(contribution):
        recipient = flag.flagger.email if flag.flagger is not None else flag.email
        if flag.settled_at is None and recipient:
            subject = _("Le texte que vous avez signalé n’est plus visible")
            mail.write(recipient, subject, "moderation/mail/flag_hidden", at=at, contribution=contribution)


def _row(contribution: Contribution, verdict: Verdict, passage: StatusChange, *, at: datetime) -> Decision:
    return Decision(
        contribution_id=contribution.id,
        consultation_id=contribution.consultation_id,
        kind=contribution.kind,
        version=contribution.version,
        verdict=verdict,
        from_status=passage.from_status,
        to_status=passage.to_status,
        status_change_id=passage.id,
        decided_at=at,
        waiting_since=at,
    )


def _written(
    decision: Decision, contribution: Contribution, rule: Rule | None, last: Decision | None, *, at: datetime
) -> Decision:
    cite(decision, rules_in_force(contribution.consultation_id), rule)
    note_attention(decision, contribution)
    if last is not None:
        last.in_force = False
    session.add(decision)
    session.flush()
    tell_author(decision, contribution, at=at)
    return decision
