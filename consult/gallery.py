"""Show every macro in each of its states on one page, on the demonstration site only."""

from flask import Blueprint, Flask, flash, redirect, render_template, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response
from wtforms import (
    BooleanField,
    DateField,
    FileField,
    PasswordField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice

from consult.consultations.places import Place, Places
from consult.kit import clock
from consult.kit.forms import Form, required
from consult.kit.permissions import public
from consult.territories.outlines import drawings

_THEMES = [
    SelectChoice("", _l("Choisissez un thème")),
    SelectChoice("sante", _l("Santé")),
    SelectChoice("culture", _l("Culture")),
]
_CHANNELS = [
    SelectChoice("online", _l("En ligne")),
    SelectChoice("paper", _l("Sur papier")),
    SelectChoice("meeting", _l("En réunion")),
]

pages = Blueprint("gallery", __name__)


class SampleForm(Form):
    """A form with one field of each kind."""

    title = StringField(
        _l("Votre proposition en une phrase"),
        [required(_l("Écrivez ce que vous proposez."))],
        description=_l("Par exemple : « Ouvrir un espace numérique dans chaque gare »"),
    )
    body = TextAreaField(_l("Expliquez-la"), [required(_l("Ajoutez quelques phrases."))])
    theme = SelectField(_l("Thème"), [required(_l("Choisissez le thème dans la liste."))], choices=_THEMES)
    held_on = DateField(_l("Date de la réunion"))
    document = FileField(_l("Joindre un document"), description=_l("PDF, JPEG ou PNG, 5 Mo au plus"))
    password = PasswordField(_l("Mot de passe"))
    channel = RadioField(
        _l("Comment cette contribution est-elle arrivée ?"),
        [required(_l("Dites comment elle est arrivée."))],
        choices=_CHANNELS,
    )
    charter = BooleanField(
        _l("J’ai lu la charte de participation"), [required(_l("Cochez la case pour continuer."))]
    )


def init_app(app: Flask) -> None:
    """Open the gallery where the site is a demonstration."""
    if app.extensions["consult_settings"].demo:
        app.register_blueprint(pages)


@pages.get("/composants")
@public
def components() -> str:
    """Draw every macro, with one form untouched and one refused."""
    refused = SampleForm(formdata=None, prefix="refus-", meta={"csrf": False})
    refused.validate()
    return render_template(
        "consult/components.html",
        sample_form=SampleForm(formdata=None, prefix="essai-", meta={"csrf": False}),
        refused_form=refused,
        sample_day=clock.now(),
        sample_places=_sample_map(),
        sample_list=Places([Place("Ille-et-Vilaine", "#reperes", 5), Place("Finistère", "", 0)], [], 2, None),
    )


def _sample_map() -> Places:
    """Return a region as it is drawn, one of its departments with nothing to read, and an EPCI."""
    drawing = drawings()["24"]
    counts = (12, 0, 7, 1, 1500, 33)
    departments = [
        Place(one.name, "#reperes", count, one) for one, count in zip(drawing.departments, counts, strict=True)
    ]
    groups = [Place(f"Communauté de communes n° {number}", "#reperes", 12 - number) for number in range(1, 11)]
    return Places(departments, groups, 4, drawing)


@pages.post("/composants")
@public
def press_sample() -> Response:
    """Answer the sample buttons: nothing is sent."""
    flash(gettext("Ce bouton est un exemple : rien n’a été envoyé."), "info")
    return redirect(url_for(".components"), 303)
