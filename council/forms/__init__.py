"""The fields of a council's pages."""

from consult.kit.forms import Form, at_most, required
from council.operations.opinions import LONGEST_OPINION
from flask_babel import lazy_gettext as _l
from wtforms import DateField, HiddenField, SelectField, StringField, TextAreaField


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
