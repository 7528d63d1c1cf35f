"""Step four: finding again. One engine behind one interface, always rebuilt from the database.

What changes is filed by the worker, from the outbox; results are checked against the database before
they are shown. Later rooms register their own texts with `kinds`.
"""

from flask import Flask
from flask_babel import lazy_gettext as _l

from consult.audit.recording import personal_pages
from consult.kit import commands, menus, outbox
from consult.kit.backup import disposable
from consult.kit.checks import checks as checklist
from consult.kit.jobs import handle, repeat
from consult.kit.menus import MenuItem
from consult.kit.similar import finders
from contributions.news import CHANGED
from moderation.rules import Permission
from search import engines, kinds, synonyms, views
from search.checks import index_is_sound
from search.queries import texts
from search.resembling import resembling


def init_app(app: Flask) -> None:
    """Open the search page, its command line, and the jobs that keep its index true."""
    data_dir = app.extensions["consult_settings"].data_dir
    engines.init_app(app, data_dir)
    synonyms.init_app(app, data_dir)
    disposable.add(app, "search")
    checklist.add(app, index_is_sound)
    app.register_blueprint(views.blueprint)
    menus.add(app, MenuItem("main", 30, _l("Rechercher"), "search.results"))
    menus.add(app, MenuItem("desk", 12, _l("Textes écartés"), "search.withheld", Permission.OPEN_QUEUE))
    personal_pages.add(app, "search.withheld")
    kinds.add(app, CONTRIBUTIONS)
    finders.add(app, resembling)
    for topic in (CHANGED, kinds.CHANGED):
        outbox.subscribe(app, topic, kinds.INDEX)
    handle(app, kinds.INDEX, "search.jobs:index_changed", batch=200, long=True)
    handle(app, "search.keep_sound", "search.jobs:keep_sound", long=True)
    handle(app, "search.refresh", "search.jobs:refresh_support", long=True)
    repeat(app, "search.keep_sound", seconds=30)
    repeat(app, "search.refresh", seconds=3600)
    commands.register(app, "search", "search.cli:search")
    commands.register(app, "rebuild", "search.cli:rebuild", within=("index",))
    commands.register(app, "search", "search.cli:evaluate", within=("evaluate",))


CONTRIBUTIONS = kinds.Searchable(
    name=texts.COLLECTION,
    kinds=texts.PLURALS,
    documents=texts.contribution_documents,
    together=texts.contributions_together,
    visible=texts.visible_contributions,
    count=texts.count_contributions,
)
