"""Take a change of a synthesis back, or put it in again."""

from flask import Blueprint, flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from consult.kit import clock
from consult.kit.permissions import present_actor, requires
from synthesis.asked import EditAsked, edit_at
from synthesis.desk.lifted import telling_lifted
from synthesis.operations.arranging import turn_edit
from synthesis.queries.edits import themes_of
from synthesis.rules import Permission

blueprint = Blueprint(
    "synthesis_edits", __name__, url_prefix="/secretariat/syntheses/<int:synthesis_id>/changements"
)


@blueprint.post("/<int:edit_id>/defaire")
@requires(Permission.WRITE, on=edit_at)
def undo(asked: EditAsked) -> Answer:
    """Take a change back; its row stays."""
    return _turn(asked, undone=True, said=_("Le changement est défait. Vous pouvez le refaire."))


@blueprint.post("/<int:edit_id>/refaire")
@requires(Permission.WRITE, on=edit_at)
def redo(asked: EditAsked) -> Answer:
    """Put a change in again."""
    return _turn(asked, undone=False, said=_("Le changement est refait."))


def _turn(asked: EditAsked, *, undone: bool, said: str) -> Answer:
    synthesis, section_id = asked.synthesis, asked.edit.section_id
    with telling_lifted(synthesis, section_id):
        turn_edit(present_actor(), asked.edit, undone=undone, at=clock.now())
    flash(said, "success")
    is_theme = section_id in {theme.section_id for theme in themes_of(synthesis)}
    page = "synthesis_topics.tree" if is_theme else "synthesis_texts.part"
    return redirect(url_for(page, synthesis_id=synthesis.id, section_id=section_id, _anchor="changements"))
