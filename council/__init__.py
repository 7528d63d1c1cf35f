"""Step six: the digital council receives the synthesis, gives its opinion, and everyone can follow the chain.

A person signs and sends; the worker freezes the files and tells the members. An opinion rests on
sentences of the synthesis, and through them on what people wrote.
"""

from flask import Flask
from flask_babel import lazy_gettext as _l

from consult.accounts.personal_data import on_download
from consult.accounts.traces import on_trace
from consult.audit.recording import personal_pages
from consult.consultations import slots as consultation_slots
from consult.demo.scene import STEPS
from consult.kit import landing, menus, permissions
from consult.kit.jobs import handle
from consult.kit.menus import MenuItem
from council import answering, deliberating, personal_data, planning, steps
from council.desk import members as member_desk
from council.desk import secretariat as secretariat_desk
from council.operations.transmissions import SEND
from council.queries.transmissions import unread_by
from council.rules import RULES, Permission
from council.searched import OPINIONS
from council.traces import TRACES
from council.views import opinions as opinion_views
from council.wording import member_name
from search import kinds
from synthesis import slots

PERSONAL_PAGES = (
    "agenda_desk.minutes",
    "council_desk.transmission",
    "council_secretariat.council",
    "council_secretariat.end",
    "council_secretariat.renew",
    "sitting_desk.show",
)
"""Who was invited, who answered or came, who acknowledged what they received."""


def init_app(app: Flask) -> None:
    """Open the council's pages and desks, and add its steps to the earlier rooms'."""
    permissions.register(app, RULES)
    for pages in (opinion_views, member_desk, secretariat_desk):
        app.register_blueprint(pages.blueprint)
    app.jinja_env.globals.update(member_name=member_name)
    deliberating.init_app(app)
    answering.init_app(app)
    planning.init_app(app)
    _fill_menus(app)
    for page in PERSONAL_PAGES:
        personal_pages.add(app, page)
    landing.add(app, landing.Desk(Permission.OPEN_DESK, "council_desk.home"))
    handle(app, SEND, "council.jobs:send_transmission")
    consultation_slots.desk_facts.add(app, steps.facts_of)
    consultation_slots.next_steps.add(app, steps.next_steps_of)
    slots.desk_actions.add(app, steps.sending_of)
    on_download(app, personal_data.hand_over)
    on_trace(app, TRACES)
    kinds.add(app, OPINIONS)
    STEPS.add(app, "council.demo:fill")


def _fill_menus(app: Flask) -> None:
    menus.add(app, MenuItem("main", 30, _l("Conseils"), "councils.listing"))
    menus.add(app, MenuItem("consultation", 40, _l("Suivi"), "councils.chain"))
    menus.add(app, MenuItem("account", 7, _l("Mon conseil"), "council_desk.home", shown=steps.sits_somewhere))
    menus.add(
        app,
        MenuItem("desk", 40, _l("Conseils"), "council_secretariat.listing", Permission.MANAGE_COUNCILS),
    )
    menus.add(
        app,
        MenuItem(
            "desk",
            45,
            _l("Reçu par le conseil"),
            "council_desk.home",
            Permission.OPEN_DESK,
            shown=steps.sits_somewhere,
            count=unread_by,
        ),
    )
