"""The pages of one's own account."""

from flask import flash, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice

from consult.accounts import queries
from consult.accounts.forms import PasswordForm, ProfileForm
from consult.accounts.models import ContributorKind, User
from consult.accounts.operations import profile as operations
from consult.accounts.rules import Permission
from consult.accounts.sessions import hash_token
from consult.accounts.views.common import Answer, blueprint, go, page
from consult.kit import clock
from consult.kit.errors import Invalid
from consult.kit.permissions import present_actor, requires
from consult.territories.models import TerritoryLevel
from consult.territories.queries import finest_level, search_places


@blueprint.route("/mon-compte", methods=["GET", "POST"])
@requires(Permission.SEE_OWN_ACCOUNT)
def profile() -> Answer:
    """Show and change what one says of oneself."""
    user: User = present_actor()
    form = ProfileForm(
        obj=user, commune=user.territory.name if user.territory else "", territory=user.territory_id
    )
    form.territory.choices = []
    _ask_place(form)
    if form.validate_on_submit():
        try:
            operations.update_profile(user, _profile(form, user))
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("Votre profil est enregistré."), "success")
            return go(url_for("accounts.profile"))
    return page("profile.html", form, user=user)


def _ask_place(form: ProfileForm) -> None:
    """Let the field suggest as one types, and ask for the department where no list of communes was imported."""
    form.commune.render_kw = {**form.commune.render_kw, "data-communes": url_for("territories.communes")}
    if finest_level() is TerritoryLevel.DEPARTMENT:
        form.commune.label.text = _("Votre département")
        form.commune.description = _("Il paraît à côté de vos contributions ; laissez vide pour le taire.")


def _profile(form: ProfileForm, user: User) -> operations.Profile:
    return operations.Profile(form.display_name.data, ContributorKind(form.kind.data), _territory_id(form, user))


def _territory_id(form: ProfileForm, user: User) -> int | None:
    """Return the commune typed; raises `Invalid` after offering those it may be."""
    typed = form.commune.data
    if not typed:
        return None
    if user.territory and user.territory.name == typed:
        return user.territory_id
    found = search_places(typed)
    form.territory.choices = [SelectChoice(one.id, one.label) for one in found]
    exact = [one.id for one in found if one.name.casefold() == typed.casefold()]
    chosen = form.territory.data if form.territory.data in {one.id for one in found} else None
    only = found[0].id if len(found) == 1 else None
    territory_id: int | None = chosen or (exact[0] if len(exact) == 1 else only)
    if territory_id is None:
        raise Invalid(_l("Choisissez dans la liste.") if found else _UNKNOWN, "commune")
    return territory_id


_UNKNOWN = _l("Vérifiez le nom ou le code postal : il n’est pas dans la liste de la région.")


@blueprint.route("/mon-compte/mot-de-passe", methods=["GET", "POST"])
@requires(Permission.SEE_OWN_ACCOUNT)
def password() -> Answer:
    """Change one's password, which closes the sessions left open elsewhere."""
    user: User = present_actor()
    form = PasswordForm()
    if form.validate_on_submit():
        try:
            operations.change_password(user, form.current.data, form.password.data, at=clock.now())
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("Votre mot de passe est changé. Vos autres appareils sont déconnectés."), "success")
            return go(url_for("accounts.profile"))
    return page("password.html", form, user=user)


@blueprint.get("/mon-compte/appareils")
@requires(Permission.SEE_OWN_ACCOUNT)
def devices() -> Answer:
    """List the devices one is signed in on."""
    user: User = present_actor()
    sessions = queries.open_sessions(user, clock.now())
    return render_template("accounts/devices.html", sessions=sessions, present=hash_token(user.session_token))


@blueprint.post("/mon-compte/appareils/<int:sign_in_id>")
@requires(Permission.SEE_OWN_ACCOUNT)
def close_device(sign_in_id: int) -> Answer:
    """Sign out on one device."""
    operations.close_session(present_actor(), sign_in_id)
    flash(_("Cet appareil est déconnecté."), "success")
    return go(url_for("accounts.devices"))


@blueprint.post("/mon-compte/appareils")
@requires(Permission.SEE_OWN_ACCOUNT)
def close_devices() -> Answer:
    """Sign out everywhere but here."""
    operations.close_other_sessions(present_actor())
    flash(_("Vos autres appareils sont déconnectés."), "success")
    return go(url_for("accounts.devices"))
