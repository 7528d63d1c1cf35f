"""Where the secretariat writes the region's scheme: its frame, its axes, its measures, its calendar."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from consult.kit import clock
from consult.kit.errors import Invalid
from consult.kit.permissions import present_actor, requires
from council.forms.programme import (
    AxisForm,
    MeasureForm,
    MeetingForm,
    SchemeForm,
    written_axis,
    written_measure,
    written_meeting,
    written_scheme,
)
from council.models import Axis, Council, Measure, Scheme, SchemeMeeting
from council.operations import programme as operations
from council.queries.councils import council_at
from council.queries.programme import (
    axis_at,
    conference_of,
    measure_at,
    meeting_at,
    recommendations_to_choose,
    scheme_at,
    schemes_of,
)
from council.queries.sittings import day_of
from council.queries.workstreams import workstreams_of
from council.rules.programme import ProgrammePermission
from council.wording.programme import MEETINGS, WORK_STATES

blueprint = Blueprint("programme_desk", __name__, url_prefix="/secretariat")
Page = str | Answer | tuple[str, int]


@blueprint.route("/conseils/<slug>/programme", methods=["GET", "POST"])
@requires(ProgrammePermission.MANAGE_PROGRAMME, on=council_at)
def listing(council: Council) -> Page:
    """Show a council's schemes and workstreams, and begin a scheme."""
    form = SchemeForm()
    if form.validate_on_submit():
        try:
            scheme = operations.create_scheme(present_actor(), council, form.draft(), at=clock.now())
        except Invalid as refusal:
            form.refuse(refusal)
        else:
            flash(_("Le schéma est commencé. Vous seuls le lisez tant qu’il n’est pas publié."), "success")
            return redirect(url_for(".scheme", scheme_id=scheme.id))
    page = render_template(
        "council/programme/desk_list.html",
        council=council,
        schemes=schemes_of(council.id, public_only=False),
        workstreams=workstreams_of(council.id),
        states=WORK_STATES,
        form=form,
    )
    return page, 422 if form.is_submitted() else 200


@blueprint.route("/schemas/<int:scheme_id>", methods=["GET", "POST"])
@requires(ProgrammePermission.MANAGE_PROGRAMME, on=scheme_at)
def scheme(scheme: Scheme) -> Page:
    """Show all a scheme holds, and change what frames it."""
    form = SchemeForm(data=written_scheme(scheme))
    if form.validate_on_submit():
        try:
            operations.write_scheme(scheme, form.draft(), version=form.read_version())
        except Invalid as refusal:
            form.refuse(refusal)
        else:
            return _back(scheme, _("Le schéma est enregistré."))
    page = render_template(
        "council/programme/desk.html",
        scheme=scheme,
        form=form,
        meetings=MEETINGS,
        conference=conference_of(scheme, day_of(clock.now())),
    )
    return page, 422 if form.is_submitted() else 200


@blueprint.post("/schemas/<int:scheme_id>/publier")
@requires(ProgrammePermission.MANAGE_PROGRAMME, on=scheme_at)
def publish(scheme: Scheme) -> Answer:
    """Show a scheme to everyone."""
    operations.publish_scheme(present_actor(), scheme, at=clock.now())
    return _back(scheme, _("Le schéma est public."))


# --- axes ----------------------------------------------------------------------------------------


@blueprint.route("/schemas/<int:scheme_id>/axes/nouveau", methods=["GET", "POST"])
@requires(ProgrammePermission.MANAGE_PROGRAMME, on=scheme_at)
def add_axis(scheme: Scheme) -> Page:
    """Add an axis."""
    form = AxisForm(data={"version": str(scheme.version)})
    if form.validate_on_submit():
        operations.add_axis(scheme, form.title.data, form.summary.data or "", version=form.read_version())
        return _back(scheme, _("L’axe est ajouté."))
    return _form("axis", scheme, form)


@blueprint.route("/axes/<int:axis_id>", methods=["GET", "POST"])
@requires(ProgrammePermission.MANAGE_PROGRAMME, on=axis_at)
def axis(axis: Axis) -> Page:
    """Change what an axis says."""
    form = AxisForm(data=written_axis(axis))
    if form.validate_on_submit():
        operations.write_axis(axis, form.title.data, form.summary.data or "", version=form.read_version())
        return _back(axis.scheme, _("L’axe est enregistré."))
    return _form("axis", axis.scheme, form, axis)


