"""The fields of a scheme, its axes, its measures, its calendar, and of a council's workstreams."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional
from wtforms.widgets import CheckboxInput, ListWidget

from consult.consultations.models import Consultation
from consult.kit.forms import DayField, Form, InstantField, at_most, required
from council.models import (
    Axis,
    CouncilMember,
    Measure,
    MeetingKind,
    Recommendation,
    Scheme,
    SchemeMeeting,
    WorkState,
    Workstream,
)
from council.operations.programme import (
    LONGEST_TEXT,
    LONGEST_TITLE,
    MeasureDraft,
    MeetingDraft,
    SchemeDraft,
    read_territories,
)
from council.operations.workstreams import LONGEST_SUMMARY, WorkDraft
from council.wording.programme import MEETINGS, WORK_STATES

_SHOWN = 90


class VersionedForm(Form):
    """A form that says on which version its page was opened."""

    version = HiddenField()

    def read_version(self) -> int:
        """Return that version; 0, which nothing has, for what is no number."""
        typed = self.version.data or ""
        return int(typed) if typed.isascii() and typed.isdigit() else 0


class SchemeForm(VersionedForm):
    """What frames a scheme."""

    title = StringField(_l("Titre"), validators=[required(_l("Donnez un titre.")), at_most(LONGEST_TITLE)])
    summary = TextAreaField(_l("À quoi il sert"), validators=[at_most(LONGEST_TEXT)])
    adopted_on = DayField(_l("Adopté le"), validators=[Optional()])
    deed = StringField(_l("Délibération"), validators=[at_most(300)])
    url = StringField(_l("Adresse du texte adopté"), validators=[at_most(2_000)])

    def draft(self) -> SchemeDraft:
        """Return what was typed."""
        return SchemeDraft(
            self.title.data,
            self.summary.data or "",
            self.adopted_on.data,
            self.deed.data or "",
            self.url.data or "",
        )


def written_scheme(scheme: Scheme) -> dict[str, object]:
    """Return what frames a scheme as its form shows it."""
    names = ("title", "summary", "adopted_on", "deed", "url")
    return {**{name: getattr(scheme, name) for name in names}, "version": str(scheme.version)}


class AxisForm(VersionedForm):
    """An axis of a scheme."""

    title = StringField(
        _l("Titre de l’axe"), validators=[required(_l("Donnez un titre.")), at_most(LONGEST_TITLE)]
    )
    summary = TextAreaField(_l("Ce qu’il vise"), validators=[at_most(LONGEST_TEXT)])


def written_axis(axis: Axis) -> dict[str, object]:
    """Return an axis as its form shows it."""
    return {"title": axis.title, "summary": axis.summary, "version": str(axis.scheme.version)}


class MeasureForm(VersionedForm):
    """A measure, where it holds, and the recommendation it rests on."""

    title = StringField(_l("La mesure"), validators=[required(_l("Donnez un titre.")), at_most(LONGEST_TITLE)])
    text = TextAreaField(_l("En détail"), validators=[at_most(LONGEST_TEXT)])
    territories = TextAreaField(_l("Territoires"), validators=[at_most(8_000)])
    recommendation = SelectField(_l("Recommandation qu’elle suit"), validate_choice=False)

    def offer(self, recommendations: Sequence[Recommendation]) -> None:
        """List what a measure may rest on; nothing is the first choice."""
        none = SelectChoice("", _l("Aucune"))
        self.recommendation.choices = [none, *(SelectChoice(str(one.id), _named(one)) for one in recommendations)]

    def draft(self) -> MeasureDraft:
        """Return what was typed. Raises `Invalid` for a territory that is not known."""
        offered = {choice.value for choice in self.recommendation.choices}
        chosen = self.recommendation.data if self.recommendation.data in offered else ""
        return MeasureDraft(
            self.title.data,
            self.text.data or "",
            read_territories(self.territories.data or ""),
            int(chosen) if chosen else None,
        )


def _named(one: Recommendation) -> str:
    words = " ".join(one.text.split())
    return f"{one.opinion.number}, {one.position}. {words[:_SHOWN]}{'…' if len(words) > _SHOWN else ''}"


def written_measure(measure: Measure) -> dict[str, object]:
    """Return a measure as its form shows it, a territory a line."""
    return {
        "title": measure.title,
        "text": measure.text,
        "territories": "\n".join(line.territory.name for line in measure.territories),
        "recommendation": str(measure.recommendation_id or ""),
        "version": str(measure.axis.scheme.version),
    }


class MeetingForm(VersionedForm):
    """A meeting of a scheme's calendar, and what came of it."""

    kind = RadioField(
        _l("Sorte de rencontre"),
        choices=[SelectChoice(one.value, label) for one, label in MEETINGS.items()],
        default=MeetingKind.CONFERENCE.value,
    )
    title = StringField(_l("Objet"), validators=[required(_l("Donnez un titre.")), at_most(LONGEST_TITLE)])
    starts_at = InstantField(
        _l("Début"),
        format="%Y-%m-%dT%H:%M",
        validators=[required(_l("Donnez la date et l’heure de la rencontre."))],
    )
    ends_at = InstantField(_l("Fin prévue"), format="%Y-%m-%dT%H:%M", validators=[Optional()])
    place = StringField(_l("Lieu"), validators=[at_most(LONGEST_TITLE)])
    link = StringField(_l("Lien pour participer à distance"), validators=[at_most(2_000)])
    outcome = TextAreaField(_l("Ce qu’il en est ressorti"), validators=[at_most(LONGEST_TEXT)])

    def draft(self) -> MeetingDraft:
        """Return what was typed."""
        return MeetingDraft(
            MeetingKind(self.kind.data),
            self.title.data,
            self.starts_at.data,
            self.ends_at.data,
            self.place.data or "",
            self.link.data or "",
            self.outcome.data or "",
        )


