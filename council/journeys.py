"""Tell, on « Mes contributions », which opinions rest on a text, what was answered, and what was done."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time
from itertools import chain

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from consult.consultations.models import ResultKind
from consult.kit import clock
from contributions.journeys import JourneyStep
from contributions.models import Contribution
from council.chain_of_answers import measured
from council.models import Commitment, OfficialResponse, Opinion, Progress
from council.queries.chain import Cited, Opined, cited_in, opined_on
from council.queries.outcomes import Came, came_of
from council.queries.programme import measures_resting_on
from council.wording.answers import VERDICTS

Citing = Mapping[int, Sequence[Cited]]
Steps = Mapping[int, Sequence[JourneyStep]]


def tell_what_followed(contributions: Sequence[Contribution]) -> Steps:
    """Return what came of these texts: the opinions, whether they cite them, the answers, the measures.

    A page none of whose consultations has an opinion costs one statement, and most pages are such.
    """
    cited = cited_in([one.id for one in contributions])
    opined = opined_on(_opined_consultations(contributions))
    answers, measures = (_answers(cited), _measures(cited)) if cited else ({}, {})
    told = {
        one.id: [
            *map(_step, cited.get(one.id, ())),
            *_unsaid(cited.get(one.id, ()), opined.get(one.consultation_id, ())),
            *answers.get(one.id, ()),
            *_answered_whole(cited.get(one.id, ()), opined.get(one.consultation_id, ())),
            *measures.get(one.id, ()),
        ]
        for one in contributions
    }
    return {key: steps for key, steps in told.items() if steps}


def _opined_consultations(contributions: Sequence[Contribution]) -> set[int]:
    """Return the consultations of these public texts on which an opinion was given, as their results say."""
    public = {one.consultation_id: one.consultation for one in contributions if one.is_public}
    return {key for key, one in public.items() if any(result.kind is ResultKind.OPINION for result in one.results)}


def _unsaid(cited: Sequence[Cited], opined: Sequence[Opined]) -> Sequence[JourneyStep]:
    """Tell the opinions that do not cite a text."""
    citing = {one.opinion.id for one in cited}
    return [_silent(one.opinion) for one in opined if one.opinion.id not in citing]


def _silent(opinion: Opinion) -> JourneyStep:
    return JourneyStep(
        label=_("Le conseil a rendu son avis"),
        day=opinion.published_at,
        text=_("L’avis n° %(number)s ne cite pas votre texte.", number=opinion.number),
        url=url_for("councils.opinion", opinion_id=opinion.id),
        url_label=_("Lire l’avis : %(title)s", title=opinion.title),
    )


def _answered_whole(cited: Sequence[Cited], opined: Sequence[Opined]) -> Sequence[JourneyStep]:
    """Tell the answers to the opinions none of whose recommendations cites a text."""
    backing = {one.opinion.id for one in cited if one.recommendations}
    return [_answer(one.opinion, one.answer) for one in opined if one.answer and one.opinion.id not in backing]


def _answer(opinion: Opinion, response: OfficialResponse) -> JourneyStep:
    return JourneyStep(
        label=_("La Région a répondu"),
        day=response.published_at,
        text=_("Elle répond à l’avis n° %(number)s, recommandation par recommandation.", number=opinion.number),
        url=url_for("answers.show", opinion_id=opinion.id),
        url_label=_("Lire la réponse"),
    )


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
