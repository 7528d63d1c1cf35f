"""The texts of a synthesis on the secretariat's desk: sentences, introductions, what sentences rest on."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from consult.kit import clock
from consult.kit.errors import Invalid
from consult.kit.permissions import allows, present_actor, requires
from synthesis.asked import PartAsked, PlaceAsked, introduction_at, part_at, sentence_at
from synthesis.desk.lifted import telling_lifted
from synthesis.forms import EvidenceForm, RestoreForm, TextForm
from synthesis.operations.arranging import Hand, enlarge_evidence
from synthesis.operations.writing import restore, rewrite, text_in_force
from synthesis.paths import paths_of
from synthesis.queries.edits import known_refs, state_of, themes_of
from synthesis.queries.syntheses import history_of
from synthesis.reading import written_part
from synthesis.rules import Permission

blueprint = Blueprint("synthesis_texts", __name__, url_prefix="/secretariat/syntheses")


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
        is_theme=asked.section_id in {theme.section_id for theme in themes_of(asked.synthesis)},
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


# --- what a sentence rests on -----------------------------------------------------------


@blueprint.get("/<int:synthesis_id>/parties/<section_id>/phrases/<claim_id>/appui")
@requires(Permission.WRITE, on=sentence_at)
def evidence(asked: PlaceAsked) -> str:
    """Show what a sentence rests on, and ask for what else supports it."""
    return _evidence_page(EvidenceForm(seen=state_of(asked.synthesis, asked.section_id)), asked)


@blueprint.post("/<int:synthesis_id>/parties/<section_id>/phrases/<claim_id>/appui")
@requires(Permission.WRITE, on=sentence_at)
def enlarge(asked: PlaceAsked) -> str | Answer | tuple[str, int]:
    """Add contributions to what a sentence rests on."""
    form = EvidenceForm()
    if not form.validate():
        return _evidence_page(form, asked), 422
    hand = Hand(present_actor(), asked.synthesis, asked.section_id, form.seen.data or "", clock.now())
    try:
        with telling_lifted(asked.synthesis, asked.section_id):
            enlarge_evidence(
                hand, asked.place.target_id, _rests_on(asked), _references(asked, form.refs.data or "")
            )
    except Invalid as refusal:
        form.refuse(refusal)
        return _evidence_page(form, asked), 422
    flash(_("La phrase s’appuie aussi sur ces contributions."), "success")
    return _back_to_part(asked)


# --- shared -----------------------------------------------------------------------------


def _form_for(asked: PlaceAsked) -> TextForm:
    present = text_in_force(asked.synthesis, asked.place)
    return TextForm(text=present, seen=present)


def _write(asked: PlaceAsked) -> str | Answer | tuple[str, int]:
    form = TextForm()
    if not form.validate():
        return _writing_page(form, asked), 422
    text, seen = form.text.data or "", form.seen.data or ""
    try:
        with telling_lifted(asked.synthesis, asked.section_id):
            changed = rewrite(present_actor(), asked.synthesis, asked.place, text, seen=seen, at=clock.now())
    except Invalid as refusal:
        form.refuse(refusal)
        return _writing_page(form, asked), 422
    if changed:
        flash(_("Votre texte est enregistré, marqué « rédigé par le secrétariat »."), "success")
    return _back_to_part(asked)


def _restore(asked: PlaceAsked, sentence: str) -> Answer:
    form = RestoreForm()
    form.validate()
    with telling_lifted(asked.synthesis, asked.section_id):
        done = restore(present_actor(), asked.synthesis, asked.place, seen=form.seen.data or "", at=clock.now())
    if done:
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


def _evidence_page(form: EvidenceForm, asked: PlaceAsked) -> str:
    return render_template("synthesis/desk/evidence.html", form=form, synthesis=asked.synthesis, asked=asked)


def _rests_on(asked: PlaceAsked) -> tuple[str, ...]:
    return asked.claim.evidence if asked.claim else ()


def _references(asked: PlaceAsked, typed: str) -> list[str]:
    """Read references such as « P12, A40 »; raise `Invalid` for one the synthesis does not place."""
    refs = [word.strip().upper() for word in typed.replace(";", ",").replace(" ", ",").split(",") if word.strip()]
    known = known_refs(asked.synthesis, refs)
    unknown = [ref for ref in refs if ref not in known]
    if unknown:
        raise Invalid(
            _("Corrigez ces références, que la synthèse ne contient pas : %(refs)s.", refs=", ".join(unknown)),
            "refs",
        )
    return refs