def written_meeting(meeting: SchemeMeeting) -> dict[str, object]:
    """Return a meeting as its form shows it."""
    names = ("title", "starts_at", "ends_at", "place", "link", "outcome")
    shown = {name: getattr(meeting, name) for name in names}
    return {**shown, "kind": meeting.kind.value, "version": str(meeting.scheme.version)}


# --- workstreams -------------------------------------------------------------------------------


class BoxesField(SelectMultipleField):
    """Several things to tick in a list."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class WorkForm(VersionedForm):
    """A workstream: its subject, who reports on it, where it stands, what it rests on."""

    title = StringField(_l("Le chantier"), validators=[required(_l("Donnez un titre.")), at_most(LONGEST_TITLE)])
    summary = TextAreaField(_l("De quoi il s’agit"), validators=[at_most(LONGEST_SUMMARY)])
    opened_on = DayField(_l("Ouvert le"), validators=[required(_l("Dites depuis quand le conseil y travaille."))])
    state = SelectField(
        _l("Où il en est"), choices=[SelectChoice(one.value, label) for one, (label, _) in WORK_STATES.items()]
    )
    rapporteur = SelectField(_l("Rapporteur"), validate_choice=False)
    consultations = BoxesField(_l("Consultations sur lesquelles il s’appuie"), validate_choice=False)
    measures = BoxesField(_l("Mesures sur lesquelles il s’appuie"), validate_choice=False)

    def offer(
        self,
        members: Sequence[tuple[CouncilMember, str]],
        consultations: Sequence[Consultation],
        measures: Sequence[Measure],
    ) -> None:
        """List who may report on it, and what it may rest on."""
        self._members = {str(one.id): one for one, _name in members}
        none = SelectChoice("", _l("Personne pour le moment"))
        self.rapporteur.choices = [none, *(SelectChoice(str(one.id), name) for one, name in members)]
        self.consultations.choices = [SelectChoice(str(one.id), one.title) for one in consultations]
        self.measures.choices = [SelectChoice(str(one.id), f"{one.number} {one.title}") for one in measures]

    def draft(self) -> WorkDraft:
        """Return what was typed; what was not offered counts for nothing."""
        return WorkDraft(
            title=self.title.data,
            summary=self.summary.data or "",
            opened_on=self.opened_on.data,
            state=WorkState(self.state.data),
            rapporteur=self._members.get(self.rapporteur.data or ""),
            consultations=_ticked(self.consultations),
            measures=_ticked(self.measures),
        )


def _ticked(field: SelectMultipleField) -> list[int]:
    offered = {choice.value for choice in field.choices}
    return [int(one) for one in field.data or () if one in offered]


def written_work(work: Workstream) -> dict[str, object]:
    """Return a workstream as its form shows it."""
    return {
        "title": work.title,
        "summary": work.summary,
        "opened_on": work.opened_on,
        "state": work.state.value,
        "rapporteur": str(work.rapporteur_id or ""),
        "consultations": [str(one.consultation_id) for one in work.consultations],
        "measures": [str(one.measure_id) for one in work.measures],
        "version": str(work.version),
    }
