"""Open what a council plans, its scheme and workstreams, and the way to what becomes of a proposal."""

from flask import Flask

from consult.accounts.personal_data import on_download
from consult.accounts.traces import on_trace
from consult.kit import permissions
from contributions.acts import acts
from council import personal_programme
from council.desk import programme as programme_desk
from council.desk import workstreams as workstream_desk
from council.following import offer_to_follow
from council.rules.programme import PROGRAMME_RULES
from council.searched_measures import MEASURES
from council.views import programme as programme_views
from search import kinds


def init_app(app: Flask) -> None:
    """Register the rules and the pages, let measures be found, and hand over what names someone."""
    permissions.register(app, PROGRAMME_RULES)
    for pages in (programme_views, programme_desk, workstream_desk):
        app.register_blueprint(pages.blueprint)
    kinds.add(app, MEASURES)
    acts.add(app, offer_to_follow)
    on_download(app, personal_programme.hand_over)
    on_trace(app, personal_programme.TRACES)
