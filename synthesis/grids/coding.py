"""Code texts: the most useful ones first, one at a time or twenty, by the keyboard or with plain boxes."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response as Answer

from consult.kit.permissions import allows, present_actor, requires
from synthesis.grids.asked import GridAsked, grid_at
from synthesis.grids.desk import coder_of
from synthesis.grids.operations import Coding, TextCodes, code_texts
from synthesis.grids.queries import last_coded
from synthesis.grids.texts import AT_ONCE, CODED, LEFT, USEFUL, after, listed, to_code
from synthesis.rules import Permission
from synthesis.texts import texts_of

blueprint = Blueprint(
    "synthesis_coding",
    __name__,
    url_prefix="/secretariat/syntheses/<int:synthesis_id>/themes/<section_id>/grille/coder",
)
NONE_FITS = "aucun"


@blueprint.get("")
@requires(Permission.SEE_DRAFT, on=grid_at)
def texts(asked: GridAsked) -> str | Answer:
    """Show the next texts of a list, or one text by its reference, with boxes for their codes."""
    alone, name, how_many = request.args.get("texte", ""), _list_asked(asked), _how_many()
    refs = listed(asked, name)
    shown = [alone] if alone else after(refs, request.args.get("apres", ""), how_many)
    found = to_code(asked, shown)
    if not found:
        flash(_("C’est la fin de cette liste."))
        return redirect(_grid(asked))
    return render_template(
        "synthesis/desk/coding.html",
        asked=asked,
        synthesis=asked.synthesis,
        texts=found,
        name=name,
        how_many=how_many,
        at_once=AT_ONCE,
        place=refs.index(shown[0]) + 1 if shown[0] in refs else 0,
        total=len(refs),
        coded=len(asked.grid.coded),
        previous=next(iter(last_coded(asked.synthesis, asked.section_id, asked.grid)), None),
        none_fits=NONE_FITS,
        may_write=allows(present_actor(), Permission.WRITE, asked.synthesis),
    )


@blueprint.post("")
@requires(Permission.WRITE, on=grid_at)
def code(asked: GridAsked) -> Answer:
    """Keep the codes ticked; a text with none ticked stays to be coded."""
    known = texts_of(asked.synthesis, asked.section_id)
    refs = [ref for ref in dict.fromkeys(request.form.getlist("refs")) if ref in known]
    _tell(code_texts(coder_of(asked), list(filter(None, map(_ticked, refs)))))
    address = url_for(
        ".texts",
        synthesis_id=asked.synthesis.id,
        section_id=asked.section_id,
        liste=_list_asked(asked),
        nombre=_how_many(),
        apres=next(reversed(refs), None),
    )
    return redirect(address)


def _tell(done: Coding) -> None:
    """Say what was coded, and what someone else coded meanwhile."""
    if done.kept:
        flash(
            ngettext("%(num)s contribution est codée.", "%(num)s contributions sont codées.", done.kept), "success"
        )
    if done.met:
        names = ", ".join(done.met)
        flash(_("Relisez %(refs)s : quelqu’un d’autre l’a codée pendant que vous lisiez.", refs=names), "warning")


def _ticked(ref: str) -> TextCodes | None:
    """Read the boxes of one text; None when none is ticked."""
    boxes = request.form.getlist(f"codes-{ref}")
    if not boxes:
        return None
    codes = tuple(box for box in boxes if box != NONE_FITS)
    return TextCodes(ref, codes, request.form.get(f"vu-{ref}", 0, type=int))


def _list_asked(asked: GridAsked) -> str:
    """Read which list is asked for: a code that is gone gives the usual one."""
    name = request.args.get("liste", USEFUL)
    return name if name in {USEFUL, CODED, LEFT} or asked.grid.code(name) else USEFUL


def _how_many() -> int:
    return AT_ONCE if request.args.get("nombre", 1, type=int) > 1 else 1


def _grid(asked: GridAsked) -> str:
    return url_for("synthesis_grids.grid", synthesis_id=asked.synthesis.id, section_id=asked.section_id)
