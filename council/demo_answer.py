"""Give the demonstration the region's answer and what follows: replies, commitments, one done, one late."""

from datetime import date, datetime, time, timedelta
from typing import Any

from consult.accounts.models import Role
from consult.demo.consultations import OVER
from consult.demo.scene import Scene
from consult.kit import clock
from council.models import Commitment, OfficialResponse, Opinion, Progress, ReplyVerdict
from council.operations import answers, commitments

_BEGUN, _WRITTEN, _PUBLISHED = -36, -30, -24
_MORNING = time(10, 0)


def reply_to(scene: Scene, opinion: Opinion, texts: dict[str, Any]) -> OfficialResponse:
    """Prepare the answer, publish it whole, and record what has moved since."""
    actor = scene.account(Role.EXECUTIVE)
    response = answers.begin_response(actor, opinion, at=_at(scene, _BEGUN))
    frame = answers.ResponseDraft(texts["signed_by"], texts["source"], _day(scene, _PUBLISHED))
    answers.write_response(response, frame, version=response.version)
    made = [_reply(scene, response, words) for words in texts["reply"]]
    answers.publish_response(actor, response, at=_at(scene, _PUBLISHED))
    for commitment, words in (pair for pairs in made for pair in pairs):
        _follow(scene, commitment, words)
    return response


def _at(scene: Scene, days: int) -> datetime:
    return OVER.instant(scene, days, _MORNING)


def _day(scene: Scene, days: int) -> date:
    return clock.local(_at(scene, days)).date()


def _reply(
    scene: Scene, response: OfficialResponse, words: dict[str, Any]
) -> list[tuple[Commitment, dict[str, Any]]]:
    """Answer one recommendation, and return its commitments with what is told of each."""
    reply = next(one for one in response.replies if one.recommendation.position == words["recommendation"])
    draft = answers.ReplyDraft(
        ReplyVerdict(words["verdict"]), words["reasons"], words["responsible"], _due(scene, words)
    )
    answers.write_reply(reply, draft, version=response.version)
    return [
        (answers.add_commitment(reply, _promise(scene, one), at=_at(scene, _WRITTEN)), one)
        for one in words.get("commitment", [])
    ]


def _promise(scene: Scene, words: dict[str, Any]) -> answers.CommitmentDraft:
    return answers.CommitmentDraft(words["title"], words["responsible"], _due(scene, words))


def _due(scene: Scene, words: dict[str, Any]) -> date | None:
    return _day(scene, words["due"]) if "due" in words else None


def _follow(scene: Scene, commitment: Commitment, words: dict[str, Any]) -> None:
    for stage in words.get("milestone", []):
        milestone = commitments.add_milestone(commitment, stage["title"], _due(scene, stage))
        if "reached" in stage:
            commitments.reach_milestone(milestone, _day(scene, stage["reached"]))
    for one in words.get("step", []):
        draft = commitments.StepDraft(
            Progress(one["progress"]),
            one["percentage"],
            one["words"],
            one.get("evidence", ""),
            one.get("address", ""),
        )
        at = _at(scene, one["day"]) + timedelta(hours=1)
        commitments.record_step(scene.account(Role.EXECUTIVE), commitment, draft, at=at)
