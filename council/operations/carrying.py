"""Carry to a correction what the region answered to the opinion it corrects: one opinion, one answer."""

from collections.abc import Mapping

from sqlalchemy import update

from consult.kit.db import session
from council.models import Measure, OfficialResponse, Opinion, Reply
from council.queries.answers import response_on


def carry_answer(correction: Opinion) -> None:
    """Tie to a published correction the answer, the commitments and the measures of the opinion it corrects.

    The old opinion stays readable with its own words; its answer is then read with the correction, which says it
    came before. A recommendation that is new is to be answered too; alone, once the answer is published.
    """
    heirs = {one.corrects_id: one.id for one in correction.recommendations if one.corrects_id is not None}
    _carry_measures(heirs)
    response = response_on(correction.corrects) if correction.corrects else None
    if response is None:
        return
    response.opinion_id, response.opinion = correction.id, correction
    response.version += 1
    for reply in response.replies:
        reply.recommendation_id = heirs.get(reply.recommendation_id, reply.recommendation_id)
    _open_for_the_new(response, correction)
    session.flush()
    session.expire(response)


def _carry_measures(heirs: Mapping[int, int]) -> None:
    for old, new in heirs.items():
        session.execute(
            update(Measure)
            .where(Measure.recommendation_id == old)
            .values(recommendation_id=new)
            .execution_options(synchronize_session="fetch")
        )


def _open_for_the_new(response: OfficialResponse, correction: Opinion) -> None:
    new = [one for one in correction.recommendations if one.corrects_id is None]
    response.replies.extend(Reply(recommendation=one) for one in new)
