"""Tell, on « Mes contributions », which opinions rest on a text, what was answered, and what was done."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time

from flask import url_for
from flask_babel import gettext as _

from consult.kit import clock
from contributions.journeys import JourneyStep
from contributions.models import Contribution
from council.models import Commitment, Opinion, Progress
from council.queries.answers import Came, came_of
from council.queries.opinions import opinions_citing
from council.wording.answers import VERDICTS


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


def tell_answers(contributions: Sequence[Contribution]) -> Mapping[int, Sequence[JourneyStep]]:
    """Return what the region answered to the recommendations that rest on these texts, and what it has done."""
    found = came_of([one.id for one in contributions])
    return {
        contribution_id: [step for one in came for step in (_answered(one), *_done(one))]
        for contribution_id, came in found.items()
    }


def _answered(came: Came) -> JourneyStep:
    verdict = VERDICTS[came.reply.verdict] if came.reply.verdict else ""
    return JourneyStep(
        label=_("La Région a répondu"),
        day=came.reply.response.published_at,
        text=_(
            "Recommandation %(number)s, qui cite votre texte : %(verdict)s.",
            number=came.recommendation.position,
            verdict=str(verdict).lower(),
        ),
        url=url_for(
            "answers.show", opinion_id=came.opinion_id, _anchor=f"recommandation-{came.recommendation.position}"
        ),
        url_label=_("Lire la réponse"),
    )


def _done(came: Came) -> Sequence[JourneyStep]:
    return [_commitment(one) for one in came.reply.commitments]


def _commitment(one: Commitment) -> JourneyStep:
    done = one.progress is Progress.DONE
    return JourneyStep(
        label=_("C’est fait") if done else _("La Région s’est engagée"),
        state="done" if done else "current",
        day=clock.from_local(datetime.combine(one.done_on, time(12))) if one.done_on else None,
        text=one.title,
        url=url_for("commitments.show", commitment_id=one.id),
        url_label=_("Suivre cet engagement"),
    )
