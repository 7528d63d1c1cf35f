"""The secretariat's desk: which syntheses there are, how far one is, the sign-off of the whole."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from consult.consultations.models import Consultation
from consult.kit import clock
from consult.kit.permissions import allows, present_actor, requires
from synthesis.asked import consultation_at, synthesis_at
from synthesis.exports import downloads
from synthesis.forms import ReasonForm
from synthesis.models import Synthesis
from synthesis.operations.life import (
    ask_to_stop,
    publish_synthesis,
    reopen_synthesis,
    request_build,
    validate_synthesis,
)
from synthesis.progress import advance_of
from synthesis.queries.contests import unanswered_in
from synthesis.queries.edits import (
    chapters_wanted,
    every_edit_of,
    in_chosen_order,
    signatures_of,
    themes_of,
)
from synthesis.queries.since import since_snapshot
from synthesis.queries.syntheses import changes_of, sections_of, work_of
from synthesis.reading import ANNEX, lapses_in
from synthesis.rules import Permission
from synthesis.slots import desk_actions
from synthesis.wording import PHASES, STATUSES, TONES

blueprint = Blueprint("synthesis_desk", __name__, url_prefix="/secretariat/syntheses")


@blueprint.get("")
@requires(Permission.OPEN_DESK)
def index() -> str:
    """Show the closed consultations and where their syntheses stand."""
    page = work_of(present_actor(), request.args.get("suite"))
    return render_template("synthesis/desk/index.html", page=page, statuses=STATUSES, tones=TONES)


@blueprint.post("/consultations/<slug>")
@requires(Permission.PREPARE, on=consultation_at)
def prepare(consultation: Consultation) -> Answer:
    """Ask the worker for a synthesis, or for a new computation of the draft."""
    synthesis = request_build(present_actor(), consultation, at=clock.now())
    flash(_("Le calcul commence. Un message vous dira quand la synthèse sera prête à relire."), "success")
    return redirect(url_for(".show", synthesis_id=synthesis.id))


@blueprint.get("/<int:synthesis_id>")
@requires(Permission.SEE_DRAFT, on=synthesis_at)
def show(synthesis: Synthesis) -> str:
    """Show where a synthesis stands, its themes to sign, its parts, its files and its history."""
    edits = [edit for edit in every_edit_of(synthesis) if not edit.is_undone]
    parts, signed = sections_of(synthesis), signatures_of(synthesis)
    computed = themes_of(synthesis)
    themes = in_chosen_order(computed, chapters_wanted(synthesis))
    at = clock.now()
    return render_template(
        "synthesis/desk/show.html",
        synthesis=synthesis,
        consultation=synthesis.consultation,
        themes=themes,
        is_reordered=themes != list(computed),
        signatures=signed,
        to_sign=[theme for theme in themes if theme.section_id not in signed],
        sections=[row for row in parts if not row.section_id.startswith(ANNEX) and row not in themes],
        written={row.section_id: [one for one in edits if one.section_id == row.section_id] for row in edits},
        lapses=lapses_in(synthesis) if edits and synthesis.is_computed else (),
        since=since_snapshot(synthesis),
        unanswered=unanswered_in(synthesis),
        is_provisional=synthesis.is_provisional(at),
        advance=advance_of(synthesis, at),
        phases=PHASES,
        files=downloads(synthesis),
        changes=changes_of(synthesis),
        statuses=STATUSES,
        tones=TONES,
        actions=[link for offered in desk_actions for link in offered(synthesis)],
        may={permission.name: allows(present_actor(), permission, synthesis) for permission in Permission},
    )


@blueprint.post("/<int:synthesis_id>/arreter")
@requires(Permission.STOP, on=synthesis_at)
def stop(synthesis: Synthesis) -> Answer:
    """Ask the worker to leave the computation at its next step."""
    ask_to_stop(present_actor(), synthesis, at=clock.now())
    flash(_("Le calcul s’arrête ; ce qui était là avant revient."), "success")
    return redirect(url_for(".show", synthesis_id=synthesis.id))


# --- the sign-off -----------------------------------------------------------------------


@blueprint.get("/<int:synthesis_id>/valider")
@requires(Permission.VALIDATE, on=synthesis_at)
def confirm_validation(synthesis: Synthesis) -> str:
    """Ask before the texts stop changing."""
    return render_template("synthesis/desk/validate.html", synthesis=synthesis)


@blueprint.post("/<int:synthesis_id>/valider")
@requires(Permission.VALIDATE, on=synthesis_at)
def validate(synthesis: Synthesis) -> Answer:
    """Sign the texts off."""
    validate_synthesis(present_actor(), synthesis, at=clock.now())
    flash(_("La synthèse est validée : ses textes ne changent plus."), "success")
    return redirect(url_for(".show", synthesis_id=synthesis.id))


@blueprint.get("/<int:synthesis_id>/publier")
@requires(Permission.PUBLISH, on=synthesis_at)
def confirm_publication(synthesis: Synthesis) -> str:
    """Ask before everyone reads it."""
    return render_template("synthesis/desk/publish.html", synthesis=synthesis)


@blueprint.post("/<int:synthesis_id>/publier")
@requires(Permission.PUBLISH, on=synthesis_at)
def publish(synthesis: Synthesis) -> Answer:
    """Show the synthesis to everyone, for good."""
    publish_synthesis(present_actor(), synthesis, at=clock.now())
    flash(_("La synthèse est publiée."), "success")
    return redirect(url_for("synthesis.show", synthesis_id=synthesis.id))


@blueprint.get("/<int:synthesis_id>/reprendre")
@requires(Permission.REOPEN, on=synthesis_at)
def reopening(synthesis: Synthesis) -> str:
    """Ask why a validated synthesis must change."""
    return render_template("synthesis/desk/reopen.html", synthesis=synthesis, form=ReasonForm())


@blueprint.post("/<int:synthesis_id>/reprendre")
@requires(Permission.REOPEN, on=synthesis_at)
def reopen(synthesis: Synthesis) -> str | Answer | tuple[str, int]:
    """Let the texts change again."""
    form = ReasonForm()
    if not form.validate():
        return render_template("synthesis/desk/reopen.html", synthesis=synthesis, form=form), 422
    reopen_synthesis(present_actor(), synthesis, form.reason.data or "", at=clock.now())
    flash(_("Les textes peuvent de nouveau changer."), "success")
    return redirect(url_for(".show", synthesis_id=synthesis.id))
