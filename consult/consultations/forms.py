"""The forms of the desk: what an organiser writes, with its labels and its limits."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    URLField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import NumberRange, Optional, Regexp
from wtforms.widgets import CheckboxInput, ListWidget

from consult.consultations.models import Action, Consultation, Theme
from consult.consultations.operations import ConsultationDraft, DocumentDraft, PhaseDraft, ThemeDraft
from consult.kit.errors import Sentence
from consult.kit.forms import DayField, Form, InstantField, at_most, required
from consult.territories.models import Territory, TerritoryLevel

_LONGEST_TEXT = 20_000
_MOST_VOTES = 1000
ACTIONS: dict[Action, Sentence] = {
    Action.READ: _l("Lire"),
    Action.PROPOSE: _l("Proposer"),
    Action.VOTE: _l("Voter"),
    Action.ARGUE: _l("Argumenter"),
    Action.COMMENT: _l("Commenter"),
}


def _number_or_none(value: object) -> int | None:
    """Read what was chosen in a list: nothing when it is empty, 0, which nothing has, for what is no number."""
    text = str(value if value is not None else "")
    if text in {"", "None"}:
        return None
    return int(text) if text.isascii() and text.isdigit() else 0


def _is_offered(_form: Form, field: SelectField) -> None:
    chosen = "" if field.data is None else str(field.data)
    if chosen not in {choice.value for choice in field.choices}:
        raise ValidationError(_l("Choisissez un territoire de la liste."))


def _territory_choice(territory: Territory) -> SelectChoice:
    groups = {
        TerritoryLevel.REGION: _l("Région"),
        TerritoryLevel.DEPARTMENT: _l("Départements"),
        TerritoryLevel.EPCI: _l("Communautés de communes et métropoles"),
    }
    return SelectChoice(str(territory.id), territory.name, optgroup=str(groups[territory.level]))


class VotesField(IntegerField):
    """A number of votes; anything else typed is refused with what to write."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the number; raise `ValueError`, as WTForms expects, when it is not one."""
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(_l("Écrivez un nombre entre 1 et 1000, ou rien.")) from error


def _short_reason() -> TextAreaField:
    return TextAreaField(
        _l("Pourquoi moins de quinze jours"),
        [at_most(1000)],
        description=_l("Les dates laissent moins de quinze jours pour participer. Ce motif sera public."),
    )


class ConsultationForm(Form):
    """What is asked, by whom, and what will be made of it."""

    title = StringField(_l("Titre"), [required(_l("Écrivez un titre.")), at_most(160)])
    question = StringField(
        _l("Question posée"),
        [at_most(300)],
        description=_l("Une seule phrase, telle qu’on la poserait de vive voix. Obligatoire avant d’ouvrir."),
    )
    summary = TextAreaField(
        _l("En bref"), [at_most(600)], description=_l("Deux ou trois phrases, sous le titre de la page.")
    )
    body = TextAreaField(
        _l("De quoi il s’agit"),
        [at_most(_LONGEST_TEXT)],
        description=_l("Pourquoi cette consultation, ce qui sera décidé, par qui, et ce qui n’en dépend pas."),
    )
    modalities = TextAreaField(
        _l("Comment on participe et ce qui est fait des contributions"),
        [at_most(_LONGEST_TEXT)],
        description=_l("Obligatoire avant d’ouvrir."),
    )
    organiser = StringField(_l("Organisée par"), [at_most(160)], description=_l("Obligatoire avant d’ouvrir."))
    decision_maker = StringField(_l("Décision prise par"), [at_most(160)])
    territory_id = SelectField(_l("Territoire"), [_is_offered], coerce=_number_or_none, validate_choice=False)
    synthesis_due_on = DayField(
        _l("Date de la synthèse publique"), [Optional()], description=_l("Obligatoire avant d’ouvrir.")
    )
    short_reason = _short_reason()
    pre_moderated = BooleanField(_l("Lire chaque contribution avant de la publier"))
    results_hidden = BooleanField(_l("Ne montrer les résultats des votes qu’à la clôture"))
    votes_per_person = VotesField(
        _l("Nombre de votes par personne"),
        [
            Optional(),
            NumberRange(min=1, max=_MOST_VOTES, message=_l("Écrivez un nombre entre 1 et 1000, ou rien.")),
        ],
        description=_l("Laissez vide pour que chacun vote sur autant de propositions qu’il le souhaite."),
    )

    def offer(self, territories: Sequence[Territory]) -> None:
        """Give the territories to choose from, by level."""
        none = SelectChoice("", _l("Aucun en particulier"))
        self.territory_id.choices = [none, *(_territory_choice(one) for one in territories)]

    def spare_reason(self) -> None:
        """Ask for no reason: the dates leave fifteen days, or are not known yet."""
        del self.short_reason

    def draft(self) -> ConsultationDraft:
        """Return what was written."""
        return ConsultationDraft(
            title=self.title.data,
            question=self.question.data or "",
            summary=self.summary.data or "",
            body=self.body.data or "",
            modalities=self.modalities.data or "",
            organiser=self.organiser.data or "",
            decision_maker=self.decision_maker.data or "",
            territory_id=self.territory_id.data,
            synthesis_due_on=self.synthesis_due_on.data,
            short_reason=self.data.get("short_reason") or "",
            pre_moderated=self.pre_moderated.data,
            results_hidden=self.results_hidden.data,
            votes_per_person=self.votes_per_person.data,
        )


