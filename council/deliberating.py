"""Open what a council does together: its register, its sittings, its votes, its minutes."""

from flask import Flask

from consult.accounts.operations.invitations import welcomes
from consult.accounts.personal_data import on_download
from consult.accounts.traces import on_trace
from consult.consultations.slots import beginnings
from consult.kit import outbox, permissions
from consult.kit.jobs import handle, repeat
from contributions.news import CHANGED
from council import personal_sittings, serving
from council.desk import agendas, referrals, reports, sittings, votes
from council.operations.minutes import settle_minutes
from council.operations.opinions import PUBLISHED
from council.operations.referrals import settle_by_vote
from council.operations.seating import WELCOME, take_seats
from council.operations.votes import when_closed
from council.rules.referrals import REFERRAL_RULES
from council.rules.sittings import SITTING_RULES
from council.views import referrals as referral_views
from council.views import sittings as sitting_views
from council.views import transmissions as transmission_views

EVERY_SECONDS = 3600
"""How often the worker looks for members whose mandate has begun since."""
ANSWERED, REPEATED = "council.referral_answered", "council.repeated_text_changed"


def init_app(app: Flask) -> None:
    """Register the rules and the pages, and what a closed vote changes."""
    for rules in (REFERRAL_RULES, SITTING_RULES):
        permissions.register(app, rules)
    for pages in (referral_views, sitting_views, transmission_views, referrals, sittings, agendas, votes, reports):
        app.register_blueprint(pages.blueprint)
    for act in (settle_by_vote, settle_minutes):
        when_closed.add(app, act)
    beginnings.add(app, serving.begin_for)
    handle(app, ANSWERED, "council.jobs:answer_referral")
    outbox.subscribe(app, PUBLISHED, ANSWERED)
    handle(app, WELCOME, "council.jobs:welcome_members")
    repeat(app, WELCOME, seconds=EVERY_SECONDS)
    handle(app, REPEATED, "council.jobs:read_again_quotes")
    outbox.subscribe(app, CHANGED, REPEATED)
    welcomes.add(app, take_seats)
    on_download(app, personal_sittings.hand_over)
    on_trace(app, personal_sittings.TRACES)
