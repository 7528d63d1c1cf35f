"""Step five: what a consultation said, computed from its published contributions and checkable line by line.

`analysis` turns a frozen corpus into figures, topics and quotes; `composer` arranges them in one document;
`formats` writes it, the same bytes for the same data. The worker computes; the pages only read what it kept.
"""

from flask import Flask
from flask_babel import lazy_gettext as _l

from consult.accounts.personal_data import on_download, on_erase
from consult.accounts.traces import on_trace
from consult.audit.recording import personal_pages
from consult.consultations import slots as consultation_slots
from consult.consultations.operations.life import CLOSED
from consult.demo.scene import STEPS
from consult.kit import commands, menus, outbox, permissions
from consult.kit.jobs import handle
from consult.kit.menus import MenuItem
from contributions import journeys as contribution_journeys
from contributions.news import CHANGED
from search import kinds
from synthesis import desk, journeys, own, personal_data, steps, views
from synthesis.grids import wiring as grids
from synthesis.operations.contesting import TELL_PROVISIONAL
from synthesis.operations.life import BUILD, TELL_PLACES, WITHHOLD, WRITE_FILES
from synthesis.queries.syntheses import drafts_waiting
from synthesis.rules import RULES, Permission
from synthesis.searched import SYNTHESES
from synthesis.traces import TRACES
from synthesis.vectors import wiring as vectors


def init_app(app: Flask) -> None:
    """Open the pages and the desk, and build a synthesis when a consultation closes."""
    permissions.register(app, RULES)
    on_trace(app, TRACES)
    on_erase(app, personal_data.erase)
    on_download(app, personal_data.hand_over)
    app.register_blueprint(views.blueprint)
    app.register_blueprint(own.blueprint)
    for blueprint in desk.BLUEPRINTS:
        app.register_blueprint(blueprint)
    entry = MenuItem(
        "desk", 30, _l("Synthèses"), "synthesis_desk.index", Permission.OPEN_DESK, count=drafts_waiting
    )
    menus.add(app, entry)
    for page in ("synthesis_answers.contests", "synthesis_answers.contest"):
        personal_pages.add(app, page)
    handle(app, BUILD, "synthesis.jobs:build", long=True)
    handle(app, WRITE_FILES, "synthesis.jobs:write_files", long=True)
    handle(app, TELL_PROVISIONAL, "synthesis.jobs:tell_provisional")
    handle(app, TELL_PLACES, "synthesis.jobs:tell_places")
    handle(app, WITHHOLD, "synthesis.jobs:withhold_changed", batch=200)
    outbox.subscribe(app, CLOSED, BUILD)
    outbox.subscribe(app, CHANGED, WITHHOLD)
    vectors.init_app(app)
    grids.init_app(app)
    consultation_slots.desk_facts.add(app, steps.facts_of)
    consultation_slots.next_steps.add(app, steps.next_steps_of)
    contribution_journeys.storytellers.add(app, journeys.tell_places)
    kinds.add(app, SYNTHESES)
    STEPS.add(app, "synthesis.demo:fill")
    commands.register(app, "agreement", "synthesis.auditing.cli:agreement", within=("synthesis",))
    commands.register(app, "build", "synthesis.cli:build", within=("synthesis",))
    commands.register(app, "follow", "synthesis.following:follow", within=("synthesis",))
    commands.register(app, "sample", "synthesis.auditing.cli:sample", within=("synthesis",))
    commands.register(app, "stop", "synthesis.following:stop", within=("synthesis",))
    commands.register(app, "verify", "synthesis.cli:verify", within=("synthesis",))
    commands.register(app, "synthesis", "synthesis.cli:evaluate", within=("evaluate",))
