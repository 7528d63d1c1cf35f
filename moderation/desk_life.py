"""What stands around the queue: the urgent gesture and whom to alert, saved replies, who is on duty."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from consult.kit import clock
from consult.kit.errors import Conflict, Invalid
from consult.kit.permissions import present_actor, requires
from contributions.models import Contribution
from moderation.asked import asked_number, kept_filters
from moderation.forms import ReplyForm
from moderation.models import Evidence, SavedReply
from moderation.operations.decisions import EXPLANATION_LIMIT
from moderation.operations.desk_life import forget_reply, go_on_duty, save_reply
from moderation.operations.urgency import note_alert, take_away_at_once
from moderation.outdated import show_outdated
from moderation.queries.cases import text_to_review
from moderation.queries.desk_life import evidence_at, replies_for, reply_at
from moderation.queries.figures import consultations_moderated
from moderation.rules import Permission

blueprint = Blueprint("moderation_life", __name__)
blueprint.register_error_handler(Conflict, show_outdated)


@blueprint.post("/moderation/<int:contribution_id>/urgence")
@requires(Permission.DECIDE, on=text_to_review)
def take_away(text: Contribution) -> Answer:
    """Take a text from sight at once, and show whom to alert."""
    version = asked_number(request.form, "version") or 0
    why = request.form.get("why", "")[:EXPLANATION_LIMIT]
    try:
        kept = take_away_at_once(present_actor(), text, version=version, at=clock.now(), why=why)
    except Invalid as refusal:
        flash(str(refusal.sentence), "error")
        kept_on = kept_filters(request.args)
        return redirect(url_for("moderation_desk.case", contribution_id=text.id, _anchor="urgence", **kept_on))
    return redirect(url_for("moderation_life.urgency", evidence_id=kept.id, **kept_filters(request.args)))


@blueprint.get("/moderation/urgences/<int:evidence_id>")
@requires(Permission.REVIEW, on=evidence_at)
def urgency(evidence: Evidence) -> str:
    """Show what was kept, and whom to alert."""
    return render_template("moderation/urgency.html", evidence=evidence, asked=kept_filters(request.args))


@blueprint.post("/moderation/urgences/<int:evidence_id>")
@requires(Permission.REVIEW, on=evidence_at)
def alerted(evidence: Evidence) -> Answer:
    """Note who was alerted."""
    note_alert(present_actor(), evidence, request.form.get("whom", ""), at=clock.now())
    flash(_("C’est noté."), "success")
    return redirect(url_for("moderation_life.urgency", evidence_id=evidence.id, **kept_filters(request.args)))


@blueprint.get("/moderation/reponses")
@requires(Permission.OPEN_QUEUE)
def replies() -> str:
    """List the replies one may use, and offer to save another."""
    return _replies_page(_reply_form())


@blueprint.post("/moderation/reponses")
@requires(Permission.OPEN_QUEUE)
def save() -> Answer | tuple[str, int]:
    """Save a reply."""
    form = _reply_form()
    if not form.validate():
        return _replies_page(form), 422
    place = int(form.place.data) if form.place.data else None
    try:
        save_reply(present_actor(), form.title.data, form.text.data, consultation_id=place, at=clock.now())
    except Invalid as refusal:
        form.refuse(refusal)
        return _replies_page(form), 422
    flash(_("La réponse est enregistrée\u00a0: elle est proposée sur chaque cas."), "success")
    return redirect(url_for("moderation_life.replies"))


@blueprint.post("/moderation/reponses/<int:reply_id>/supprimer")
@requires(Permission.FORGET_REPLY, on=reply_at)
def forget(reply: SavedReply) -> Answer:
    """Delete a reply."""
    forget_reply(reply)
    flash(_("La réponse est supprimée."), "success")
    return redirect(url_for("moderation_life.replies"))


@blueprint.post("/moderation/permanence")
@requires(Permission.OPEN_QUEUE)
def duty() -> Answer:
    """Begin or end being on duty."""
    go_on_duty(present_actor(), asked_number(request.form, "hours") or 0, at=clock.now())
    return redirect(url_for("moderation_desk.queue"))


def _reply_form() -> ReplyForm:
    form = ReplyForm()
    form.offer(consultations_moderated(present_actor()))
    return form


def _replies_page(form: ReplyForm) -> str:
    return render_template("moderation/replies.html", form=form, replies=replies_for(present_actor()))
