"""Follow and stop following, choose one's mails, and stop them from a mail."""

from flask import Blueprint, Flask, flash, redirect, render_template, request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from consult.accounts.models import User
from consult.accounts.queries import account
from consult.consultations.models import Consultation, Theme
from consult.consultations.queries import consultation_for, theme_of
from consult.kit import clock
from consult.kit.errors import Gone, NotFound
from consult.kit.permissions import present_actor, public, requires
from contributions.addresses import contribution_url
from contributions.follows import buttons, queries
from contributions.follows.forms import RHYTHMS, DeliveryForm
from contributions.follows.models import DEFAULT_RHYTHM, Rhythm
from contributions.follows.operations import following
from contributions.follows.queries import Target
from contributions.follows.rules import Permission
from contributions.follows.tokens import account_in
from contributions.models import Proposal
from contributions.queries.proposals import proposal_for

blueprint = Blueprint("follows", __name__)


def init_app(app: Flask) -> None:
    """Open the pages; the address written in mails works without a session or a token of ours (RFC 8058)."""
    app.register_blueprint(blueprint)
    app.extensions["csrf"].exempt(stop)


def _consultation_at(slug: str) -> Consultation:
    return consultation_for(present_actor(), slug)


def _theme_at(slug: str, theme: str) -> Theme:
    return theme_of(present_actor(), slug, theme)


def _proposal_at(proposal_id: int) -> Proposal:
    return proposal_for(present_actor(), proposal_id)


@blueprint.route("/consultations/<slug>/suivre", methods=["GET", "POST"])
@requires(Permission.FOLLOW, on=_consultation_at)
def consultation(target: Consultation) -> str | Answer:
    """Follow a consultation, or stop."""
    return _follow(target, url_for("consultations.show", slug=target.slug), target.title)


@blueprint.route("/consultations/<slug>/themes/<theme>/suivre", methods=["GET", "POST"])
@requires(Permission.FOLLOW, on=_theme_at)
def theme(target: Theme) -> str | Answer:
    """Follow a theme, or stop."""
    url = url_for("proposals.in_theme", slug=target.consultation.slug, theme=target.slug)
    return _follow(target, url, target.title)


@blueprint.route("/propositions/<int:proposal_id>/suivre", methods=["GET", "POST"])
@requires(Permission.FOLLOW, on=_proposal_at)
def proposal(target: Proposal) -> str | Answer:
    """Follow a proposal, or stop."""
    return _follow(target, contribution_url(target), target.title)


def _follow(target: Target, url: str, title: str) -> str | Answer:
    """Do what the button asked and go back to the page; a GET only shows the button, to whoever just signed in."""
    user: User = present_actor()
    if request.method == "GET":
        button = buttons.follow_gesture(target)
        start, _stop = buttons.labels_of(target)
        return render_template("contributions/follow.html", gesture=button, label=start, title=title, url=url)
    if "stop" in request.form:
        following.unfollow(user, target, at=clock.now())
        flash(_("Vous ne suivez plus : %(title)s.", title=title), "success")
    else:
        following.follow(user, target, language=_language(), at=clock.now())
        flash(_("Vous suivez : %(title)s.", title=title) + " " + _told(user), "success")
    return redirect(url)


def _language() -> str:
    return str(get_locale() or "fr")


def _told(user: User) -> str:
    """Say when the person will be told."""
    delivery = queries.delivery_of(user)
    rhythm = delivery.rhythm if delivery else DEFAULT_RHYTHM
    if rhythm is Rhythm.NEVER:
        return _("Vous ne recevez pas de courriel : vous pouvez changer cela sur la page « Être prévenu ».")
    sentences = {
        Rhythm.NOW: _("Vous recevrez un courriel à chaque nouveauté."),
        Rhythm.DAILY: _("Vous recevrez au plus un courriel par jour, seulement s’il y a du nouveau."),
        Rhythm.WEEKLY: _("Vous recevrez au plus un courriel par semaine, seulement s’il y a du nouveau."),
    }
    return sentences[rhythm]


# --- one's account --------------------------------------------------------------------------


@blueprint.route("/mon-compte/suivi", methods=["GET", "POST"])
@requires(Permission.SEE_FOLLOWS)
def listing() -> str | Answer | tuple[str, int]:
    """List what one follows, and choose how often to be told."""
    user: User = present_actor()
    delivery = queries.delivery_of(user)
    form = DeliveryForm(
        rhythm=(delivery.rhythm if delivery else DEFAULT_RHYTHM).value,
        language=delivery.language if delivery else _language(),
    )
    if form.validate_on_submit():
        following.choose_delivery(user, Rhythm(form.rhythm.data), form.language.data, at=clock.now())
        flash(_("C’est noté : %(rhythm)s.", rhythm=_inside(RHYTHMS[Rhythm(form.rhythm.data)])), "success")
        return redirect(url_for("follows.listing"))
    page = render_template(
        "contributions/follows.html",
        form=form,
        follows=queries.follows_of(user),
        contribution_url=contribution_url,
    )
    return page, 422 if form.is_submitted() else 200


def _inside(label: object) -> str:
    """Write a choice's words inside a sentence."""
    words = str(label)
    return words[:1].lower() + words[1:]


@blueprint.post("/mon-compte/suivi/<int:follow_id>/arret")
@requires(Permission.SEE_FOLLOWS)
def end(follow_id: int) -> Answer:
    """Stop following something of one's list, even what is no longer public."""
    follow = queries.follow_of(present_actor(), follow_id)
    if follow is None:
        raise NotFound
    following.end(follow, at=clock.now())
    flash(_("C’est fait : vous ne suivez plus cette page."), "success")
    return redirect(url_for("follows.listing"))


# --- from a mail ------------------------------------------------------------------------------


@blueprint.route("/courriels/arret/<token>", methods=["GET", "POST"])
@public
def stop(token: str) -> str:
    """Stop the mails of whoever was sent this address: by a button on the page, or by the mail reader itself."""
    user_id = account_in(token)
    if user_id is None:
        raise Gone(
            _("Connectez-vous pour régler vos courriels : cette adresse n’est pas complète, ou ne sert plus.")
        )
    if request.method == "POST":
        user = account(user_id)
        if user is not None:
            following.stop_mails(user)
    return render_template("contributions/stop_mails.html", done=request.method == "POST")
