"""Count near copies together, and decide of those that wait in one gesture, each with its own statement."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Final

from flask_babel import lazy_gettext as _l

from consult.accounts.models import User
from consult.kit import jobs
from consult.kit.db import session
from consult.kit.errors import Conflict, Invalid
from contributions.models import Contribution
from moderation.masking import passages
from moderation.models import Verdict
from moderation.operations.decisions import Ruling, decide
from moderation.operations.masking import present_words
from moderation.queries.campaigns import Campaign, waiting_copies
from moderation.queries.charters import rules_in_force
from moderation.queries.decisions import decision_in_force
from moderation.queries.signals import alarms_among
from moderation.verdicts import AGAINST_THE_AUTHOR

DECIDE: Final = "moderation.decide_copy"
"""The job that takes one decision of a campaign; its payload is a `CopyRuling`."""

OFFERED = (Verdict.PUBLISH, Verdict.MASK, Verdict.REQUEST_REVISION, Verdict.REFUSE)


@dataclass(frozen=True)
class CopyRuling:
    """What was decided of one text of a campaign, in the version that was shown."""

    text: int
    version: int
    moderator: int
    verdict: str
    rule: int | None
    explanation: str
    masked: str = ""


@dataclass(frozen=True)
class BulkRuling:
    """What is decided of a campaign, up to the last text that was shown; words to mask, a passage a line."""

    verdict: Verdict
    up_to: int
    rule_number: int | None = None
    explanation: str = ""
    masked: str = ""
    knowingly: bool = False


def decide_campaign(moderator: User, campaign: Campaign, ruling: BulkRuling, *, at: datetime) -> int:
    """Ask the worker to decide of each text that was shown, and return how many; one's own are left to others.

    Raises `Invalid` for a decision against authors without a rule, or to publish without knowing what was seen
    in these texts, and `Conflict` when nothing waits any more.
    """
    texts = [
        one
        for one in waiting_copies(campaign.leader.id, ruling.up_to)
        if moderator.id not in {one.author_id, one.entered_by_id}
    ]
    if not texts:
        raise Conflict(_l("Rechargez la page\u00a0: plus aucun de ces textes n’attend."))
    _check(ruling, campaign, texts)
    rule, words = ruling.rule_number, ruling.masked if ruling.verdict is Verdict.MASK else ""
    rulings = [
        CopyRuling(one.id, one.version, moderator.id, ruling.verdict.value, rule, ruling.explanation, words)
        for one in texts
    ]
    jobs.enqueue_all([jobs.Request(DECIDE, asdict(one), at) for one in rulings])
    return len(rulings)


def _check(ruling: BulkRuling, campaign: Campaign, texts: Sequence[Contribution]) -> None:
    if ruling.verdict not in OFFERED:
        raise Invalid(_l("Choisissez une des décisions proposées."), "verdict")
    rules = rules_in_force(campaign.consultation_id)
    if ruling.verdict in AGAINST_THE_AUTHOR and rules.rule(ruling.rule_number or 0) is None:
        raise Invalid(_l("Choisissez la règle de la charte sur laquelle repose cette décision."), "rule")
    if ruling.verdict is Verdict.MASK and not passages(ruling.masked):
        raise Invalid(_l("Écrivez les mots à masquer, un passage par ligne."), "masked")
    if ruling.verdict is Verdict.PUBLISH and not ruling.knowingly and alarms_among([one.id for one in texts]):
        raise Invalid(
            _l("Cochez la case pour publier ces textes tels quels, ou masquez les mots en cause."), "knowingly"
        )


def decide_copy(ruling: CopyRuling, *, at: datetime) -> bool:
    """Take one decision of a campaign; what changed since it was shown goes back to the queue, undecided.

    So does a text that holds none of the words to mask: nobody decided to publish it as it is.
    """
    text, moderator = session.get(Contribution, ruling.text), session.get_one(User, ruling.moderator)
    if text is None:
        return False
    last = decision_in_force(text.id)
    verdict = Verdict(ruling.verdict)
    wanted = Ruling(
        verdict=verdict,
        version=ruling.version,
        last_decision=last.id if last else 0,
        rule_number=ruling.rule,
        explanation=ruling.explanation,
        masked="\n".join(present_words(text, passages(ruling.masked))),
    )
    try:
        decide(moderator, text, wanted, at=at)
    except (Conflict, Invalid):
        return False
    return True
