"""The secretariat's desk of sittings: plan, convene, note who comes and who is there, open, close."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response as Reply

from consult.kit import clock
from consult.kit.errors import BadRequest, Invalid
from consult.kit.permissions import present_actor, requires
from council.agenda import offer_ties
from council.asked.sittings import sitting_asked
from council.forms.sittings import ItemForm, SittingForm, written_sitting
from council.models import Answer, CouncilMember, Sitting
from council.operations import convening
from council.operations import sittings as operations
from council.operations.agenda import write_notes
from council.queries.councils import council_at
from council.queries.minutes import minutes_of
from council.queries.sittings import attendances_of, count_present, day_of, sittings_of
from council.queries.transmissions import transmissions_to
from council.queries.votes import tally, voice_of, votes_of
from council.rules.sittings import SittingPermission
from council.wording.sittings import ANSWERS, CHOICES, OUTCOMES, SITTING_STATUSES, sitting_name

blueprint = Blueprint("sitting_desk", __name__, url_prefix="/secretariat")
Page = str | Reply | tuple[str, int]
_LATEST = 3


@blueprint.route("/conseils/<slug>/seances", methods=["GET", "POST"])
@requires(SittingPermission.MANAGE_SITTINGS)
def listing(slug: str) -> Page:
    """Show a council's sittings, and plan one."""
    council, form = council_at(slug), SittingForm()
    if form.validate_on_submit():
        try:
            made = operations.plan_sitting(present_actor(), council, form.draft(), at=clock.now())
        except Invalid as refusal:
            form.refuse(refusal)
        else:
            flash(_("La séance est créée. Écrivez son ordre du jour, puis convoquez les membres."), "success")
            return redirect(url_for(".show", sitting_id=made.id))
    page = render_template(
        "council/sittings/desk_list.html",
        council=council,
        sittings=sittings_of(council.id, public_only=False),
        form=form,
        statuses=SITTING_STATUSES,
        name=sitting_name,
    )
    return page, 422 if form.is_submitted() else 200


@blueprint.get("/seances/<int:sitting_id>")
@requires(SittingPermission.MANAGE_SITTINGS, on=sitting_asked)
def show(sitting: Sitting) -> str:
    """Show what is to be done for a sitting, as far as it has gone."""
    return sitting_page(sitting)


def sitting_page(sitting: Sitting, item_form: ItemForm | None = None) -> str:
    """Draw the desk's page of a sitting, with what was typed for a new point."""
    form = item_form or ItemForm(formdata=None)
    offer_ties(form, sitting)
    return render_template(
        "council/sittings/desk.html",
        sitting=sitting,
        sheet=attendances_of(sitting),
        present=count_present(sitting, day_of(clock.now())),
        votes=votes_of(sitting),
        minutes=minutes_of(sitting),
        item_form=form,
        transmissions=transmissions_to(sitting.council_id)[:_LATEST],
        answers=ANSWERS,
        choices=CHOICES,
        outcomes=OUTCOMES,
        statuses=SITTING_STATUSES,
        name=sitting_name,
        tally=tally,
        voice_of=voice_of,
    )


@blueprint.route("/seances/<int:sitting_id>/date", methods=["GET", "POST"])
@requires(SittingPermission.MANAGE_SITTINGS, on=sitting_asked)
def edit(sitting: Sitting) -> Page:
    """Change when and where a sitting is held; those invited are told."""
    form = SittingForm(data=written_sitting(sitting))
    if form.validate_on_submit():
        try:
            moved = operations.edit_sitting(sitting, form.draft(), version=form.read)
        except Invalid as refusal:
            form.refuse(refusal)
        else:
            if moved:
                convening.tell_moved(sitting, at=clock.now())
            flash(_("La séance est enregistrée."), "success")
            return redirect(url_for(".show", sitting_id=sitting.id))
    page = render_template("council/sittings/edit.html", sitting=sitting, form=form, name=sitting_name)
    return page, 422 if form.is_submitted() else 200


# --- its life -------------------------------------------------------------------------------


