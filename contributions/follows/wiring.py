"""Join following to the application: pages, rights, jobs, news and personal data."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from consult.accounts.personal_data import on_download, on_erase
from consult.consultations import bulletin, slots
from consult.kit import menus, outbox, permissions
from consult.kit.jobs import handle, repeat
from consult.kit.menus import MenuItem
from contributions import reporters
from contributions.follows import buttons, personal_data, views
from contributions.follows.jobs import AT_ONCE, EVERY_SECONDS, FOLLOW_OWN, TELL, TELL_MORE
from contributions.follows.rules import RULES, Permission
from contributions.news import CHANGED


def init_app(app: Flask) -> None:
    """Let people follow, and let the worker tell them."""
    permissions.register(app, RULES)
    views.init_app(app)
    app.jinja_env.globals.update(follow_gesture=buttons.follow_gesture, gesture_for=buttons.gesture)
    menus.add(app, MenuItem("my_account", 40, _l("Être prévenu"), "follows.listing", Permission.SEE_FOLLOWS))
    slots.gestures.add(app, buttons.consultation_gestures)
    for report in (reporters.report_proposals, reporters.report_edits, reporters.report_answers):
        bulletin.reporters.add(app, report)
    handle(app, TELL, "contributions.follows.jobs:tell")
    handle(app, TELL_MORE, "contributions.follows.jobs:tell")
    repeat(app, TELL, seconds=EVERY_SECONDS)
    handle(app, FOLLOW_OWN, "contributions.follows.jobs:follow_written", batch=AT_ONCE)
    outbox.subscribe(app, CHANGED, FOLLOW_OWN)
    on_erase(app, personal_data.erase)
    on_download(app, personal_data.hand_over)
