"""Flag and decide as people would, with honest French defaults."""

from consult.accounts.models import AnyActor, User
from contributions.models import Contribution
from moderation.models import Decision, Degree, Flag, Suspension, Verdict
from moderation.operations.decisions import Ruling, decide
from moderation.operations.flags import Flagging, flag_text
from moderation.operations.suspensions import Sanction, suspend
from moderation.queries.decisions import decision_in_force
from tests.factories import NOW

INSULT, ADVERTISING, OFF_TOPIC = 1, 6, 7


def flag(flagger: AnyActor, text: Contribution, rule: int = INSULT, **values: object) -> Flag:
    """Flag a text, in the open unit of work."""
    at = values.pop("at", NOW)
    return flag_text(flagger, text, Flagging(rule, **values), at=at)


def rule_on(text: Contribution, verdict: Verdict, rule: int | None = OFF_TOPIC, **values: object) -> Ruling:
    """Return what a moderator who has just read the text would send."""
    last = decision_in_force(text.id)
    values.setdefault("version", text.version)
    return Ruling(verdict, last_decision=last.id if last else 0, rule_number=rule, **values)


def decide_on(moderator: User, text: Contribution, verdict: Verdict, rule: int | None = OFF_TOPIC) -> Decision:
    """Decide of a text, in the open unit of work."""
    return decide(moderator, text, rule_on(text, verdict, rule), at=NOW)


def sanction(
    moderator: User, text: Contribution, degree: Degree = Degree.WEEK, rule: int = INSULT, **values: object
) -> Suspension:
    """Warn or suspend the author of a text, in the open unit of work."""
    at = values.pop("at", NOW)
    return suspend(moderator, text, Sanction(degree, rule, **values), at=at)
