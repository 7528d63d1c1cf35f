"""Hold the consultations: their question, themes, phases, public pages and desk.

Later steps extend the public frame of a consultation and add their tabs to it.
Phases open and close by date; the worker records each passage once.
"""

from flask import Flask
from flask_babel import lazy_gettext as _l

from consult.accounts import scopes
from consult.consultations import about, queries, views
from consult.consultations.jobs import EVERY_SECONDS, RECORD_PASSAGES
from consult.consultations.rules import RULES
from consult.kit import menus, permissions
from consult.kit.jobs import handle, repeat
from consult.kit.menus import MenuItem


def init_app(app: Flask) -> None:
    """Open the consultations."""
    permissions.register(app, RULES)
    for pages in (views, about):
        app.register_blueprint(pages.blueprint)
    _fill_menus(app)
    scopes.add(app, queries.scopes)
    handle(app, RECORD_PASSAGES, "consult.consultations.jobs:record_passages")
    repeat(app, RECORD_PASSAGES, seconds=EVERY_SECONDS)


def _fill_menus(app: Flask) -> None:
    for item in (
        MenuItem("main", 10, _l("Consultations"), "consultations.listing"),
        MenuItem("consultation", 10, _l("Présentation"), "consultations.show"),
        MenuItem("footer", 10, _l("Accessibilité : partiellement vérifiée"), "about.accessibility"),
        MenuItem("footer", 20, _l("Données personnelles"), "about.personal_data"),
        MenuItem("footer", 30, _l("Mentions légales"), "about.legal"),
    ):
        menus.add(app, item)
