"""The fields of a council's pages."""

from flask_babel import lazy_gettext as _l
from wtforms import DateField, HiddenField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional

from consult.kit.forms import Form, at_most, required
from council.models import Office
from council.operations.opinions import LONGEST_OPINION

OFFICES = [
    SelectChoice(Office.MEMBER.value, _l("Membre")),
    SelectChoice(Office.PRESIDENT.value, _l("Présidence")),
    SelectChoice(Office.VICE_PRESIDENT.value, _l("Vice-présidence")),
]


class CouncilForm(Form):
    """What is said of a council."""

    name = StringField(_l("Nom du conseil"), validators=[required(_l("Donnez le nom du conseil.")), at_most(160)])
    summary = TextAreaField(_l("Ce que fait ce conseil"), validators=[at_most(2_000)])
    deed = StringField(_l("Décision qui l’a créé"), validators=[at_most(300)])
    contact = StringField(_l("Adresse pour lui écrire"), validators=[at_most(254)])


class SeatForm(Form):
    """Someone's mandate."""

    email = StringField(
        _l("Adresse e-mail de son compte"), validators=[required(_l("Donnez l’adresse e-mail de la personne."))]
    )
    capacity = StringField(_l("En quelle qualité"), validators=[at_most(160)])
    office = SelectField(_l("Fonction"), choices=OFFICES)
    starts_on = DateField(
        _l("Début du mandat"), validators=[required(_l("Donnez le jour où le mandat commence."))]
    )
    ends_on = DateField(_l("Fin du mandat"), validators=[Optional()])


class AddressForm(Form):
    """The council a consultation addresses."""

    council = SelectField(
        _l("Conseil destinataire"), validate_choice=False, validators=[required(_l("Choisissez un conseil."))]
    )


class TransmitForm(Form):
    """What is said to the members with the synthesis."""

    message = TextAreaField(_l("Mot d’accompagnement"), validators=[at_most(4_000)])


class OpinionStartForm(Form):
    """The title of an opinion to write."""

    title = StringField(
        _l("Titre de l’avis"), validators=[required(_l("Donnez un titre à l’avis.")), at_most(200)]
    )


class OpinionForm(OpinionStartForm):
    """An opinion's words; recommendations are separated by a blank line."""

    source = TextAreaField(_l("Texte de l’avis"), validators=[at_most(LONGEST_OPINION)])
    recommendations = TextAreaField(_l("Recommandations"))
    version = HiddenField()


class PublishForm(Form):
    """The day the council adopted its opinion."""

    adopted_on = DateField(
        _l("Adopté le"), validators=[required(_l("Donnez le jour où le conseil a adopté l’avis."))]
    )
