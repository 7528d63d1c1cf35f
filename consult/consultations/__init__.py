"""Hold the consultations: their question, themes, phases, public pages and desk.

Later steps extend the public frame of a consultation and add their tabs to it.
Phases open and close by date; the worker records each passage once.
"""

from flask import Flask
from flask_babel import lazy_gettext as _l

from consult.accounts import scopes
from consult.accounts.traces import on_trace
from consult.consultations import about, agenda, bulletin, desk, feeds, queries, slots, views
from consult.consultations.jobs import EVERY_SECONDS, RECORD_PASSAGES
from consult.consultations.rules import RULES, Permission
from consult.consultations.traces import TRACES
from consult.kit import landing, menus, permissions
from consult.kit.jobs import handle, repeat
from consult.kit.menus import MenuItem


def init_app(app: Flask) -> None:
    """Open the consultations."""
    permissions.register(app, RULES)
    for pages in (views, feeds, about, *desk.PAGES):
        app.register_blueprint(pages.blueprint)
    _fill_menus(app)
    landing.add(app, landing.Desk(Permission.MANAGE_CONSULTATIONS, "secretariat.home"))
    slots.next_steps.add(app, agenda.own_steps)
    bulletin.reporters.add(app, bulletin.report_calendar)
    bulletin.reporters.add(app, bulletin.report_results)
    scopes.add(app, queries.scopes)
    on_trace(app, TRACES)
    handle(app, RECORD_PASSAGES, "consult.consultations.jobs:record_passages")
    repeat(app, RECORD_PASSAGES, seconds=EVERY_SECONDS)


def _fill_menus(app: Flask) -> None:
    for item in (
        MenuItem("main", 10, _l("Consultations"), "consultations.listing"),
        MenuItem("account", 5, _l("Secrétariat"), "secretariat.home", permission=Permission.MANAGE_CONSULTATIONS),
        MenuItem("desk", 10, _l("À suivre"), "secretariat.home", permission=Permission.MANAGE_CONSULTATIONS),
        MenuItem(
            "desk", 20, _l("Consultations"), "secretariat.listing", permission=Permission.MANAGE_CONSULTATIONS
        ),
        MenuItem("consultation", 10, _l("Présentation"), "consultations.show"),
        MenuItem("footer", 10, _l("Accessibilité : partiellement vérifiée"), "about.accessibility"),
        MenuItem("footer", 20, _l("Données personnelles"), "about.personal_data"),
        MenuItem("footer", 30, _l("Mentions légales"), "about.legal"),
    ):
        menus.add(app, item)
