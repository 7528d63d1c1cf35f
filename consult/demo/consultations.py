"""Hold the demonstration's two consultations on dates that follow the day it is made."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from flask_babel import gettext as _

from consult.accounts.models import Role
from consult.consultations import operations
from consult.consultations.models import TAKING_PART, Action, Consultation
from consult.consultations.operations import ConsultationDraft, PhaseDraft, ThemeDraft
from consult.demo.scene import Held, Scene
from consult.demo.texts import ConsultationText, consultation_texts
from consult.kit import clock

_MORNING, _LAST_MINUTE = time(9, 0), time(23, 59)


@dataclass(frozen=True)
class Calendar:
    """The days that matter, counted from the day the demonstration is made; negative ones are past."""

    shown: int
    opens: int
    closes: int
    synthesis_due: int

    def instant(self, scene: Scene, days: int, wall_time: time) -> datetime:
        """Return a time of the day that comes so many days after the demonstration's own."""
        day = clock.local(scene.at).date() + timedelta(days=days)
        return clock.from_local(datetime.combine(day, wall_time))


OVER = Calendar(shown=-168, opens=-155, closes=-120, synthesis_due=-75)
UNDER_WAY = Calendar(shown=-35, opens=-21, closes=14, synthesis_due=60)


def hold_consultations(scene: Scene, region_id: int) -> None:
    """Create, publish and, for the first, close; each passage on its own past day."""
    for text in reversed(consultation_texts()):
        calendar = UNDER_WAY if text.opinion is None else OVER
        scene.held.append(_hold(scene, text, calendar, region_id))


def _hold(scene: Scene, text: ConsultationText, calendar: Calendar, region_id: int) -> Held:
    shown_at = calendar.instant(scene, calendar.shown, _MORNING)
    opens_at = calendar.instant(scene, calendar.opens, _MORNING)
    closes_at = calendar.instant(scene, calendar.closes, _LAST_MINUTE)
    draft = _draft(text, calendar.instant(scene, calendar.synthesis_due, _MORNING), region_id)
    secretariat = scene.account(Role.SECRETARIAT)
    written_at = shown_at - timedelta(days=6)
    consultation = operations.create_consultation(
        secretariat, draft, at=written_at, slug=text.slug, fictitious=True
    )
    for theme in text.themes:
        operations.add_theme(consultation, ThemeDraft(theme.title, theme.summary, slug=theme.slug))
    _plan(consultation, [shown_at, opens_at, closes_at], written_at)
    operations.publish_consultation(secretariat, consultation, at=shown_at)
    for passage in (shown_at, opens_at, closes_at):
        if passage < scene.at:
            operations.record_passages(passage)
    return Held(text, consultation, opens_at, min(closes_at, scene.at))


def _draft(text: ConsultationText, synthesis_due: datetime, region_id: int) -> ConsultationDraft:
    return ConsultationDraft(
        title=text.title,
        question=text.question,
        summary=text.summary,
        body=text.body,
        modalities=text.modalities,
        organiser=text.organiser,
        decision_maker=text.decision_maker,
        territory_id=region_id,
        synthesis_due_on=clock.local(synthesis_due).date(),
    )


def _plan(consultation: Consultation, days: list[datetime], at: datetime) -> None:
    shown_at, opens_at, closes_at = days
    reading = PhaseDraft(
        _("S’informer"),
        shown_at,
        opens_at,
        frozenset({Action.READ}),
        _("Lire le dossier et venir aux réunions de présentation."),
    )
    taking_part = PhaseDraft(
        _("Contribuer"),
        opens_at,
        closes_at,
        TAKING_PART | {Action.READ},
        _("Proposer, voter, donner un argument, commenter."),
    )
    for phase in (reading, taking_part):
        operations.add_phase(consultation, phase, at=at)
