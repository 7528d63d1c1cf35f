"""Let an administrator say who publishes the site: its name, colour, logo and legal duties.

What a page shows of it is read by `consult.kit.identity`, which stands below every room.
The logo and the colour are served from here and from the stylesheet: nothing comes from elsewhere.
"""

from flask import Flask
from flask_babel import lazy_gettext as _l

from consult.identity import desk, views
from consult.identity.completeness import duties_are_written
from consult.identity.rules import RULES, Permission
from consult.kit import menus, permissions
from consult.kit.checks import checks
from consult.kit.menus import MenuItem


def init_app(app: Flask) -> None:
    """Open the desk page of the identity, and the address of the logo."""
    permissions.register(app, RULES)
    for pages in (views, desk):
        app.register_blueprint(pages.blueprint)
    checks.add(app, duties_are_written)
    menus.add(
        app,
        MenuItem("desk", 85, _l("Identité du site"), "identity_desk.edit", permission=Permission.CHANGE_IDENTITY),
    )
