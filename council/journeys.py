"""Tell, on « Mes contributions », which opinions rest on a text, what was answered, and what was done."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time
from itertools import chain

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from consult.kit import clock
from contributions.journeys import JourneyStep
from contributions.models import Contribution
from council.chain_of_answers import measured
from council.models import Commitment, Progress
from council.queries.chain import Cited, cited_in
from council.queries.outcomes import Came, came_of
from council.queries.programme import measures_resting_on
from council.wording.answers import VERDICTS

Citing = Mapping[int, Sequence[Cited]]
Steps = Mapping[int, Sequence[JourneyStep]]


def tell_what_followed(contributions: Sequence[Contribution]) -> Steps:
    """Return what came of these texts: the opinions that cite them, the answers, the measures that follow.

    A page none of whose texts is cited costs one statement, and most pages are such.
    """
    cited = cited_in([one.id for one in contributions])
    if not cited:
        return {}
    answers, measures = _answers(cited), _measures(cited)
    return {
        key: [*map(_step, opinions), *answers.get(key, ()), *measures.get(key, ())]
        for key, opinions in cited.items()
    }


def _step(cited: Cited) -> JourneyStep:
    opinion, numbers = cited.opinion, [str(one.position) for one in cited.recommendations]
    text = ngettext(
        "L’avis n° %(number)s cite une phrase qui repose sur votre texte, pour sa recommandation %(all)s.",
        "L’avis n° %(number)s cite des phrases qui reposent sur votre texte, pour ses recommandations %(all)s.",
        len(numbers),
        number=opinion.number,
        all=", ".join(numbers),
    )
    whole = _("L’avis n° %(number)s cite une phrase qui repose sur votre texte.", number=opinion.number)
    return JourneyStep(
        label=_("Dans un avis du conseil"),
        day=opinion.published_at,
        text=text if numbers else whole,
        url=url_for("councils.opinion", opinion_id=opinion.id),
        url_label=_("Lire l’avis : %(title)s", title=opinion.title),
    )


def _answers(cited: Citing) -> Steps:
    """Return what the region answered to the recommendations that rest on these texts, and what it has done."""
    return {
        contribution_id: [step for one in came for step in (_answered(one), *_done(one))]
        for contribution_id, came in came_of(list(cited)).items()
    }


def _answered(came: Came) -> JourneyStep:
    verdict = VERDICTS[came.reply.verdict] if came.reply.verdict else ""
    return JourneyStep(
        label=_("La Région a répondu"),
        day=came.reply.published_at,
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


def _measures(cited: Citing) -> Steps:
    """Return the measures of schemes that follow recommendations resting on these texts."""
    backed = {key: _backed(found) for key, found in cited.items()}
    decided = measures_resting_on(list(chain.from_iterable(backed.values())))
    return {
        key: list(measured(list(chain.from_iterable(decided.get(one, ()) for one in numbers))))
        for key, numbers in backed.items()
    }


def _backed(found: Sequence[Cited]) -> list[int]:
    return [one.id for each in found for one in each.recommendations]
