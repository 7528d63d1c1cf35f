"""Keep who of the staff wrote what, and who read whose personal data: rows that are added and never changed.

Every write on a desk leaves a line in its own transaction, whatever the room; each room names its pages
that show personal data. A line is kept 12 months, 36 when an administrator marks it.
"""

from flask import Flask
from flask_babel import lazy_gettext as _l

from consult.accounts.traces import Trace, on_trace
from consult.audit import desk, recording
from consult.audit.models import AuditLine
from consult.audit.rules import RULES, Permission
from consult.kit import menus, permissions
from consult.kit.jobs import handle, repeat
from consult.kit.menus import MenuItem

PERSONAL_PAGES = (
    "accounts.all_accounts",
    "accounts.all_invitations",
    "accounts.one_account",
    "accounts.register_of_roles",
)
_FORGET = "audit.forget"
_DAY_SECONDS = 86_400


def init_app(app: Flask) -> None:
    """Record from now on, and show the register to administrators."""
    permissions.register(app, RULES)
    app.register_blueprint(desk.blueprint)
    recording.init_app(app)
    handle(app, _FORGET, "consult.audit.jobs:forget")
    repeat(app, _FORGET, seconds=_DAY_SECONDS)
    on_trace(app, (Trace(_l("Geste noté"), AuditLine.actor_id, AuditLine.address, AuditLine.at),))
    menus.add(
        app,
        MenuItem("desk", 83, _l("Registre des gestes"), "audit.register", permission=Permission.READ_AUDIT),
    )
    for endpoint in PERSONAL_PAGES:
        recording.personal_pages.add(app, endpoint)
