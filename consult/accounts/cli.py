"""Add people from the command line."""

import sys
from dataclasses import dataclass

import click
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from consult.accounts import labels, queries, scopes
from consult.accounts.emails import clean_email
from consult.accounts.models import Role, User
from consult.accounts.operations.invitations import invite
from consult.accounts.operations.operator import open_account
from consult.accounts.operations.roles import check_scope, give_role
from consult.accounts.operations.second_factor import reset
from consult.kit import clock
from consult.kit.db import database
from consult.kit.errors import DomainError, Invalid

_REFUSED = 2


@dataclass(frozen=True)
class Wish:
    """Who is added, to do what, on what; no role means a citizen."""

    email: str
    role: Role
    consultation_id: int | None


@click.command()
@click.argument("email")
@click.option("--role", "role_name", default="citizen", show_default=True, help=", ".join(Role))
@click.option("--consultation", "slug", help="Limiter le rôle à une consultation, par le mot de son adresse.")
@click.option("--name", help="Nom public d’un nouveau compte ; demandé s’il manque.")
@click.option("--invite", "by_mail", is_flag=True, help="Envoyer une invitation au lieu d’un mot de passe.")
def add_user(email: str, role_name: str, slug: str | None, name: str | None, *, by_mail: bool) -> None:
    """Ouvrir le compte de EMAIL s’il n’existe pas, et lui donner un rôle ; la relancer ne change rien."""
    try:
        wish = _read(email, role_name, slug)
        if _account_is_open(wish.email):
            click.echo(_give(wish))
        elif by_mail:
            click.echo(_invite(wish))
        else:
            _open(wish, name or click.prompt(_("Nom affiché")), _ask_password())
            click.echo(_give(wish))
    except DomainError as refusal:
        click.echo(str(refusal.sentence), err=True)
        sys.exit(_REFUSED)


@click.command()
@click.argument("email")
def reset_second_factor(email: str) -> None:
    """Désactiver la validation en deux étapes de EMAIL et fermer ses sessions ; la relancer ne change rien."""
    with database().unit_of_work():
        user = queries.user_by_email(email)
        done = user is not None and reset(user, at=clock.now())
    if user is None:
        click.echo(_("Vérifiez l’adresse : %(email)s n’a pas de compte.", email=email), err=True)
        sys.exit(_REFUSED)
    if done:
        click.echo(_("%(email)s : la validation en deux étapes est désactivée.", email=email))
    else:
        click.echo(_("%(email)s n’avait pas la validation en deux étapes : rien ne change.", email=email))


def _read(email: str, role_name: str, slug: str | None) -> Wish:
    """Check what was typed. Raises `Invalid`."""
    if role_name not in set(Role):
        raise Invalid(_l("Choisissez un rôle parmi : %(roles)s.", roles=", ".join(Role)))
    role = Role(role_name)
    with database().unit_of_work(writes=False):
        scope = scopes.scope_of_slug(slug) if slug else None
        if slug and scope is None:
            known = ", ".join(one.slug for one in scopes.all_scopes())
            raise Invalid(_l("Choisissez une consultation parmi : %(known)s.", known=known or _("aucune")))
        wish = Wish(clean_email(email), role, scope.id if scope else None)
        if role is not Role.CITIZEN:
            check_scope(role, wish.consultation_id)
    return wish


def _account_is_open(email: str) -> bool:
    with database().unit_of_work(writes=False):
        user = queries.user_by_email(email)
        return user is not None and user.is_confirmed


def _open(wish: Wish, name: str, password: str) -> None:
    with database().unit_of_work():
        open_account(wish.email, name, password, at=clock.now())


def _invite(wish: Wish) -> str:
    with database().unit_of_work():
        invite(None, wish.email, wish.role, wish.consultation_id, at=clock.now())
    return str(_("L’invitation part à l’adresse %(email)s.", email=wish.email))


def _give(wish: Wish) -> str:
    if wish.role is Role.CITIZEN:
        return str(_("%(email)s a un compte.", email=wish.email))
    with database().unit_of_work():
        user: User | None = queries.user_by_email(wish.email)
        given = user is not None and give_role(None, user, wish.role, wish.consultation_id, at=clock.now())
        role = labels.held(wish.role, wish.consultation_id, scopes.titles())
    if given:
        return str(_("%(email)s : rôle donné (%(role)s).", email=wish.email, role=role))
    return str(_("%(email)s avait déjà ce rôle (%(role)s) : rien ne change.", email=wish.email, role=role))


def _ask_password() -> str:
    """Ask twice on the terminal, without showing it."""
    typed: str = click.prompt(
        _("Mot de passe"), hide_input=True, confirmation_prompt=_("Le même mot de passe, encore une fois")
    )
    return typed
