"""Turn the addresses of answers and commitments into what a rule judges."""

from dataclasses import dataclass

from consult.kit.errors import NotFound
from council.asked.opinions import opinion_at
from council.models import Commitment, Milestone, OfficialResponse, Opinion, Reply
from council.queries import answers


@dataclass(frozen=True)
class AnswerAsked:
    """An answer, published or not, with the format asked for."""

    response: OfficialResponse
    extension: str = ""

    @property
    def is_public(self) -> bool:
        """Say whether everyone may read it."""
        return self.response.is_public


def response_at(opinion_id: int, extension: str = "") -> AnswerAsked:
    """Return the answer to an opinion, or raise `NotFound`."""
    found = answers.response_on(opinion_at(opinion_id)) or answers.response_carried_from(opinion_id)
    if found is None:
        raise NotFound
    return AnswerAsked(found, extension)


def published_opinion_at(opinion_id: int) -> Opinion:
    """Return a published opinion, or raise `NotFound`: nothing else is answered."""
    found = opinion_at(opinion_id)
    if not found.is_public:
        raise NotFound
    return found


def reply_at(reply_id: int) -> Reply:
    """Return the reply of an address, or raise `NotFound`."""
    return answers.reply_at(reply_id)


def commitment_at(commitment_id: int) -> Commitment:
    """Return the commitment of an address, or raise `NotFound`."""
    return answers.commitment_at(commitment_id)


def milestone_at(milestone_id: int) -> Milestone:
    """Return the milestone of an address, or raise `NotFound`."""
    return answers.milestone_at(milestone_id)
