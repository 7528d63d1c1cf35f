"""The fields of an opinion's desk: its parts, its recommendations, what members say of it."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice

from consult.kit.forms import Form, at_most, required
from council.models import DissentKind
from council.operations.dissents import LONGEST_DISSENT
from council.operations.drafting import LONGEST_RECOMMENDATION, LONGEST_SECTION
from council.operations.remarks import LONGEST_REMARK

DISSENTS = {
    DissentKind.DISSENT: _l("Une opinion dissidente : un désaccord sur un point"),
    DissentKind.MINORITY: _l("Un avis minoritaire : une autre conclusion"),
}


class TitleForm(Form):
    """The title of an opinion."""

    title = StringField(
        _l("Titre de l’avis"), validators=[required(_l("Donnez un titre à l’avis.")), at_most(200)]
    )
    version = HiddenField()


class SectionForm(Form):
    """A part of an opinion."""

    title = StringField(
        _l("Titre de la partie"), validators=[required(_l("Donnez un titre à cette partie.")), at_most(200)]
    )
    source = TextAreaField(
        _l("Texte de la partie"),
        validators=[required(_l("Écrivez le texte de cette partie.")), at_most(LONGEST_SECTION)],
    )
    version = HiddenField()


class RecommendationForm(Form):
    """A recommendation, and the part it is voted with."""

    text = TextAreaField(
        _l("Recommandation"),
        validators=[required(_l("Écrivez la recommandation.")), at_most(LONGEST_RECOMMENDATION)],
    )
    section = SelectField(_l("Votée avec"), choices=[], validate_choice=False)
    version = HiddenField()


class CommentForm(Form):
    """What a member says of a draft."""

    reason = TextAreaField(
        _l("Votre commentaire"), validators=[required(_l("Écrivez votre commentaire.")), at_most(LONGEST_REMARK)]
    )


class AmendmentForm(Form):
    """Other words for a passage, and why."""

    after = TextAreaField(
        _l("Le texte que vous proposez"),
        validators=[required(_l("Écrivez le texte que vous proposez.")), at_most(LONGEST_SECTION)],
    )
    reason = TextAreaField(
        _l("Pourquoi"),
        validators=[
            required(_l("Dites pourquoi : le rapporteur répondra à votre raison.")),
            at_most(LONGEST_REMARK),
        ],
    )


class AnswerForm(Form):
    """What the rapporteur answers a remark."""

    answer = TextAreaField(_l("Votre réponse"), validators=[at_most(LONGEST_REMARK)])


class DissentForm(Form):
    """What members who were not followed write."""

    kind = RadioField(
        _l("De quoi s’agit-il ?"),
        choices=[SelectChoice(kind.value, label) for kind, label in DISSENTS.items()],
        default=DissentKind.DISSENT.value,
        validators=[required(_l("Choisissez de quoi il s’agit."))],
    )
    title = StringField(_l("Titre"), validators=[required(_l("Donnez un titre à ce texte.")), at_most(200)])
    source = TextAreaField(_l("Texte"), validators=[required(_l("Écrivez ce texte.")), at_most(LONGEST_DISSENT)])


class RapporteurForm(Form):
    """Who writes the opinion."""

    member = SelectField(_l("Rapporteur"), choices=[], validators=[required(_l("Choisissez un membre."))])


class ConfirmForm(Form):
    """A gesture that is confirmed and asks nothing else."""
