"""Name in French what a council's sittings and votes show."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from consult.kit.errors import Sentence
from consult.kit.languages import full_datetime
from council.models import Answer, Choice, Outcome, Sitting, SittingStatus, Voice
from council.wording import member_name

SITTING_STATUSES: dict[SittingStatus, tuple[Sentence, str]] = {
    SittingStatus.PLANNED: (_l("En préparation"), "waiting"),
    SittingStatus.CONVENED: (_l("Convoquée"), "open"),
    SittingStatus.OPEN: (_l("En cours"), "open"),
    SittingStatus.CLOSED: (_l("Tenue"), "done"),
    SittingStatus.CANCELLED: (_l("Annulée"), "stopped"),
}
ANSWERS: dict[Answer, Sentence] = {
    Answer.COMING: _l("Viendra sur place"),
    Answer.REMOTE: _l("Participera à distance"),
    Answer.ABSENT: _l("Ne viendra pas"),
}
OWN_ANSWERS: dict[Answer, Sentence] = {
    Answer.COMING: _l("Je viendrai sur place"),
    Answer.REMOTE: _l("Je participerai à distance"),
    Answer.ABSENT: _l("Je ne viendrai pas"),
}
CHOICES: dict[Choice, Sentence] = {
    Choice.FOR: _l("Pour"),
    Choice.AGAINST: _l("Contre"),
    Choice.ABSTAIN: _l("Abstention"),
}
OWN_VOICES: dict[Choice, Sentence] = {
    Choice.FOR: _l("Voter pour"),
    Choice.AGAINST: _l("Voter contre"),
    Choice.ABSTAIN: _l("M’abstenir"),
}
OUTCOMES: dict[Outcome, tuple[Sentence, str]] = {
    Outcome.ADOPTED: (_l("Adopté"), "done"),
    Outcome.REJECTED: (_l("Rejeté"), "stopped"),
}


def sitting_name(sitting: Sitting) -> str:
    """Return what a sitting is called: its number once it has one, else its day."""
    if sitting.number:
        return _("Séance n° %(number)s", number=sitting.number)
    return _("Séance du %(moment)s", moment=full_datetime(sitting.starts_at))


def voter_name(voice: Voice) -> str:
    """Return who voted, and say so when the secretariat noted their voice."""
    name = member_name(voice.member.user)
    return f"{name} {_('(voix notée par le secrétariat)')}" if voice.recorded_by_id else name
