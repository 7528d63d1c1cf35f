"""Tell, on « Mes contributions », where a text stands in the synthesis."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from flask import url_for
from flask_babel import gettext as _

from contributions.journeys import JourneyStep
from contributions.models import Contribution
from synthesis.models import Placement, Synthesis
from synthesis.queries.syntheses import placements_of


def tell_places(contributions: Sequence[Contribution]) -> Mapping[int, Sequence[JourneyStep]]:
    """Return the place of these texts in published syntheses, and whether they are quoted."""
    steps: dict[int, list[JourneyStep]] = defaultdict(list)
    references = {one.id: one.reference for one in contributions}
    for placement, synthesis in placements_of(list(references)):
        reference = references[placement.contribution_id]
        steps[placement.contribution_id].append(_step(placement, synthesis, reference))
    return steps


def _step(placement: Placement, synthesis: Synthesis, reference: str) -> JourneyStep:
    place = f"{placement.theme}, {placement.place}" if placement.place else placement.theme
    text = _("Citée mot pour mot, sous « %(place)s ».", place=place) if placement.is_quoted else ""
    return JourneyStep(
        label=_("Dans la synthèse"),
        day=synthesis.published_at,
        text=text or _("Placée sous « %(place)s ».", place=place),
        url=url_for(
            "synthesis.part", synthesis_id=synthesis.id, section_id=placement.section_id, _anchor=reference
        ),
        url_label=_("Voir sa place dans la synthèse"),
    )
