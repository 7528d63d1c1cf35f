"""The fields of a council's pages."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import ValidationError

from consult.kit.forms import Form, at_most, required


class AddressForm(Form):
    """The council a consultation addresses."""

    council = SelectField(
        _l("Conseil destinataire"), validate_choice=False, validators=[required(_l("Choisissez un conseil."))]
    )


class TransmitForm(Form):
    """What is said to the members with the synthesis, and the referral it answers."""

    referral = SelectField(_l("Saisine à laquelle elle répond"), validate_choice=False)
    message = TextAreaField(_l("Mot d’accompagnement"), validators=[at_most(4_000)])

    def validate_referral(self, field: SelectField) -> None:
        """Refuse a referral that is not offered any more, rather than send without it what cannot be unsent."""
        if field.data and field.data not in {choice.value for choice in field.choices}:
            raise ValidationError(_l("Choisissez de nouveau : cette saisine n’attend plus de synthèse."))


class OpinionStartForm(Form):
    """The title of an opinion to write."""

    title = StringField(
        _l("Titre de l’avis"), validators=[required(_l("Donnez un titre à l’avis.")), at_most(200)]
    )
