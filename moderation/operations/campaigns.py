"""Count near copies together, and decide of those that wait in one gesture, each with its own statement."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Final

from flask_babel import lazy_gettext as _l

from consult.accounts.models import User
from consult.kit import jobs
from consult.kit.db import session
from consult.kit.errors import Conflict, Invalid
from contributions.models import Contribution
from moderation.models import Verdict
from moderation.operations.decisions import Ruling, decide
from moderation.queries.campaigns import Campaign, waiting_copies
from moderation.queries.charters import rules_in_force
from moderation.queries.decisions import decision_in_force
from moderation.verdicts import AGAINST_THE_AUTHOR

DECIDE: Final = "moderation.decide_copy"
"""The job that takes one decision of a campaign; its payload is a `CopyRuling`."""

OFFERED = (Verdict.PUBLISH, Verdict.REQUEST_REVISION, Verdict.REFUSE)


@dataclass(frozen=True)
class CopyRuling:
    """What was decided of one text of a campaign, in the version that was shown."""

    text: int
    version: int
    moderator: int
    verdict: str
    rule: int | None
    explanation: str


@dataclass(frozen=True)
class BulkRuling:
    """What is decided of a campaign, up to the last text that was shown."""

    verdict: Verdict
    up_to: int
    rule_number: int | None = None
    explanation: str = ""


def decide_campaign(moderator: User, campaign: Campaign, ruling: BulkRuling, *, at: datetime) -> int:
    """Ask the worker to decide of each text that was shown, and return how many; one's own are left to others.

    Raises `Invalid` for a decision against authors without a rule, and `Conflict` when nothing waits any more.
    """
    if ruling.verdict not in OFFERED:
        raise Invalid(_l("Choisissez une des décisions proposées."), "verdict")
    rules = rules_in_force(campaign.consultation_id)
    if ruling.verdict in AGAINST_THE_AUTHOR and rules.rule(ruling.rule_number or 0) is None:
        raise Invalid(_l("Choisissez la règle de la charte sur laquelle repose cette décision."), "rule")
    texts = [
        one
        for one in waiting_copies(campaign.leader.id, ruling.up_to)
        if moderator.id not in {one.author_id, one.entered_by_id}
    ]
    if not texts:
        raise Conflict(_l("Rechargez la page\u00a0: plus aucun de ces textes n’attend."))
    rulings = [
        CopyRuling(one.id, one.version, moderator.id, ruling.verdict.value, ruling.rule_number, ruling.explanation)
        for one in texts
    ]
    jobs.enqueue_all([jobs.Request(DECIDE, asdict(one), at) for one in rulings])
    return len(rulings)


def decide_copy(ruling: CopyRuling, *, at: datetime) -> bool:
    """Take one decision of a campaign; what changed since it was shown goes back to the queue, undecided."""
    text, moderator = session.get(Contribution, ruling.text), session.get_one(User, ruling.moderator)
    if text is None:
        return False
    last = decision_in_force(text.id)
    verdict = Verdict(ruling.verdict)
    wanted = Ruling(verdict, ruling.version, last.id if last else 0, ruling.rule, ruling.explanation)
    try:
        decide(moderator, text, wanted, at=at)
    except (Conflict, Invalid):
        return False
    return True
