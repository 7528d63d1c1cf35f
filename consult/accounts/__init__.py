"""Know who takes part: accounts, roles, sign-up and sign-in.

The cookie holds a random token; the database holds its hash, so that signing out everywhere is
immediate. Roles are given for one consultation or for all, and each change leaves a row.
"""

from flask import Flask, url_for
from flask_babel import lazy_gettext as _l

from consult.accounts import checks, desk, exports, personal_data, provider, sessions, traces
from consult.accounts.operations.email import SEND_CHANGE_LINK
from consult.accounts.operations.sign_in import SEND_LINK
from consult.accounts.operations.sign_up import OPEN_ACCOUNT
from consult.accounts.rules import RULES, Permission
from consult.accounts.views import (
    data,
    demo,
    email,
    invitation,
    outside,
    profile,
    resume,
    second_factor,
    sign_in,
    sign_up,
)
from consult.accounts.views.common import blueprint
from consult.kit import commands, menus, permissions
from consult.kit.checks import checks as checklist
from consult.kit.jobs import handle, repeat
from consult.kit.menus import MenuItem

# Importing these modules attaches their routes to the blueprint.
_PAGES = (sign_up, sign_in, resume, outside, second_factor, profile, email, data, demo, invitation, desk)
_FORGET = "accounts.forget"
_LEAVE_UNUSED = "accounts.leave_unused"
_DAY_SECONDS = 24 * 3600


def init_app(app: Flask) -> None:
    """Let people sign up, sign in and run their account."""
    sessions.init_app(app)
    resume.init_app(app)
    provider.init_app(app, app.extensions["consult_settings"])
    permissions.register(app, RULES)
    app.register_blueprint(blueprint)
    app.context_processor(_sign_out_address)
    handle(app, OPEN_ACCOUNT, "consult.accounts.jobs:open_pending", urgent=True)
    handle(app, SEND_LINK, "consult.accounts.jobs:send_asked_link", urgent=True)
    handle(app, SEND_CHANGE_LINK, "consult.accounts.jobs:send_change_of_address", urgent=True)
    handle(app, _LEAVE_UNUSED, "consult.accounts.jobs:leave_unused")
    repeat(app, _LEAVE_UNUSED, seconds=_DAY_SECONDS)
    handle(app, _FORGET, "consult.accounts.jobs:forget")
    repeat(app, _FORGET, seconds=_DAY_SECONDS)
    checklist.add(app, checks.second_factors_are_readable)
    personal_data.on_download(app, exports.tell_account)
    personal_data.on_download(app, traces.hand_over)
    traces.on_trace(app, traces.TRACES)
    commands.register(app, "add", "consult.accounts.cli:add_user", within=("user",))
    commands.register(app, "reset-second-factor", "consult.accounts.cli:reset_second_factor", within=("user",))
    _fill_menus(app)


def _fill_menus(app: Flask) -> None:
    for item in (
        MenuItem("account", 5, _l("Activer mon rôle"), "accounts.enrol_second_factor", shown=_has_waiting_roles),
        MenuItem("account", 6, _l("Administration"), "accounts.all_accounts", permission=Permission.MANAGE_ROLES),
        MenuItem("account", 10, _l("Mon compte"), "accounts.profile", permission=Permission.SEE_OWN_ACCOUNT),
        MenuItem("account", 20, _l("Se connecter"), "accounts.sign_in", shown=_is_visitor),
        MenuItem("account", 30, _l("S’inscrire"), "accounts.sign_up", shown=_is_visitor),
        MenuItem("footer", 5, _l("Charte de participation"), "accounts.charter"),
        MenuItem("desk", 80, _l("Comptes et rôles"), "accounts.all_accounts", permission=Permission.MANAGE_ROLES),
        MenuItem("desk", 81, _l("Invitations"), "accounts.all_invitations", permission=Permission.MANAGE_ROLES),
        MenuItem("my_account", 10, _l("Profil"), "accounts.profile"),
        MenuItem("my_account", 20, _l("Mot de passe"), "accounts.password"),
        MenuItem("my_account", 25, _l("Validation en deux étapes"), "accounts.second_factor"),
        MenuItem("my_account", 27, _l("Compte relié"), "accounts.outside", shown=_has_provider),
        MenuItem("my_account", 30, _l("Appareils"), "accounts.devices"),
        MenuItem("my_account", 90, _l("Mes données"), "accounts.data"),
    ):
        menus.add(app, item)


def _is_visitor(actor: permissions.Actor) -> bool:
    return not actor.is_authenticated


def _has_provider(_actor: permissions.Actor) -> bool:
    return bool(provider.label())


def _has_waiting_roles(actor: permissions.Actor) -> bool:
    return bool(getattr(actor, "roles_wait", False))


def _sign_out_address() -> dict[str, str]:
    """Give the pages of signed-in people the address that signs them out; mails have nobody."""
    actor = permissions.present_actor()
    return {"sign_out_url": url_for("accounts.sign_out")} if getattr(actor, "is_authenticated", False) else {}
