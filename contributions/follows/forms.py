"""Ask how often, and in which language, someone wants to be told."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectChoice, SelectField

from consult.kit.errors import Sentence
from consult.kit.forms import Form, required
from consult.kit.languages import LANGUAGES
from contributions.follows.models import Rhythm

RHYTHMS: dict[Rhythm, Sentence] = {
    Rhythm.NOW: _l("Au fil de l’eau : dans le quart d’heure"),
    Rhythm.DAILY: _l("Une fois par jour, le matin"),
    Rhythm.WEEKLY: _l("Une fois par semaine, le lundi matin"),
    Rhythm.NEVER: _l("Jamais : je viens voir moi-même"),
}


class DeliveryForm(Form):
    """Choose the rhythm of mails and their language."""

    rhythm = RadioField(
        _l("Quand voulez-vous être prévenu ?"),
        choices=[SelectChoice(rhythm.value, label) for rhythm, label in RHYTHMS.items()],
        validators=[required(_l("Choisissez un rythme."))],
    )
    language = SelectField(
        _l("Langue de ces courriels"), choices=[SelectChoice(code, name) for code, name in LANGUAGES.items()]
    )
