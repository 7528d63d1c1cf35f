"""The fields of a council, of a seat in it, and of another mandate for whoever holds one."""

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import NumberRange, Optional

from consult.kit.forms import DayField, Form, at_most, required
from consult.territories.models import TerritoryLevel
from council.models import Council, Office
from council.operations.councils import CouncilDraft, Seat

_WHOLE = 100
_A_WEEK = 52
OFFICES = [
    SelectChoice(Office.MEMBER.value, _l("Membre")),
    SelectChoice(Office.PRESIDENT.value, _l("Présidence")),
    SelectChoice(Office.VICE_PRESIDENT.value, _l("Vice-présidence")),
]
LEVELS = [
    SelectChoice(TerritoryLevel.REGION.value, _l("Région")),
    SelectChoice(TerritoryLevel.DEPARTMENT.value, _l("Département")),
    SelectChoice(TerritoryLevel.EPCI.value, _l("Communauté de communes ou métropole")),
    SelectChoice(TerritoryLevel.COMMUNE.value, _l("Commune")),
]


class CountField(IntegerField):
    """A whole number; anything else typed is refused with what to write."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the number; raise `ValueError`, as WTForms expects, when it is not one."""
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(_l("Écrivez un nombre entier.")) from error


class CouncilForm(Form):
    """What is said of a council."""

    name = StringField(_l("Nom du conseil"), validators=[required(_l("Donnez le nom du conseil.")), at_most(160)])
    level = SelectField(_l("Échelon"), choices=LEVELS, default=TerritoryLevel.REGION.value)
    territory_name = StringField(_l("Territoire"), validators=[at_most(120)])
    summary = TextAreaField(_l("Ce que fait ce conseil"), validators=[at_most(2_000)])
    deed = StringField(_l("Décision qui l’a créé"), validators=[at_most(300)])
    contact = StringField(_l("Adresse pour lui écrire"), validators=[at_most(254)])
    quorum_share = CountField(
        _l("Quorum, en pourcentage des membres en fonction"),
        default=50,
        validators=[
            Optional(),
            NumberRange(1, _WHOLE, _l("Écrivez un nombre entre 1 et 100.")),
        ],
    )
    sittings_owed = CountField(
        _l("Séances dues dans l’année"),
        default=0,
        validators=[Optional(), NumberRange(0, _A_WEEK, _l("Écrivez un nombre entre 0 et 52."))],
    )

    def draft(self) -> CouncilDraft:
        """Return what was typed."""
        return CouncilDraft(
            name=self.name.data,
            summary=self.summary.data or "",
            deed=self.deed.data or "",
            contact=self.contact.data or "",
            level=TerritoryLevel(self.level.data),
            territory_name=self.territory_name.data or "",
            quorum_share=50 if self.quorum_share.data is None else self.quorum_share.data,
            sittings_owed=self.sittings_owed.data or 0,
        )


def written_council(council: Council) -> dict[str, object]:
    """Return a council as its form shows it."""
    names = ("name", "territory_name", "summary", "deed", "contact", "quorum_share", "sittings_owed")
    return {**{name: getattr(council, name) for name in names}, "level": council.level.value}


class MandateForm(Form):
    """In what capacity someone sits, doing what, from when and until when."""

    capacity = StringField(_l("En quelle qualité"), validators=[at_most(160)])
    office = SelectField(_l("Fonction"), choices=OFFICES)
    starts_on = DayField(_l("Début du mandat"), validators=[required(_l("Donnez le jour où le mandat commence."))])
    ends_on = DayField(_l("Fin du mandat"), validators=[Optional()])

    def seat(self) -> Seat:
        """Return what was typed."""
        return Seat(self.capacity.data or "", Office(self.office.data), self.starts_on.data, self.ends_on.data)


class EndForm(Form):
    """The last day of a mandate, today when none is given."""

    ends_on = DayField(_l("Dernier jour"), validators=[Optional()])


class SeatForm(MandateForm):
    """Someone who comes to sit: with an account, with an address to invite, or with a name alone."""

    email = StringField(_l("Adresse e-mail"), validators=[at_most(254)])
    display_name = StringField(_l("Nom"), validators=[at_most(80)])
