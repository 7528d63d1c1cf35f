"""The fields of the synthesis's desk."""

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice

from consult.kit.forms import Form, InstantField, at_most, required
from synthesis.models import ContestAnswer, ContestKind
from synthesis.operations.arranging import LONGEST_NAME
from synthesis.operations.contesting import LONGEST_CONTEST, LONGEST_EXPLANATION
from synthesis.operations.writing import LONGEST_TEXT
from synthesis.wording import CONTEST_KINDS

LONGEST_QUOTE = 600
_WHEN = _l("Choisissez une date et une heure.")


class TextForm(Form):
    """A sentence or an introduction; `seen` is what stood there when the page was opened."""

    text = TextAreaField(
        _l("Votre texte"),
        validators=[
            required(_l("Écrivez une phrase, ou revenez à celle qui a été calculée.")),
            at_most(LONGEST_TEXT),
        ],
        render_kw={"rows": 6},
    )
    seen = HiddenField()


class RestoreForm(Form):
    """The wish to bring back what was computed."""

    seen = HiddenField()


class ReasonForm(Form):
    """Why a synthesis must be taken up again."""

    reason = TextAreaField(
        _l("Pourquoi la reprendre ?"),
        description=_l("Cette raison est gardée avec l’histoire de la synthèse."),
        validators=[required(_l("Écrivez pourquoi cette synthèse doit être reprise.")), at_most(1_000)],
        render_kw={"rows": 4},
    )


class SeenForm(Form):
    """A gesture of one button on a part; `seen` names the state of the part that was read."""

    seen = HiddenField()


class SignForm(SeenForm):
    """The signature of a theme, and the word that the names a computation gave were read."""

    names_read = BooleanField()


class RankForm(SeenForm):
    """The rank a topic goes to."""

    position = HiddenField()


class NameForm(SeenForm):
    """The name of a topic."""

    name = StringField(
        _l("Nom du sujet"), validators=[required(_l("Écrivez le nom du sujet.")), at_most(LONGEST_NAME)]
    )


class MergeForm(SeenForm):
    """The topic that takes all the texts of this one."""

    into = SelectField(_l("Réunir avec"), validate_choice=False)


class TextsForm(SeenForm):
    """The texts that leave a topic: to another one, or into a new one whose name is given."""

    refs = SelectMultipleField(_l("Contributions"), validate_choice=False)
    with_replies = BooleanField(_l("Emmener aussi les réponses aux propositions cochées"))
    into = SelectField(_l("Déplacer vers"), validate_choice=False)
    name = StringField(_l("Nom du nouveau sujet"), validators=[at_most(LONGEST_NAME)])


class QuoteForm(SeenForm):
    """The words to quote: those of a sentence of the text, or others, letter for letter."""

    sentence = RadioField(_l("Une phrase de ce texte"), validate_choice=False)
    words = TextAreaField(
        _l("Ou d’autres mots de ce texte"),
        description=_l("Copiez-les tels quels : ils sont vérifiés lettre à lettre."),
        validators=[at_most(LONGEST_QUOTE)],
        render_kw={"rows": 3},
    )
    instead = SelectField(_l("À la place de"))


class EvidenceForm(SeenForm):
    """The contributions that also support a sentence."""

    refs = StringField(
        _l("Références des contributions"),
        description=_l("Par exemple : P12, A40. Elles s’ajoutent ; aucune n’est jamais ôtée."),
        validators=[required(_l("Écrivez au moins une référence, par exemple P12.")), at_most(500)],
    )


class ProvisionalForm(Form):
    """From when to when contributors may read the provisional synthesis and answer."""

    opens_at = InstantField(
        _l("Ouverte à partir du"), validators=[required(_l("Choisissez une date et une heure."))]
    )
    until = InstantField(_l("Jusqu’au"), validators=[required(_l("Choisissez une date et une heure."))])


class ContestForm(Form):
    """What is wrong with the place of one's own text, in a sentence."""

    kind = RadioField(
        _l("Ce qui ne va pas"),
        choices=[SelectChoice(kind.value, label) for kind, label in CONTEST_KINDS.items()],
        validators=[required(_l("Choisissez ce qui ne va pas."))],
        coerce=ContestKind,
    )
    text = TextAreaField(
        _l("En une phrase"),
        description=_l("Dites ce que vous vouliez dire, ou avec quels textes le vôtre devrait être."),
        validators=[required(_l("Écrivez en une phrase ce qui ne va pas.")), at_most(LONGEST_CONTEST)],
        render_kw={"rows": 4},
    )


class AnswerForm(Form):
    """What the secretariat answers a contributor."""

    answer = RadioField(
        _l("Votre réponse"),
        choices=[
            SelectChoice(ContestAnswer.ACCEPTED.value, _l("Accepter, et changer la synthèse")),
            SelectChoice(ContestAnswer.EXPLAINED.value, _l("Garder la synthèse telle qu’elle est, et expliquer")),
        ],
        validators=[required(_l("Choisissez d’accepter ou d’expliquer."))],
        coerce=ContestAnswer,
    )
    into = SelectField(_l("Déplacer la contribution vers"))
    explanation = TextAreaField(
        _l("Ce que vous répondez"),
        description=_l("La personne le lira sur le site ; le message ne porte qu’un lien."),
        validators=[
            required(_l("Écrivez ce que vous répondez à cette personne.")),
            at_most(LONGEST_EXPLANATION),
        ],
        render_kw={"rows": 4},
    )
