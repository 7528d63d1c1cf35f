"""The grid of a theme on the secretariat's desk: its codes, what the worker placed, whether it gives topics."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response as Answer
from wtforms.fields.choices import SelectChoice

from consult.kit import clock
from consult.kit.errors import Invalid
from consult.kit.permissions import allows, present_actor, requires
from synthesis.asked import ThemeAsked
from synthesis.grids.asked import CodeAsked, GestureAsked, GridAsked, code_at, gesture_at, grid_at
from synthesis.grids.forms import CodeMergeForm, CodeNameForm, CodesForm
from synthesis.grids.operations import (
    Coder,
    add_codes,
    ask_placing,
    merge_codes,
    rank_code,
    remove_code,
    rename_code,
    turn_gesture,
    use_grid,
)
from synthesis.grids.queries import gestures_of
from synthesis.grids.texts import CODED, LEFT, USEFUL, listed
from synthesis.grids.wording import GESTURES
from synthesis.reading import shelf_of
from synthesis.rules import Permission
from synthesis.texts import texts_of

blueprint = Blueprint(
    "synthesis_grids", __name__, url_prefix="/secretariat/syntheses/<int:synthesis_id>/themes/<section_id>/grille"
)


@blueprint.get("")
@requires(Permission.SEE_DRAFT, on=grid_at)
def grid(asked: GridAsked) -> str:
    """Show the codes with what each gathers, what is left to read, and what people did."""
    return _page(asked, CodesForm(formdata=None))


@blueprint.post("/codes")
@requires(Permission.WRITE, on=grid_at)
def add(asked: GridAsked) -> str | Answer | tuple[str, int]:
    """Add the codes typed or pasted."""
    form = CodesForm()
    if not form.validate():
        return _page(asked, form), 422
    try:
        added = add_codes(coder_of(asked), form.names.data or "")
    except Invalid as refusal:
        form.refuse(refusal)
        return _page(asked, form), 422
    return _added(asked, added)


@blueprint.post("/codes/sujets")
@requires(Permission.WRITE, on=grid_at)
def add_topics(asked: GridAsked) -> Answer:
    """Start from the topics as they stand: their names become codes."""
    names = [topic.name for topic in shelf_of(asked.synthesis, asked.section_id).topics]
    return _added(asked, add_codes(coder_of(asked), "\n".join(names)))


@blueprint.post("/placer")
@requires(Permission.WRITE, on=grid_at)
def place(asked: GridAsked) -> Answer:
    """Ask the worker to place what nobody coded."""
    ask_placing(coder_of(asked))
    flash(_("Le calcul place les autres contributions d’après les vôtres : rechargez la page dans un instant."))
    return _back(asked)


@blueprint.post("/prendre")
@requires(Permission.WRITE, on=grid_at)
def use(asked: GridAsked) -> Answer:
    """Make the codes the topics of the theme, and compute the synthesis again."""
    use_grid(coder_of(asked), used=True)
    flash(
        _("Le calcul commence : les sujets de ce thème seront vos codes. Vos changements sont gardés."), "success"
    )
    return redirect(url_for("synthesis_desk.show", synthesis_id=asked.synthesis.id))


@blueprint.post("/laisser")
@requires(Permission.WRITE, on=grid_at)
def leave(asked: GridAsked) -> Answer:
    """Give the computed topics back to the theme, and compute the synthesis again."""
    use_grid(coder_of(asked), used=False)
    flash(_("Le calcul commence : ce thème retrouve ses sujets calculés. Votre grille est gardée."), "success")
    return redirect(url_for("synthesis_desk.show", synthesis_id=asked.synthesis.id))


@blueprint.post("/gestes/<int:gesture_id>/defaire")
@requires(Permission.WRITE, on=gesture_at)
def undo(asked: GestureAsked) -> Answer:
    """Take a gesture back; its row stays."""
    turn_gesture(coder_of(asked), asked.gesture, undone=True)
    flash(_("Le geste est défait. Vous pouvez le refaire."), "success")
    return _back(asked, "gestes")


@blueprint.post("/gestes/<int:gesture_id>/refaire")
@requires(Permission.WRITE, on=gesture_at)
def redo(asked: GestureAsked) -> Answer:
    """Put a gesture in again."""
    turn_gesture(coder_of(asked), asked.gesture, undone=False)
    flash(_("Le geste est refait."), "success")
    return _back(asked, "gestes")


# --- one code ---------------------------------------------------------------------------


@blueprint.get("/codes/<key>")
@requires(Permission.SEE_DRAFT, on=code_at)
def code(asked: CodeAsked) -> str:
    """Show a code: its name, its texts, the least sure first, and what may be done with it."""
    return _code_page(asked, CodeNameForm(formdata=None, name=asked.code.name), _merging(asked, blank=True))


@blueprint.post("/codes/<key>/nom")
@requires(Permission.WRITE, on=code_at)
def rename(asked: CodeAsked) -> str | Answer | tuple[str, int]:
    """Give a code another name."""
    form = CodeNameForm()
    if form.validate():
        try:
            rename_code(coder_of(asked), asked.code.key, form.name.data or "")
            flash(_("Le code est renommé."), "success")
            return redirect(_code_address(asked, asked.code.key))
        except Invalid as refusal:
            form.refuse(refusal)
    return _code_page(asked, form, _merging(asked, blank=True)), 422


@blueprint.post("/codes/<key>/reunir")
@requires(Permission.WRITE, on=code_at)
def merge(asked: CodeAsked) -> str | Answer | tuple[str, int]:
    """Give all the texts of a code to another one."""
    form = _merging(asked, blank=False)
    into = form.into.data or ""
    try:
        merge_codes(coder_of(asked), asked.code.key, into)
    except Invalid as refusal:
        form.refuse(refusal)
        return _code_page(asked, CodeNameForm(formdata=None, name=asked.code.name), form), 422
    flash(_("Les deux codes n’en font qu’un."), "success")
    return redirect(_code_address(asked, into))


@blueprint.post("/codes/<key>/rang")
@requires(Permission.WRITE, on=code_at)
def rank(asked: CodeAsked) -> Answer:
    """Give a code another rank."""
    rank_code(coder_of(asked), asked.code.key, request.form.get("position", 0, type=int))
    return _back(asked, asked.code.key)


@blueprint.post("/codes/<key>/oter")
@requires(Permission.WRITE, on=code_at)
def remove(asked: CodeAsked) -> Answer:
    """Take a code out of the grid."""
    remove_code(coder_of(asked), asked.code.key)
    flash(
        _("Le code est ôté ; les contributions qui n’en portaient pas d’autre sont à coder de nouveau."), "success"
    )
    return _back(asked)


# --- shared -----------------------------------------------------------------------------


def coder_of(asked: ThemeAsked) -> Coder:
    """Say who works on which grid, now."""
    return Coder(present_actor(), asked.synthesis, asked.section_id, clock.now())


def _code_address(asked: ThemeAsked, key: str) -> str:
    return url_for(".code", synthesis_id=asked.synthesis.id, section_id=asked.section_id, key=key)


def _back(asked: ThemeAsked, anchor: str | None = None) -> Answer:
    address = url_for(".grid", synthesis_id=asked.synthesis.id, section_id=asked.section_id, _anchor=anchor)
    return redirect(address)


def _added(asked: GridAsked, count: int) -> Answer:
    flash(ngettext("%(num)s code est ajouté.", "%(num)s codes sont ajoutés.", count), "success")
    return _back(asked)


def _merging(asked: CodeAsked, *, blank: bool) -> CodeMergeForm:
    form = CodeMergeForm(formdata=None) if blank else CodeMergeForm()
    others = [one for one in asked.grid.codes if one != asked.code]
    form.into.choices = [SelectChoice(one.key, one.name) for one in others]
    return form


def _page(asked: GridAsked, form: CodesForm) -> str:
    return render_template(
        "synthesis/desk/grid.html",
        asked=asked,
        synthesis=asked.synthesis,
        form=form,
        lines=asked.lines,
        total=len(texts_of(asked.synthesis, asked.section_id)),
        counts={name: len(listed(asked, name)) for name in (USEFUL, CODED, LEFT)},
        topics=len(shelf_of(asked.synthesis, asked.section_id).topics),
        gestures=gestures_of(asked.synthesis, asked.section_id),
        kinds=GESTURES,
        may_write=allows(present_actor(), Permission.WRITE, asked.synthesis),
    )


def _code_page(asked: CodeAsked, name_form: CodeNameForm, merge_form: CodeMergeForm) -> str:
    lines = texts_of(asked.synthesis, asked.section_id)
    return render_template(
        "synthesis/desk/code.html",
        asked=asked,
        synthesis=asked.synthesis,
        lines=[lines[ref] for ref in listed(asked, asked.code.key) if ref in lines],
        name_form=name_form,
        merge_form=merge_form,
        may_write=allows(present_actor(), Permission.WRITE, asked.synthesis),
    )