@blueprint.post("/axes/<int:axis_id>/retirer")
@requires(ProgrammePermission.MANAGE_PROGRAMME, on=axis_at)
def remove_axis(axis: Axis) -> Answer:
    """Take away an axis that holds nothing."""
    scheme = axis.scheme
    operations.remove_axis(axis)
    return _back(scheme, _("L’axe est retiré."))


# --- measures ------------------------------------------------------------------------------------


@blueprint.route("/axes/<int:axis_id>/mesures/nouvelle", methods=["GET", "POST"])
@requires(ProgrammePermission.MANAGE_PROGRAMME, on=axis_at)
def add_measure(axis: Axis) -> Page:
    """Add a measure to an axis."""
    scheme = axis.scheme
    form = _measure_form(scheme, {"version": str(scheme.version)})
    if form.validate_on_submit():
        try:
            operations.add_measure(axis, form.draft(), at=clock.now(), version=form.read_version())
        except Invalid as refusal:
            form.refuse(refusal)
        else:
            return _back(scheme, _("La mesure est ajoutée."))
    return _form("measure", scheme, form)


@blueprint.route("/mesures/<int:measure_id>", methods=["GET", "POST"])
@requires(ProgrammePermission.MANAGE_PROGRAMME, on=measure_at)
def measure(measure: Measure) -> Page:
    """Change a measure."""
    scheme = measure.axis.scheme
    form = _measure_form(scheme, written_measure(measure))
    if form.validate_on_submit():
        try:
            operations.write_measure(measure, form.draft(), at=clock.now(), version=form.read_version())
        except Invalid as refusal:
            form.refuse(refusal)
        else:
            return _back(scheme, _("La mesure est enregistrée."))
    return _form("measure", scheme, form, measure)


@blueprint.post("/mesures/<int:measure_id>/retirer")
@requires(ProgrammePermission.MANAGE_PROGRAMME, on=measure_at)
def remove_measure(measure: Measure) -> Answer:
    """Take a measure out of a scheme that is not public."""
    scheme = measure.axis.scheme
    operations.remove_measure(measure, at=clock.now())
    return _back(scheme, _("La mesure est retirée."))


def _measure_form(scheme: Scheme, values: dict[str, object]) -> MeasureForm:
    form = MeasureForm(data=values)
    form.offer(recommendations_to_choose(scheme.council_id))
    return form


# --- the calendar --------------------------------------------------------------------------------


@blueprint.route("/schemas/<int:scheme_id>/rencontres/nouvelle", methods=["GET", "POST"])
@requires(ProgrammePermission.MANAGE_PROGRAMME, on=scheme_at)
def add_meeting(scheme: Scheme) -> Page:
    """Add a meeting to the calendar."""
    form = MeetingForm(data={"version": str(scheme.version)})
    if form.validate_on_submit():
        try:
            operations.add_meeting(scheme, form.draft(), at=clock.now(), version=form.read_version())
        except Invalid as refusal:
            form.refuse(refusal)
        else:
            return _back(scheme, _("La rencontre est au calendrier."))
    return _form("meeting", scheme, form)


@blueprint.route("/rencontres/<int:meeting_id>", methods=["GET", "POST"])
@requires(ProgrammePermission.MANAGE_PROGRAMME, on=meeting_at)
def meeting(meeting: SchemeMeeting) -> Page:
    """Change a meeting, or say what came of it."""
    form = MeetingForm(data=written_meeting(meeting))
    if form.validate_on_submit():
        try:
            operations.write_meeting(meeting, form.draft(), at=clock.now(), version=form.read_version())
        except Invalid as refusal:
            form.refuse(refusal)
        else:
            return _back(meeting.scheme, _("La rencontre est enregistrée."))
    return _form("meeting", meeting.scheme, form, meeting)


@blueprint.post("/rencontres/<int:meeting_id>/retirer")
@requires(ProgrammePermission.MANAGE_PROGRAMME, on=meeting_at)
def remove_meeting(meeting: SchemeMeeting) -> Answer:
    """Take a meeting out of the calendar."""
    scheme = meeting.scheme
    operations.remove_meeting(meeting)
    return _back(scheme, _("La rencontre est retirée du calendrier."))


def _form(name: str, scheme: Scheme, form: AxisForm | MeasureForm | MeetingForm, item: object = None) -> Page:
    page = render_template(f"council/programme/{name}.html", scheme=scheme, form=form, item=item)
    return page, 422 if form.is_submitted() else 200


def _back(scheme: Scheme, said: str) -> Answer:
    flash(said, "success")
    return redirect(url_for(".scheme", scheme_id=scheme.id))
