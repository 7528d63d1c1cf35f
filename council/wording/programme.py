"""Name in French what a scheme's calendar holds, and where a workstream stands."""

from flask_babel import lazy_gettext as _l

from consult.kit.errors import Sentence
from council.models import MeetingKind, WorkState

MEETINGS: dict[MeetingKind, Sentence] = {
    MeetingKind.CONFERENCE: _l("Conférence"),
    MeetingKind.TECHNICAL: _l("Réunion technique"),
}
WORK_STATES: dict[WorkState, tuple[Sentence, str]] = {
    WorkState.OPEN: (_l("En cours"), "open"),
    WorkState.PAUSED: (_l("Suspendu"), "waiting"),
    WorkState.ENDED: (_l("Terminé"), "done"),
}
