"""The fields people fill in to contribute, with their limits."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional

from consult.kit.forms import Form, at_least, at_most, required
from contributions.models import Channel, Kind, Position
from contributions.wording import LIMITS, TITLE_LEAST, TITLE_LIMIT

CHANNELS = [
    SelectChoice(Channel.PAPER.value, _l("Sur papier")),
    SelectChoice(Channel.MEETING.value, _l("Pendant une réunion")),
]
POSITIONS = [SelectChoice(Position.FOR.value, _l("Pour")), SelectChoice(Position.AGAINST.value, _l("Contre"))]
WITHDRAWAL_REASONS = [
    SelectChoice("done", _l("C’est déjà fait")),
    SelectChoice("duplicate", _l("Une autre proposition dit la même chose")),
    SelectChoice("changed_mind", _l("J’ai changé d’avis")),
    SelectChoice("other", _l("Une autre raison")),
]
SOURCE_CATEGORIES = [
    SelectChoice("", _l("Choisissez")),
    SelectChoice("study", _l("Étude ou rapport")),
    SelectChoice("press", _l("Article de presse")),
    SelectChoice("law", _l("Texte de loi ou règlement")),
    SelectChoice("example", _l("Exemple ailleurs")),
    SelectChoice("other", _l("Autre")),
]


class ProposalForm(Form):
    """A proposal: a title, a text, a theme and, if one wishes, a territory."""

    title = StringField(
        _l("Titre : ce que vous demandez, en une phrase"),
        validators=[
            required(_l("Écrivez un titre : une phrase qui dit ce que vous demandez.")),
            at_least(TITLE_LEAST),
            at_most(TITLE_LIMIT),
        ],
    )
    source = TextAreaField(
        _l("Votre proposition"),
        validators=[
            required(_l("Écrivez votre proposition : ce qui ne va pas, ce que vous proposez.")),
            at_most(LIMITS[Kind.PROPOSAL]),
        ],
    )
    theme_id = SelectField(
        _l("Thème"), coerce=int, validate_choice=False, validators=[required(_l("Choisissez un thème."))]
    )
    territory_id = SelectField(
        _l("Territoire concerné"),
        coerce=lambda value: int(value or 0),
        validate_choice=False,
        validators=[Optional()],
    )
    commune = StringField(
        _l("Ou une seule commune"),
        validators=[at_most(120)],
        description=_l("Son nom ou son code postal, si votre proposition ne concerne qu’elle."),
        render_kw={"autocomplete": "off", "maxlength": 120},
    )
    place = RadioField(_l("Laquelle ?"), coerce=int, choices=[], validate_choice=False)


class WritingForm(ProposalForm):
    """A proposal being written; `key` says which form it is, however often it is sent."""

    key = HiddenField(validators=[at_most(40)])


class PaperForm(ProposalForm):
    """A proposal received on paper or in a meeting, typed by a facilitator."""

    channel = RadioField(
        _l("Comment l’avez-vous reçue ?"),
        choices=CHANNELS,
        validators=[required(_l("Dites comment cette contribution vous est parvenue."))],
    )
    consent = BooleanField(
        _l("La personne est d’accord pour que son texte soit publié, sans son nom"),
        validators=[
            required(_l("Cochez cette case : sans l’accord de la personne, son texte ne peut pas être publié."))
        ],
    )
    consent_note = StringField(_l("Repère dans le registre"), validators=[at_most(200)])


class ArgumentForm(Form):
    """A reason for or against."""

    position = RadioField(
        _l("Votre argument est"),
        choices=POSITIONS,
        validators=[required(_l("Choisissez « pour » ou « contre »."))],
    )
    source = TextAreaField(
        _l("Votre argument"),
        validators=[required(_l("Écrivez votre argument.")), at_most(LIMITS[Kind.ARGUMENT])],
    )


class CommentForm(Form):
    """A comment, or the answer to one."""

    parent = HiddenField()
    source = TextAreaField(
        _l("Votre commentaire"),
        validators=[required(_l("Écrivez votre commentaire.")), at_most(LIMITS[Kind.COMMENT])],
    )


class SourceForm(Form):
    """A link that backs a proposal."""

    link = StringField(_l("Adresse de la page"), validators=[required(_l("Donnez l’adresse de la page."))])
    label = StringField(_l("Titre de la page"), validators=[at_most(400)])
    category = SelectField(_l("De quoi s’agit-il ?"), choices=SOURCE_CATEGORIES)
    source = TextAreaField(_l("Ce qu’on y apprend"), validators=[at_most(LIMITS[Kind.SOURCE])])


class TextForm(Form):
    """The words of an argument, a comment or a source, to correct them."""

    source = TextAreaField(_l("Votre texte"), validators=[required(_l("Écrivez votre texte."))])


class WithdrawForm(Form):
    """Why someone takes a text back."""

    reason = RadioField(
        _l("Pourquoi retirez-vous ce texte ?"),
        choices=WITHDRAWAL_REASONS,
        validators=[required(_l("Choisissez une raison."))],
    )
