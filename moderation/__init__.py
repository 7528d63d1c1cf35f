"""Step three: fairness. Flags, decisions with their reasons, and the public register.

The queue is a query on the contributions' own status and on what people flagged; every decision
names a rule of the charter, leaves a row and is told to its author. A later step may call this one.
"""

from flask import Flask
from flask_babel import lazy_gettext as _l

from consult.accounts import charter as accounts_charter
from consult.accounts.personal_data import on_download, on_erase
from consult.accounts.traces import on_trace
from consult.consultations import slots as consultation_slots
from consult.demo.scene import STEPS
from consult.kit import commands, landing, menus, outbox, permissions
from consult.kit.jobs import handle, repeat
from consult.kit.menus import MenuItem
from contributions import acts as contribution_acts
from contributions import journeys as contribution_journeys
from contributions.news import CHANGED
from contributions.personal_data import leaving
from moderation import (
    acts,
    appeals,
    campaigns,
    charters,
    desk,
    desk_life,
    duplicates,
    journeys,
    personal_data,
    reports,
    staff_reads,
    suspensions,
    views,
)
from moderation.charter import default_rules
from moderation.operations.campaigns import DECIDE
from moderation.operations.decisions import OUTCOME
from moderation.operations.digests import DIGEST
from moderation.operations.mergings import TELL
from moderation.operations.suspensions import LIFT
from moderation.queries.appeals import appeals_count
from moderation.queries.queue import waiting_count
from moderation.rules import RULES, Permission
from moderation.traces import TRACES

FOLLOW = "moderation.follow"


def init_app(app: Flask) -> None:
    """Open the desk, the register and the flags; follow what changes in the contributions."""
    permissions.register(app, RULES)
    app.register_blueprint(views.blueprint)
    app.register_blueprint(desk.blueprint)
    app.register_blueprint(appeals.blueprint)
    app.register_blueprint(reports.blueprint)
    app.register_blueprint(suspensions.blueprint)
    app.register_blueprint(charters.blueprint)
    app.register_blueprint(desk_life.blueprint)
    app.register_blueprint(duplicates.blueprint)
    app.register_blueprint(staff_reads.blueprint)
    app.register_blueprint(campaigns.blueprint)
    charters.ask_before_writing(app)
    consultation_slots.desk_facts.add(app, charters.facts_of)
    accounts_charter.rules.add(app, default_rules)
    suspensions.tell_at_sign_in(app)
    queue = MenuItem(
        "desk", 20, _l("Modération"), "moderation_desk.queue", Permission.OPEN_QUEUE, count=waiting_count
    )
    menus.add(app, queue)
    contested = MenuItem(
        "desk", 21, _l("Recours"), "moderation_appeals.waiting", Permission.OPEN_QUEUE, count=appeals_count
    )
    menus.add(app, contested)
    _add_suspensions(app)
    way_in = MenuItem("account", 40, _l("Modération"), "moderation_desk.queue", Permission.OPEN_QUEUE)
    menus.add(app, way_in)
    landing.add(app, landing.Desk(Permission.OPEN_QUEUE, "moderation_desk.queue"))
    menus.add(app, MenuItem("footer", 50, _l("Registre de modération"), "moderation.register"))
    handle(app, OUTCOME, "moderation.jobs:tell_outcome")
    handle(app, FOLLOW, "moderation.jobs:follow_change")
    handle(app, DECIDE, "moderation.jobs:decide_one_of_many")
    handle(app, DIGEST, "moderation.jobs:each_day")
    repeat(app, DIGEST, seconds=86_400)
    handle(app, TELL, "moderation.jobs:tell_merged")
    handle(app, LIFT, "moderation.jobs:end_suspension")
    outbox.subscribe(app, CHANGED, FOLLOW)
    commands.register(app, "moderation", "moderation.cli:evaluate", within=("evaluate",))
    commands.register(app, "rebuild", "moderation.cli:rebuild_queue", within=("queue",))
    contribution_journeys.storytellers.add(app, journeys.tell_decisions)
    contribution_acts.acts.add(app, acts.offered_acts)
    on_erase(app, personal_data.erase)
    leaving.add(app, personal_data.empty_appeals)
    on_download(app, personal_data.hand_over)
    on_trace(app, TRACES)
    STEPS.add(app, "moderation.demo:fill")


def _add_suspensions(app: Flask) -> None:
    listed = MenuItem("desk", 22, _l("Suspensions"), "moderation_suspensions.listed", Permission.OPEN_QUEUE)
    menus.add(app, listed)
    own = MenuItem(
        "account", 5, _l("Compte suspendu"), "moderation_suspensions.own", shown=suspensions.is_suspended
    )
    menus.add(app, own)
