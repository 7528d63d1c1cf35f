"""Give the demonstration its scheme, with a conference held and one to come, and two workstreams.

Everything passes by the operations of a real site, on past days.
"""

from datetime import date, datetime, time, timedelta
from typing import Any

from consult.accounts.models import Role
from consult.demo.consultations import OVER
from consult.demo.scene import Scene
from consult.kit import clock
from council.models import Council, MeetingKind, Opinion, Scheme, WorkState
from council.operations import programme
from council.operations.workstreams import WorkDraft, open_workstream
from council.queries.councils import members_of

_ADOPTED, _WRITTEN, _PUBLISHED = -22, -20, -18
_MORNING, _LASTS = time(9, 30), timedelta(hours=7)


def plan(scene: Scene, council: Council, opinion: Opinion, texts: dict[str, Any]) -> None:
    """Adopt the scheme, fill its calendar, publish it, and open the workstreams."""
    scheme = _adopt(scene, council, opinion, texts["scheme"])
    for one in texts["meeting"]:
        _meet(scene, scheme, one)
    programme.publish_scheme(scene.account(Role.SECRETARIAT), scheme, at=_at(scene, _PUBLISHED))
    for one in texts["workstream"]:
        _work(scene, council, scheme, one)


def _adopt(scene: Scene, council: Council, opinion: Opinion, texts: dict[str, Any]) -> Scheme:
    draft = programme.SchemeDraft(texts["title"], texts["summary"], _day(scene, _ADOPTED), texts["deed"])
    at = _at(scene, _WRITTEN)
    scheme = programme.create_scheme(scene.account(Role.SECRETARIAT), council, draft, at=at)
    recommendations = {one.position: one.id for one in opinion.recommendations}
    for words in texts["axis"]:
        axis = programme.add_axis(scheme, words["title"], words["summary"])
        for one in words["measure"]:
            measure = programme.MeasureDraft(
                one["title"],
                one["text"],
                programme.read_territories("\n".join(one.get("departments", []))),
                recommendations.get(one.get("recommendation", 0)),
            )
            programme.add_measure(axis, measure, at=at)
    return scheme


def _meet(scene: Scene, scheme: Scheme, words: dict[str, Any]) -> None:
    starts_at = _at(scene, words["day"])
    draft = programme.MeetingDraft(
        MeetingKind(words["kind"]),
        words["title"],
        starts_at,
        starts_at + _LASTS,
        words["place"],
        outcome=words.get("outcome", ""),
    )
    programme.add_meeting(scheme, draft, at=_at(scene, _WRITTEN))


def _work(scene: Scene, council: Council, scheme: Scheme, words: dict[str, Any]) -> None:
    seats = {one.user.email: one for one in members_of(council.id)}
    measures = {one.number: one.id for axis in scheme.axes for one in axis.measures}
    draft = WorkDraft(
        words["title"],
        words["summary"],
        _day(scene, words["opened"]),
        WorkState(words["state"]),
        seats[words["rapporteur"]],
        [held.consultation.id for held in scene.held][: words["consultations"]],
        [measures[number] for number in words["measures"]],
    )
    open_workstream(council, draft, today=clock.local(scene.at).date())


def _at(scene: Scene, days: int) -> datetime:
    return OVER.instant(scene, days, _MORNING)


def _day(scene: Scene, days: int) -> date:
    return clock.local(_at(scene, days)).date()
