"""Step three: fairness. Flags, decisions with their reasons, and the public register.

The queue is a query on the contributions' own status and on what people flagged; every decision
names a rule of the charter, leaves a row and is told to its author. A later step may call this one.
"""

from flask import Flask
from flask_babel import lazy_gettext as _l

from consult.accounts import charter as accounts_charter
from consult.accounts.personal_data import on_download, on_erase
from consult.accounts.traces import on_trace
from consult.audit.recording import personal_pages
from consult.consultations import slots as consultation_slots
from consult.demo.scene import STEPS
from consult.kit import commands, landing, menus, outbox, permissions
from consult.kit.jobs import handle, repeat
from consult.kit.menus import MenuItem
from consult.kit.revealing import finders as private_finders
from contributions import acts as contribution_acts
from contributions import journeys as contribution_journeys
from contributions import threads
from contributions.holding import holders
from contributions.news import CHANGED
from contributions.personal_data import leaving
from moderation import (
    acts,
    appeals,
    automation,
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
from moderation.operations.automation import TELL as HIDDEN
from moderation.operations.automation import holds
from moderation.operations.campaigns import DECIDE
from moderation.operations.decisions import OUTCOME
from moderation.operations.digests import DIGEST
from moderation.operations.mergings import TELL
from moderation.operations.suspensions import LIFT
from moderation.queries.appeals import appeals_count
from moderation.queries.queue import waiting_count
from moderation.revealed import revealed
from moderation.rules import RULES, Permission
from moderation.traces import TRACES

FOLLOW = "moderation.follow"


PAGES = (
    views,
    desk,
    appeals,
    reports,
    suspensions,
    charters,
    automation,
    desk_life,
    duplicates,
    staff_reads,
    campaigns,
)
PERSONAL_PAGES = (
    "moderation_appeals.case",
    "moderation_life.urgency",
    "moderation_suspensions.ask",
    "moderation_suspensions.case",
    "moderation_suspensions.listed",
)
JOBS = {
    OUTCOME: "moderation.jobs:tell_outcome",
    HIDDEN: "moderation.jobs:tell_hidden_meanwhile",
    DECIDE: "moderation.jobs:decide_one_of_many",
    DIGEST: "moderation.jobs:each_day",
    TELL: "moderation.jobs:tell_merged",
    LIFT: "moderation.jobs:end_suspension",
}
_DAY_SECONDS = 86_400
# Few at a time: nobody else writes while texts are read.
_TOGETHER = 10


def init_app(app: Flask) -> None:
    """Open the desk, the register and the flags; follow what changes in the contributions."""
    permissions.register(app, RULES)
    for pages in PAGES:
        app.register_blueprint(pages.blueprint)
    for kind, path in JOBS.items():
        handle(app, kind, path)
    handle(app, FOLLOW, "moderation.jobs:follow_changes", batch=_TOGETHER)
    repeat(app, DIGEST, seconds=_DAY_SECONDS)
    outbox.subscribe(app, CHANGED, FOLLOW)
    charters.ask_before_writing(app)
    consultation_slots.desk_facts.add(app, charters.facts_of)
    consultation_slots.desk_facts.add(app, automation.facts_of)
    holders.add(app, holds)
    private_finders.add(app, revealed)
    accounts_charter.rules.add(app, default_rules)
    suspensions.tell_at_sign_in(app)
    landing.add(app, landing.Desk(Permission.OPEN_QUEUE, "moderation_desk.queue"))
    _fill_menus(app)
    commands.register(app, "moderation", "moderation.cli:evaluate", within=("evaluate",))
    commands.register(app, "rebuild", "moderation.cli:rebuild_queue", within=("queue",))
    contribution_journeys.storytellers.add(app, journeys.tell_decisions)
    contribution_acts.acts.add(app, acts.offered_acts)
    threads.rules_cited.add(app, acts.cited_rules)
    threads.reasons_told.add(app, acts.why_out_of_sight)
    on_erase(app, personal_data.erase)
    leaving.add(app, personal_data.empty_appeals)
    on_download(app, personal_data.hand_over)
    on_trace(app, TRACES)
    STEPS.add(app, "moderation.demo:fill")
    for page in PERSONAL_PAGES:
        personal_pages.add(app, page)


def _fill_menus(app: Flask) -> None:
    may = Permission.OPEN_QUEUE
    for item in (
        MenuItem("desk", 20, _l("Modération"), "moderation_desk.queue", may, count=waiting_count),
        MenuItem("desk", 21, _l("Recours"), "moderation_appeals.waiting", may, count=appeals_count),
        MenuItem("desk", 22, _l("Suspensions"), "moderation_suspensions.listed", may),
        MenuItem(
            "desk",
            84,
            _l("Registre des lectures"),
            "moderation_staff_reads.register",
            Permission.READ_STAFF_READS,
        ),
        MenuItem("account", 40, _l("Modération"), "moderation_desk.queue", may),
        MenuItem(
            "account", 5, _l("Compte suspendu"), "moderation_suspensions.own", shown=suspensions.is_suspended
        ),
        MenuItem(
            "refused",
            10,
            _l("Lire pourquoi votre compte est suspendu, et contester cette mesure"),
            "moderation_suspensions.own",
            shown=suspensions.is_suspended,
        ),
        MenuItem("consultation_rules", 10, _l("Lire la charte de participation"), "moderation.charter"),
        MenuItem(
            "consultation_rules", 20, _l("Voir ce que la modération a fait"), "moderation_reports.of_consultation"
        ),
        MenuItem("footer", 50, _l("Registre de modération"), "moderation.register"),
    ):
        menus.add(app, item)
