"""The secretariat's desk of an agenda: its points and their order; and of the minutes that come of it."""

from collections.abc import Callable

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.utils import import_string
from werkzeug.wrappers import Response as Reply

from consult.kit import clock
from consult.kit.errors import Invalid, NotFound
from consult.kit.permissions import requires
from council.agenda import offer_ties
from council.asked.sittings import (
    ItemAsked,
    MinutesAsked,
    SettlingAsked,
    item_asked,
    minutes_asked,
    settling_asked,
    sitting_asked,
)
from council.desk.sittings import sitting_page
from council.forms.sittings import ItemForm, MinutesForm, written_item
from council.models import Minutes, Sitting, Transmission
from council.operations import agenda as operations
from council.operations.minutes import begin_minutes, write_minutes
from council.papers import minutes_file
from council.queries.minutes import minutes_of
from council.questions import Question
from council.rules.sittings import SittingPermission
from council.wording.sittings import sitting_name

blueprint = Blueprint("agenda_desk", __name__, url_prefix="/secretariat")
Page = str | Reply | tuple[str, int]
AGENDA = "ordre-du-jour"
_SETTLING = "council.settling:questions_of"
"""By name: reading the data of a synthesis again is heavy, and only this page does it."""


@blueprint.post("/seances/<int:sitting_id>/ordre-du-jour")
@requires(SittingPermission.MANAGE_SITTINGS, on=sitting_asked)
def add(sitting: Sitting) -> Page:
    """Add a point to the agenda."""
    form = ItemForm()
    offer_ties(form, sitting)
    if form.validate():
        try:
            operations.add_item(sitting, form.draft())
            return redirect(url_for("sitting_desk.show", sitting_id=sitting.id, _anchor=AGENDA))
        except Invalid as refusal:
            form.refuse(refusal)
    return sitting_page(sitting, form), 422


@blueprint.route("/points/<int:item_id>", methods=["GET", "POST"])
@requires(SittingPermission.MANAGE_SITTINGS, on=item_asked)
def edit(asked: ItemAsked) -> Page:
    """Change a point of the agenda."""
    item = asked.item
    form = ItemForm(data=written_item(item))
    offer_ties(form, item.sitting)
    if form.validate_on_submit():
        try:
            operations.edit_item(item, form.draft())
            return redirect(url_for("sitting_desk.show", sitting_id=item.sitting_id, _anchor=AGENDA))
        except Invalid as refusal:
            form.refuse(refusal)
    page = render_template("council/sittings/item.html", item=item, form=form)
    return page, 422 if form.is_submitted() else 200


@blueprint.post("/points/<int:item_id>/place")
@requires(SittingPermission.MANAGE_SITTINGS, on=item_asked)
def move(asked: ItemAsked) -> Reply:
    """Move a point up or down."""
    operations.move_item(asked.item, request.form.get("step", 0, type=int))
    return redirect(url_for("sitting_desk.show", sitting_id=asked.item.sitting_id, _anchor=AGENDA))


@blueprint.post("/points/<int:item_id>/retrait")
@requires(SittingPermission.MANAGE_SITTINGS, on=item_asked)
def remove(asked: ItemAsked) -> Reply:
    """Take a point out of the agenda."""
    sitting_id = asked.item.sitting_id
    operations.remove_item(asked.item)
    flash(_("Le point est retiré de l’ordre du jour."), "success")
    return redirect(url_for("sitting_desk.show", sitting_id=sitting_id, _anchor=AGENDA))


@blueprint.route("/seances/<int:sitting_id>/a-regler/<int:transmission_id>", methods=["GET", "POST"])
@requires(SittingPermission.MANAGE_SITTINGS, on=settling_asked)
def settle(asked: SettlingAsked) -> Page:
    """Propose what a synthesis leaves to settle, and add what was chosen to the agenda."""
    read: Callable[[Transmission], list[Question]] = import_string(_SETTLING)
    questions = read(asked.transmission)
    if request.method == "POST":
        chosen = set(request.form.getlist("point"))
        drafts = [
            operations.ItemDraft(point.words, question.heading, transmission_id=asked.transmission.id)
            for question in questions
            for point in question.points
            if point.key in chosen
        ]
        for draft in drafts:
            operations.add_item(asked.sitting, draft)
        flash(
            ngettext(
                "%(num)s point est ajouté à l’ordre du jour.",
                "%(num)s points sont ajoutés à l’ordre du jour.",
                len(drafts),
            ),
            "success",
        )
        return redirect(url_for("sitting_desk.show", sitting_id=asked.sitting.id, _anchor=AGENDA))
    return render_template(
        "council/sittings/settle.html",
        sitting=asked.sitting,
        transmission=asked.transmission,
        questions=questions,
    )


# --- the minutes ----------------------------------------------------------------------------


@blueprint.post("/seances/<int:sitting_id>/compte-rendu/debut")
@requires(SittingPermission.MANAGE_SITTINGS, on=sitting_asked)
def draft(sitting: Sitting) -> Reply:
    """Draft the minutes from the agenda, the sheet and the votes."""
    begin_minutes(sitting, at=clock.now())
    return redirect(url_for(".minutes", sitting_id=sitting.id))


@blueprint.route("/seances/<int:sitting_id>/compte-rendu", methods=["GET", "POST"])
@requires(SittingPermission.MANAGE_SITTINGS, on=sitting_asked)
def minutes(sitting: Sitting) -> Page:
    """Show the minutes drafted from the agenda, and keep what becomes of them."""
    found = _minutes(sitting)
    form = MinutesForm(data={"source": found.source, "version": str(found.version)})
    if form.validate_on_submit():
        try:
            write_minutes(found, form.source.data, version=form.read, at=clock.now())
        except Invalid as refusal:
            form.refuse(refusal)
        else:
            flash(_("Le compte rendu est enregistré. Il sera public quand le conseil l’aura adopté."), "success")
            return redirect(url_for(".minutes", sitting_id=sitting.id))
    page = render_template(
        "council/sittings/minutes.html", sitting=sitting, minutes=found, form=form, name=sitting_name
    )
    return page, 422 if form.is_submitted() else 200


def _minutes(sitting: Sitting) -> Minutes:
    found = minutes_of(sitting)
    if found is None:
        raise NotFound(_("Ce compte rendu n’est pas encore commencé."))
    return found


@blueprint.get("/seances/<int:sitting_id>/compte-rendu.<kind>")
@requires(SittingPermission.MANAGE_SITTINGS, on=minutes_asked)
def minutes_as_file(asked: MinutesAsked) -> Response:
    """Give the minutes as they stand as a file, to send them round before they are adopted."""
    return minutes_file(_minutes(asked.sitting), asked.kind).response()
