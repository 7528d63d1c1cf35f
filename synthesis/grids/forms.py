"""The fields of the grid's pages."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField, TextAreaField

from consult.kit.forms import Form, at_most, required
from synthesis.operations.arranging import LONGEST_NAME

LONGEST_LIST = 8_000


class CodesForm(Form):
    """The codes to add, typed or pasted."""

    names = TextAreaField(
        _l("Codes à ajouter"),
        description=_l("Un par ligne. Vous pouvez coller une liste : les puces et les numéros sont ôtés."),
        validators=[required(_l("Écrivez au moins un code, un par ligne.")), at_most(LONGEST_LIST)],
        render_kw={"rows": 6},
    )


class CodeNameForm(Form):
    """The name of a code."""

    name = StringField(
        _l("Nom du code"), validators=[required(_l("Écrivez le nom du code.")), at_most(LONGEST_NAME)]
    )


class CodeMergeForm(Form):
    """The code that takes all the texts of this one."""

    into = SelectField(_l("Réunir avec"), validate_choice=False)