@blueprint.route("/seances/<int:sitting_id>/convocation", methods=["GET", "POST"])
@requires(SittingPermission.MANAGE_SITTINGS, on=sitting_asked)
def convene(sitting: Sitting) -> Page:
    """Ask before members are written to, then write to them."""
    if request.method == "GET":
        return render_template("council/sittings/convene.html", sitting=sitting, name=sitting_name)
    unreached = convening.convene_members(sitting, at=clock.now())
    flash(_("Les membres sont convoqués. La séance est annoncée à tous."), "success")
    if unreached:
        flash(
            ngettext(
                "Prévenez vous-même %(num)s membre : il n’a pas d’adresse e-mail.",
                "Prévenez vous-même %(num)s membres : ils n’ont pas d’adresse e-mail.",
                unreached,
            ),
            "warning",
        )
    return redirect(url_for(".show", sitting_id=sitting.id))


@blueprint.route("/seances/<int:sitting_id>/annulation", methods=["GET", "POST"])
@requires(SittingPermission.MANAGE_SITTINGS, on=sitting_asked)
def cancel(sitting: Sitting) -> Page:
    """Ask before a sitting is given up, then tell those invited."""
    if request.method == "GET":
        return render_template("council/sittings/cancel.html", sitting=sitting, name=sitting_name)
    convening.cancel_and_tell(sitting, at=clock.now())
    flash(_("La séance est annulée. Les membres convoqués sont prévenus."), "success")
    return redirect(url_for(".show", sitting_id=sitting.id))


@blueprint.post("/seances/<int:sitting_id>/reponses")
@requires(SittingPermission.MANAGE_SITTINGS, on=sitting_asked)
def note_answer(sitting: Sitting) -> Reply:
    """Note what a member said of their coming, by telephone for instance."""
    chosen = request.form.get("answer", "")
    if chosen not in {one.value for one in Answer}:
        raise BadRequest(_("Choisissez une réponse."))
    member = member_on_sheet(sitting)
    operations.answer_invitation(member, sitting, Answer(chosen), at=clock.now(), recorded_by=present_actor())
    return redirect(url_for(".show", sitting_id=sitting.id, _anchor="presences"))


def member_on_sheet(sitting: Sitting) -> CouncilMember:
    """Return the member a form names, among those invited; raise `BadRequest` for anyone else."""
    wanted = request.values.get("member", 0, type=int)
    for line in attendances_of(sitting):
        if line.member_id == wanted:
            return line.member
    raise BadRequest(_("Choisissez un membre convoqué à cette séance."))


@blueprint.post("/seances/<int:sitting_id>/ouverture")
@requires(SittingPermission.MANAGE_SITTINGS, on=sitting_asked)
def begin(sitting: Sitting) -> Reply:
    """Open the sitting."""
    operations.open_sitting(sitting, at=clock.now())
    flash(_("La séance est ouverte. Notez les présences : le quorum se calcule à mesure."), "success")
    return redirect(url_for(".show", sitting_id=sitting.id, _anchor="presences"))


@blueprint.post("/seances/<int:sitting_id>/presences")
@requires(SittingPermission.MANAGE_SITTINGS, on=sitting_asked)
def note_presence(sitting: Sitting) -> Reply:
    """Keep the attendance sheet as it was ticked."""
    present = request.form.getlist("present", type=int)
    everyone = [line.member_id for line in attendances_of(sitting)]
    operations.mark_presence(sitting, present, everyone, at=clock.now(), recorded_by=present_actor())
    return redirect(url_for(".show", sitting_id=sitting.id, _anchor="presences"))


@blueprint.post("/seances/<int:sitting_id>/notes")
@requires(SittingPermission.MANAGE_SITTINGS, on=sitting_asked)
def keep_notes(sitting: Sitting) -> Reply:
    """Keep what was said on each point."""
    write_notes(sitting, {item.id: request.form.get(f"notes-{item.id}", item.notes) for item in sitting.agenda})
    flash(_("Les notes sont enregistrées."), "success")
    return redirect(url_for(".show", sitting_id=sitting.id, _anchor="ordre-du-jour"))


@blueprint.post("/seances/<int:sitting_id>/cloture")
@requires(SittingPermission.MANAGE_SITTINGS, on=sitting_asked)
def finish(sitting: Sitting) -> Reply:
    """Close the sitting."""
    operations.close_sitting(sitting, at=clock.now())
    flash(_("La séance est close. Son compte rendu peut être écrit."), "success")
    return redirect(url_for(".show", sitting_id=sitting.id))