class NewConsultationForm(ConsultationForm):
    """The same, with the address, which is chosen once."""

    slug = StringField(
        _l("Adresse"),
        [
            at_most(80),
            Optional(),
            Regexp(
                r"^[a-z0-9]+(-[a-z0-9]+)*$",
                message=_l("Écrivez l’adresse en minuscules sans accent, chiffres et tirets : notre-region-2030."),
            ),
        ],
        description=_l("Ce qui suit /consultations/. Sans elle, le titre sert d’adresse. Elle ne changera plus."),
    )


def written(consultation: Consultation) -> dict[str, Any]:
    """Return what the form shows of a consultation already written: sources, not what was rendered of them."""
    same = (
        "title question summary organiser decision_maker territory_id synthesis_due_on short_reason "
        "pre_moderated results_hidden votes_per_person"
    )
    values = {name: getattr(consultation, name) for name in same.split()}
    return {**values, "body": consultation.body_source, "modalities": consultation.modalities_source}


class PhaseForm(Form):
    """When people can do what. `short_reason` is asked by the refusal of dates that make it needed."""

    title = StringField(_l("Nom de la phase"), [required(_l("Donnez un nom à la phase.")), at_most(120)])
    summary = StringField(
        _l("Ce qu’on y fait"), [at_most(400)], description=_l("Une phrase, montrée dans le calendrier.")
    )
    opens_at = InstantField(_l("Début"), [required(_l("Choisissez le début de la phase."))])
    closes_at = InstantField(
        _l("Fin"),
        [required(_l("Choisissez la fin de la phase."))],
        description=_l("À minuit, le dernier jour est la veille."),
    )
    opens = SelectMultipleField(
        _l("Ce que la phase ouvre"),
        choices=[SelectChoice(action.value, label) for action, label in ACTIONS.items()],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )

    short_reason = _short_reason()

    def draft(self) -> PhaseDraft:
        """Return what was planned."""
        return PhaseDraft(
            title=self.title.data,
            opens_at=self.opens_at.data,
            closes_at=self.closes_at.data,
            opens=frozenset(Action(name) for name in self.opens.data or ()),
            summary=self.summary.data or "",
            short_reason=self.short_reason.data or "",
        )


class ThemeForm(Form):
    """A subject people are asked about."""

    title = StringField(_l("Titre du thème"), [required(_l("Écrivez le titre du thème.")), at_most(200)])
    summary = TextAreaField(
        _l("Ce qu’on y trouve"), [at_most(600)], description=_l("Une phrase, sous le titre du thème.")
    )
    # The operation refuses the theme of another consultation, with its own sentence.
    parent_id = SelectField(_l("Rangé dans"), coerce=_number_or_none, validate_choice=False)

    def offer(self, themes: Sequence[tuple[Theme, int]]) -> None:
        """Give the themes this one may stand under, each with its depth, shown by dashes."""
        none = SelectChoice("", _l("Aucun : c’est un thème principal"))
        offered = [SelectChoice(str(theme.id), f"{'— ' * depth}{theme.title}") for theme, depth in themes]
        self.parent_id.choices = [none, *offered]

    def draft(self) -> ThemeDraft:
        """Return what was written."""
        return ThemeDraft(self.title.data, self.summary.data or "", self.parent_id.data)


class DocumentForm(Form):
    """A document of reference."""

    title = StringField(
        _l("Titre du document"),
        [required(_l("Écrivez le titre du document.")), at_most(200)],
        description=_l("Dites ce que c’est, son format et son poids : « Schéma régional (PDF, 2 Mo) »."),
    )
    url = URLField(_l("Adresse du document"), [required(_l("Donnez l’adresse du document.")), at_most(500)])

    def draft(self) -> DocumentDraft:
        """Return what was written."""
        return DocumentDraft(self.title.data, self.url.data)


class ReasonForm(Form):
    """Why someone changes the life of a consultation."""

    reason = TextAreaField(
        _l("Motif"),
        [required(_l("Écrivez le motif : il sera public.")), at_most(1000)],
        description=_l("Ce motif sera public."),
    )
