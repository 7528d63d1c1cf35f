"""Step two: what people say. Proposals, arguments, comments, sources and votes.

Every write is a verb of `operations`, every passage of status goes through `status`, and every read
through the filter of `queries.visibility`. Later rooms hear of changes by the outbox.
"""

from flask import Flask
from flask_babel import lazy_gettext as _l

from consult.accounts.personal_data import on_download, on_erase
from consult.accounts.traces import on_trace
from consult.consultations.slots import counted_places, take_part
from consult.demo.scene import ENDS, STEPS
from consult.kit import commands, menus, outbox, permissions
from consult.kit.jobs import handle, repeat
from consult.kit.menus import MenuItem
from contributions import personal_data
from contributions.acts import contribution_acts
from contributions.attachments import wiring as attachments
from contributions.follows import wiring as follows
from contributions.news import CHANGED
from contributions.queries.places import counted_by_place
from contributions.quick_vote import views as quick_vote
from contributions.rules import RULES, Permission
from contributions.similar import wiring as similar
from contributions.taking_part import ways_to_take_part
from contributions.threads import heading_of, signature, told_to_author, trace_of, traces_of
from contributions.traces import TRACES
from contributions.views import (
    discussion,
    entering,
    open_data,
    own_texts,
    proposals,
    receipts,
    responses,
    votes,
    writing,
)


def init_app(app: Flask) -> None:
    """Open the contributions' pages, rights, jobs and commands."""
    permissions.register(app, RULES)
    for views in (
        proposals,
        writing,
        votes,
        discussion,
        responses,
        own_texts,
        receipts,
        entering,
        open_data,
        quick_vote,
    ):
        app.register_blueprint(views.blueprint)
    app.jinja_env.globals.update(
        signature=signature,
        trace_of=trace_of,
        traces_of=traces_of,
        heading_of=heading_of,
        told_to_author=told_to_author,
    )
    app.jinja_env.globals["contribution_acts"] = contribution_acts
    menus.add(app, MenuItem("consultation", 20, _l("Propositions"), "proposals.listing"))
    menus.add(app, MenuItem("account", 10, _l("Mes contributions"), "own_texts.listing", Permission.SEE_OWN))
    menus.add(app, MenuItem("footer", 40, _l("Données ouvertes"), "open_data.index"))
    take_part.add(app, ways_to_take_part)
    counted_places.add(app, counted_by_place)
    handle(app, "contributions.totals", "contributions.jobs:count_totals")
    repeat(app, "contributions.totals", seconds=60)
    handle(app, "contributions.totals_over", "contributions.jobs:count_changed", batch=100)
    outbox.subscribe(app, CHANGED, "contributions.totals_over")
    path = "contributions.imports.cli:republique_numerique"
    commands.register(app, "republique-numerique", path, within=("import",))
    commands.register(app, "rebuild", "contributions.cli:rebuild_counters", within=("counters",))
    commands.register(app, "render", "contributions.cli:render_texts", within=("texts",))
    attachments.init_app(app)
    similar.init_app(app)
    on_erase(app, personal_data.erase)
    on_download(app, personal_data.hand_over)
    on_trace(app, TRACES)
    follows.init_app(app)
    STEPS.add(app, "contributions.demo.fill:fill")
    ENDS.add(app, "contributions.demo.fill:sum_up")
