"""What everyone reads of the region's answer: each recommendation, what it is answered, what follows."""

from flask import Blueprint, Response, render_template

from consult.kit import clock
from consult.kit.permissions import requires
from council.asked.answers import AnswerAsked, response_at
from council.documents.answer import answer_document
from council.documents.writing import file_answer
from council.queries.answers import state_of
from council.rules.answers import AnswerPermission
from council.wording.answers import STATES, TONES, VERDICT_TONES, VERDICTS

blueprint = Blueprint("answers", __name__)


@blueprint.get("/avis/<int:opinion_id>/reponse")
@requires(AnswerPermission.SEE_ANSWER, on=response_at)
def show(asked: AnswerAsked) -> str:
    """Show the answer, recommendation by recommendation."""
    today, replies = clock.local(clock.now()).date(), asked.response.replies
    states = {one.id: state_of(one, today) for reply in replies for one in reply.commitments}
    return render_template(
        "council/answers/show.html",
        response=asked.response,
        opinion=asked.response.opinion,
        states=states,
        labels=STATES,
        tones=TONES,
        verdicts=VERDICTS,
        verdict_tones=VERDICT_TONES,
    )


@blueprint.get("/avis/<int:opinion_id>/reponse.<extension>")
@requires(AnswerPermission.SEE_ANSWER, on=response_at)
def file(asked: AnswerAsked) -> Response:
    """Give the answer as PDF or ODT."""
    response = asked.response
    name = f"reponse-a-l-avis-{response.opinion.number}"
    return file_answer(answer_document(response), asked.extension, name, response.published_at)
