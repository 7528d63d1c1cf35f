"""Tell, on « Mes contributions », where a text stands in the synthesis."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from flask import url_for
from flask_babel import gettext as _

from consult.kit import clock
from contributions.journeys import JourneyStep
from contributions.models import Contribution
from synthesis.models import Contest, Placement, Synthesis
from synthesis.queries.contests import told_about
from synthesis.wording import CONTEST_ANSWERS, CONTEST_KINDS, where_placed


def tell_places(contributions: Sequence[Contribution]) -> Mapping[int, Sequence[JourneyStep]]:
    """Return the place of these texts in published syntheses, and whether they are quoted."""
    steps: dict[int, list[JourneyStep]] = defaultdict(list)
    references = {one.id: one.reference for one in contributions}
    at = clock.now()
    for placement, synthesis, contest in told_about(list(references), at):
        told = steps[placement.contribution_id]
        if synthesis.is_provisional(at):
            told.append(_provisional(placement, synthesis))
        if contest is not None:
            told.append(_contested(contest))
        if synthesis.is_public:
            told.append(_step(placement, synthesis, references[placement.contribution_id]))
    return steps


def _provisional(placement: Placement, synthesis: Synthesis) -> JourneyStep:
    doubt = _("Dites si ce n’est pas sa place.")
    anchor = f"texte-{placement.contribution_id}"
    return JourneyStep(
        label=_("Dans la synthèse provisoire"),
        state="current",
        day=synthesis.provisional_from,
        text=f"{where_placed(placement)} {doubt}",
        url=url_for("synthesis_contests.own", synthesis_id=synthesis.id, _anchor=anchor),
        url_label=_("Dire ce qui ne va pas"),
    )


def _contested(contest: Contest) -> JourneyStep:
    said = CONTEST_KINDS[contest.kind]
    if contest.answer is None:
        return JourneyStep(_("Votre message au secrétariat"), "current", contest.at, str(said))
    answer = f"{CONTEST_ANSWERS[contest.answer]}. {contest.explanation}"
    return JourneyStep(_("Réponse du secrétariat"), day=contest.answered_at, text=answer)


def _step(placement: Placement, synthesis: Synthesis, reference: str) -> JourneyStep:
    quoted = _("Citée mot pour mot.") if placement.is_quoted else ""
    return JourneyStep(
        label=_("Dans la synthèse"),
        day=synthesis.published_at,
        text=f"{where_placed(placement)} {quoted}".strip(),
        url=url_for(
            "synthesis.part", synthesis_id=synthesis.id, section_id=placement.section_id, _anchor=reference
        ),
        url_label=_("Voir sa place dans la synthèse"),
    )
