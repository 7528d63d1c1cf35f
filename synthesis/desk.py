"""The secretariat's desk: which syntheses there are, what is computed in one, what was written, the sign-off."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from consult.consultations.models import Consultation
from consult.kit import clock
from consult.kit.errors import Invalid
from consult.kit.permissions import allows, present_actor, requires
from synthesis.asked import (
    PartAsked,
    PlaceAsked,
    consultation_at,
    introduction_at,
    part_at,
    sentence_at,
    synthesis_at,
)
from synthesis.exports import downloads
from synthesis.forms import ReasonForm, RestoreForm, TextForm
from synthesis.models import Synthesis
from synthesis.operations.life import publish_synthesis, reopen_synthesis, request_build, validate_synthesis
from synthesis.operations.writing import restore, rewrite, text_in_force
from synthesis.paths import paths_of
from synthesis.queries.syntheses import changes_of, edits_in_force, history_of, sections_of, work_of
from synthesis.reading import ANNEX, written_part
from synthesis.rules import Permission
from synthesis.slots import desk_actions
from synthesis.wording import STATUSES, TONES

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
    """Show where a synthesis stands, its parts with what was written in each, its files and its history."""
    edits = edits_in_force(synthesis)
    return render_template(
        "synthesis/desk/show.html",
        synthesis=synthesis,
        consultation=synthesis.consultation,
        sections=[row for row in sections_of(synthesis) if not row.section_id.startswith(ANNEX)],
        written={row.section_id: [one for one in edits if one.section_id == row.section_id] for row in edits},
        files=downloads(synthesis),
        changes=changes_of(synthesis),
        statuses=STATUSES,
        tones=TONES,
        actions=[link for offered in desk_actions for link in offered(synthesis)],
        may={permission.name: allows(present_actor(), permission, synthesis) for permission in Permission},
    )


@blueprint.get("/<int:synthesis_id>/parties/<section_id>")
@requires(Permission.SEE_DRAFT, on=part_at)
def part(asked: PartAsked) -> str:
    """Show one part sentence by sentence: which are computed, which a person wrote."""
    document, found = written_part(asked.synthesis, asked.section_id)
    return render_template(
        "synthesis/desk/part.html",
        synthesis=asked.synthesis,
        document=document,
        part=found,
        paths=paths_of(asked.synthesis, found),
        may_write=allows(present_actor(), Permission.WRITE, asked.synthesis),
    )


# --- sentences and introductions --------------------------------------------------------


@blueprint.get("/<int:synthesis_id>/parties/<section_id>/phrases/<claim_id>")
@requires(Permission.WRITE, on=sentence_at)
def sentence(asked: PlaceAsked) -> str:
    """Show a sentence to rewrite, what it rests on and what it said before."""
    return _writing_page(_form_for(asked), asked)


@blueprint.post("/<int:synthesis_id>/parties/<section_id>/phrases/<claim_id>")
@requires(Permission.WRITE, on=sentence_at)
def write_sentence(asked: PlaceAsked) -> str | Answer | tuple[str, int]:
    """Put a sentence in place of the computed one."""
    return _write(asked)


@blueprint.get("/<int:synthesis_id>/parties/<section_id>/introductions/<inner_id>")
@requires(Permission.WRITE, on=introduction_at)
def introduction(asked: PlaceAsked) -> str:
    """Show the opening of a part, to write or to change."""
    return _writing_page(_form_for(asked), asked)


@blueprint.post("/<int:synthesis_id>/parties/<section_id>/introductions/<inner_id>")
@requires(Permission.WRITE, on=introduction_at)
def write_introduction(asked: PlaceAsked) -> str | Answer | tuple[str, int]:
    """Write the opening of a part."""
    return _write(asked)


@blueprint.post("/<int:synthesis_id>/parties/<section_id>/phrases/<claim_id>/retour")
@requires(Permission.WRITE, on=sentence_at)
def restore_sentence(asked: PlaceAsked) -> Answer:
    """Bring the computed sentence back."""
    return _restore(asked, _("La phrase calculée est revenue."))


@blueprint.post("/<int:synthesis_id>/parties/<section_id>/introductions/<inner_id>/retour")
@requires(Permission.WRITE, on=introduction_at)
def remove_introduction(asked: PlaceAsked) -> Answer:
    """Take an introduction away."""
    return _restore(asked, _("L’introduction est ôtée."))


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


# --- shared -----------------------------------------------------------------------------


def _form_for(asked: PlaceAsked) -> TextForm:
    present = text_in_force(asked.synthesis, asked.place)
    return TextForm(text=present, seen=present)


def _write(asked: PlaceAsked) -> str | Answer | tuple[str, int]:
    form = TextForm()
    if not form.validate():
        return _writing_page(form, asked), 422
    try:
        changed = rewrite(
            present_actor(),
            asked.synthesis,
            asked.place,
            form.text.data or "",
            seen=form.seen.data or "",
            at=clock.now(),
        )
    except Invalid as refusal:
        form.refuse(refusal)
        return _writing_page(form, asked), 422
    if changed:
        flash(_("Votre texte est enregistré, marqué « rédigé par le secrétariat »."), "success")
    return _back_to_part(asked)


def _restore(asked: PlaceAsked, sentence: str) -> Answer:
    form = RestoreForm()
    form.validate()
    if restore(present_actor(), asked.synthesis, asked.place, seen=form.seen.data or "", at=clock.now()):
        flash(sentence, "success")
    return _back_to_part(asked)


def _writing_page(form: TextForm, asked: PlaceAsked) -> str:
    history = history_of(asked.synthesis, asked.place.target, asked.place.target_id)
    return render_template(
        "synthesis/desk/text.html",
        form=form,
        synthesis=asked.synthesis,
        asked=asked,
        history=history,
        is_written=bool(history and history[0].after is not None),
    )


def _back_to_part(asked: PlaceAsked) -> Answer:
    anchor = asked.claim.id if asked.claim else None
    return redirect(url_for(".part", synthesis_id=asked.synthesis.id, section_id=asked.section_id, _anchor=anchor))
