"""Name in French what the region answers, and where its commitments stand."""

from flask_babel import lazy_gettext as _l

from consult.kit.errors import Sentence
from council.models import Progress, ReplyVerdict
from council.queries.answers import BoardState

VERDICTS: dict[ReplyVerdict, Sentence] = {
    ReplyVerdict.ACCEPTED: _l("Acceptée"),
    ReplyVerdict.ACCEPTED_IN_PART: _l("Acceptée en partie"),
    ReplyVerdict.REFUSED: _l("Refusée"),
    ReplyVerdict.UNDER_STUDY: _l("À l’étude"),
}
PROGRESS: dict[Progress, Sentence] = {
    Progress.PLANNED: _l("Prévu"),
    Progress.UNDER_WAY: _l("En cours"),
    Progress.DONE: _l("Tenu"),
    Progress.DROPPED: _l("Abandonné"),
}
STATES: dict[BoardState, Sentence] = {
    BoardState.LATE: _l("En retard"),
    BoardState.UNDER_WAY: _l("En cours"),
    BoardState.PLANNED: _l("Prévu"),
    BoardState.DONE: _l("Tenu"),
    BoardState.DROPPED: _l("Abandonné"),
}
TONES = {
    BoardState.LATE: "stopped",
    BoardState.UNDER_WAY: "open",
    BoardState.PLANNED: "waiting",
    BoardState.DONE: "done",
    BoardState.DROPPED: "neutral",
}
VERDICT_TONES = {
    ReplyVerdict.ACCEPTED: "done",
    ReplyVerdict.ACCEPTED_IN_PART: "open",
    ReplyVerdict.REFUSED: "stopped",
    ReplyVerdict.UNDER_STUDY: "waiting",
}
