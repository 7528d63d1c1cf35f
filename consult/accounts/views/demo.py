"""What only a demonstration offers: entering as anyone, and reading the mails nobody receives.

Everywhere else these addresses answer 404.
"""

from collections import Counter
from dataclasses import dataclass
from typing import cast

from flask import current_app, render_template, request

from consult.accounts import labels, queries, scopes
from consult.accounts.models import Role, User
from consult.accounts.views.common import Answer, blueprint, open_session
from consult.kit.errors import NotFound
from consult.kit.permissions import public
from consult.settings import Settings

_SHOWN_OF_A_ROLE = 2


@dataclass(frozen=True)
class DemoAccount:
    """An account one may enter as: who, what they may do, and whether enough of their role come before."""

    id: int
    name: str
    role: str
    is_one_more: bool


def settings() -> Settings:
    """Return what the operator chose."""
    return cast("Settings", current_app.extensions["consult_settings"])


def offered_accounts() -> list[DemoAccount]:
    """Return the accounts the sign-in page offers: none unless the site is a demonstration."""
    if not settings().demo:
        return []
    titles = scopes.titles()
    held: Counter[str] = Counter()
    offered = []
    for user in queries.demo_accounts():
        role = _roles(user, titles)
        held[role] += 1
        offered.append(DemoAccount(user.id, user.display_name, role, held[role] > _SHOWN_OF_A_ROLE))
    return offered


def _roles(user: User, titles: dict[int | None, str]) -> str:
    names = [labels.held(grant.role, grant.consultation_id, titles) for grant in user.grants]
    return " ; ".join(names) or str(labels.ROLES[Role.CITIZEN])


def _only_in_demonstration() -> None:
    if not settings().demo:
        raise NotFound


@blueprint.post("/connexion/demonstration")
@public
def demo_sign_in() -> Answer:
    """Enter as one of the demonstration's accounts, whose roles ask for no second factor."""
    _only_in_demonstration()
    user = queries.demo_account(request.form.get("compte", type=int))
    if user is None:
        raise NotFound
    return open_session(user, request.form.get("suite"))


@blueprint.get("/courriels-de-demonstration")
@public
def demo_mails() -> Answer:
    """List the mails of the demonstration, so that their links can be followed."""
    _only_in_demonstration()
    mails = queries.written_mails(request.args.get("suite"))
    return render_template("accounts/demo_mails.html", mails=mails, folder=settings().data_dir / "mail")


@blueprint.get("/courriels-de-demonstration/<int:mail_id>")
@public
def demo_mail(mail_id: int) -> Answer:
    """Show one mail of the demonstration."""
    _only_in_demonstration()
    mail = queries.written_mail(mail_id)
    if mail is None:
        raise NotFound
    return render_template("accounts/demo_mail.html", mail=mail)
