"""Tell, on « Mes contributions », what was decided of each text and why."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from flask import url_for
from flask_babel import gettext as _

from contributions.journeys import JourneyStep
from contributions.models import Contribution
from moderation.charter import cited
from moderation.models import Decision, Verdict
from moderation.queries.decisions import decisions_on
from moderation.wording import DECIDED


def tell_decisions(contributions: Sequence[Contribution]) -> Mapping[int, Sequence[JourneyStep]]:
    """Return the decisions taken on these texts, as steps of their life, with the way to their reasons."""
    steps: dict[int, list[JourneyStep]] = defaultdict(list)
    for decision in decisions_on([one.id for one in contributions]):
        if decision.verdict is not Verdict.KEEP:
            steps[decision.contribution_id].append(_step(decision))
    return steps


def _step(decision: Decision) -> JourneyStep:
    rule = cited(decision)
    title = _("Règle %(number)s : %(title)s.", number=rule.number, title=rule.title) if rule else ""
    contestable = decision.appeal_until is not None
    return JourneyStep(
        label=_("Modération : %(decided)s", decided=str(DECIDED[decision.verdict]).lower()),
        day=decision.decided_at,
        text=" ".join(part for part in (title, decision.explanation) if part),
        url=url_for("moderation.decision", decision_id=decision.id),
        url_label=_("Lire les motifs et savoir comment les contester") if contestable else _("Lire la décision"),
    )
