"""Answer an opinion as the secretariat does."""

from datetime import date

from council.models import Commitment, OfficialResponse, Opinion, ReplyVerdict
from council.operations import answers
from tests.factories import NOW

WHY = "Le calendrier n’est pas fixé."


def prepared(actor, opinion: Opinion) -> OfficialResponse:
    """Return an answer whose every recommendation is accepted, ready to be published."""
    response = answers.begin_response(actor, opinion, at=NOW)
    answers.write_response(response, answers.ResponseDraft("La présidence", "Merci."), version=None)
    for reply in response.replies:
        draft = answers.ReplyDraft(
            ReplyVerdict.ACCEPTED, "C’est utile.", "Direction du numérique", undated_because=WHY
        )
        answers.write_reply(reply, draft, version=None)
    return response


def promised(response: OfficialResponse, place: int = 0, due_on: date | None = None) -> Commitment:
    """Return a commitment in answer to one recommendation."""
    draft = answers.CommitmentDraft("Garder douze guichets", due_on=due_on, undated_because=WHY)
    return answers.add_commitment(response.replies[place], draft, at=NOW)
