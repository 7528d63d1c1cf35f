"""The fields of the synthesis's desk."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, TextAreaField

from consult.kit.forms import Form, at_most, required
from synthesis.operations.writing import LONGEST_TEXT


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
