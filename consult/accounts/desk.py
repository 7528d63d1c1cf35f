"""The administration of accounts: who holds which role, and how it was given."""

from collections.abc import Callable
from typing import TypeVar

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from wtforms import SelectChoice, SelectField

from consult.accounts import labels, queries, scopes
from consult.accounts.forms import InvitationForm, RoleForm
from consult.accounts.models import Invitation, Role, RoleChange, RoleGrant, User
from consult.accounts.operations import invitations, roles
from consult.accounts.rules import Permission
from consult.accounts.views.common import Answer, blueprint, go, page
from consult.kit import clock
from consult.kit.errors import Invalid, NotFound
from consult.kit.permissions import present_actor, requires

Row = TypeVar("Row", User, RoleGrant, Invitation)


@blueprint.get("/administration/comptes")
@requires(Permission.MANAGE_ROLES)
def all_accounts() -> Answer:
    """List the accounts, those with a role first asked for, and the latest changes of roles."""
    looked_for, everyone = request.args.get("q", "").strip(), request.args.get("qui") == "tous"
    listed = queries.accounts(looked_for, request.args.get("suite"), with_role=not everyone and not looked_for)
    changes = queries.register_of_roles(None)
    return render_template(
        "accounts/desk/accounts.html",
        found=listed,
        looked_for=looked_for,
        everyone=everyone,
        changes=changes.items[:10],
        held=_held(),
    )


@blueprint.route("/administration/comptes/<int:user_id>", methods=["GET", "POST"])
@requires(Permission.MANAGE_ROLES)
def one_account(user_id: int) -> Answer:
    """Show an account with its roles, and give it another."""
    user = found(queries.account(user_id))
    form = RoleForm()
    _offer_scopes(form.scope)
    if form.validate_on_submit():
        try:
            return _give(form, user)
        except Invalid as error:
            form.refuse(error)
    changes = queries.register_of_roles(request.args.get("suite"), user.id)
    return page("desk/account.html", form, user=user, changes=changes, held=_held())


def _give(form: RoleForm, user: User) -> Answer:
    if not roles.give_role(present_actor(), user, Role(form.role.data), form.scope.data, at=clock.now()):
        raise Invalid(_("Cette personne a déjà ce rôle."), "role")
    flash(_("Le rôle est donné à %(name)s.", name=user.display_name), "success")
    return go(url_for("accounts.one_account", user_id=user.id))


@blueprint.post("/administration/comptes/<int:user_id>/roles/<int:grant_id>/retirer")
@requires(Permission.MANAGE_ROLES)
def withdraw_role(user_id: int, grant_id: int) -> Answer:
    """Withdraw a role."""
    grant = found(queries.grant_on_account(user_id, grant_id))
    user = grant.user
    roles.withdraw_role(present_actor(), grant, at=clock.now())
    flash(_("Le rôle est retiré à %(name)s.", name=user.display_name), "success")
    return go(url_for("accounts.one_account", user_id=user.id))


@blueprint.route("/administration/invitations", methods=["GET", "POST"])
@requires(Permission.MANAGE_ROLES)
def all_invitations() -> Answer:
    """Offer a role by mail, and see which offers wait for an answer."""
    form = InvitationForm()
    _offer_scopes(form.scope)
    if form.validate_on_submit():
        try:
            return _invite(form)
        except Invalid as error:
            form.refuse(error)
    waiting = queries.open_invitations(clock.now())
    return page("desk/invitations.html", form, waiting=waiting, held=_held())


def _invite(form: InvitationForm) -> Answer:
    role, scope, at = Role(form.role.data), form.scope.data, clock.now()
    if invitations.invite(present_actor(), form.email.data, role, scope, at=at):
        flash(_("L’invitation part à l’adresse %(email)s.", email=form.email.data), "success")
    else:
        flash(_("Cette personne a un compte : le rôle lui est donné, et un courriel le lui dit."), "success")
    return go(url_for("accounts.all_invitations"))


@blueprint.post("/administration/invitations/<int:invitation_id>/retirer")
@requires(Permission.MANAGE_ROLES)
def withdraw_invitation(invitation_id: int) -> Answer:
    """Take an invitation back."""
    invitations.withdraw_invitation(found(queries.invitation_by_id(invitation_id)), at=clock.now())
    flash(_("L’invitation est retirée : son lien ne sert plus."), "success")
    return go(url_for("accounts.all_invitations"))


@blueprint.get("/administration/registre-des-roles")
@requires(Permission.MANAGE_ROLES)
def register_of_roles() -> Answer:
    """Show every change of roles: who, what, to whom, when."""
    changes = queries.register_of_roles(request.args.get("suite"))
    return render_template("accounts/desk/register.html", changes=changes, held=_held())


def found(row: Row | None) -> Row:
    """Return what was asked for, or raise `NotFound`; the right to ask was checked before."""
    if row is None:
        raise NotFound
    return row


def _offer_scopes(field: SelectField) -> None:
    offered = [SelectChoice(scope.id, scope.title) for scope in scopes.all_scopes()]
    field.choices = [SelectChoice("", _("Toutes les consultations")), *offered]


def _held() -> Callable[[RoleGrant | RoleChange | Invitation], str]:
    """Return the function by which pages say a role and on what it is held."""
    titles = scopes.titles()
    return lambda one: labels.held(one.role, one.consultation_id, titles)
