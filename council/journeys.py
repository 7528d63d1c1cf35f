"""Tell, on « Mes contributions », which opinions rest on a text."""

from collections.abc import Mapping, Sequence

from flask import url_for
from flask_babel import gettext as _

from contributions.journeys import JourneyStep
from contributions.models import Contribution
from council.models import Opinion
from council.queries.opinions import opinions_citing


def tell_opinions(contributions: Sequence[Contribution]) -> Mapping[int, Sequence[JourneyStep]]:
    """Return the public opinions that cite a sentence of the synthesis resting on these texts."""
    cited = opinions_citing(one.id for one in contributions)
    return {contribution_id: [_step(one) for one in opinions] for contribution_id, opinions in cited.items()}


def _step(opinion: Opinion) -> JourneyStep:
    return JourneyStep(
        label=_("Dans un avis du conseil"),
        day=opinion.published_at,
        text=_("L’avis n° %(number)s cite une phrase qui repose sur votre texte.", number=opinion.number),
        url=url_for("councils.opinion", opinion_id=opinion.id),
        url_label=_("Lire l’avis : %(title)s", title=opinion.title),
    )
