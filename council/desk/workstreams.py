"""Where the secretariat opens a council's workstreams and says where they stand."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from consult.kit import clock
from consult.kit.errors import Invalid
from consult.kit.permissions import requires
from council.forms.programme import WorkForm, written_work
from council.models import Council, CouncilMember, WorkState, Workstream
from council.operations.workstreams import open_workstream, write_workstream
from council.queries.councils import council_at, members_of
from council.queries.programme import public_measures
from council.queries.referrals import consultations_to_choose
from council.queries.sittings import day_of
from council.queries.workstreams import workstream_at
from council.rules.programme import ProgrammePermission
from council.wording import member_name

blueprint = Blueprint("workstream_desk", __name__, url_prefix="/secretariat")
Page = str | Answer | tuple[str, int]


@blueprint.route("/conseils/<slug>/chantiers/nouveau", methods=["GET", "POST"])
@requires(ProgrammePermission.MANAGE_PROGRAMME, on=council_at)
def begin(council: Council) -> Page:
    """Open a workstream."""
    today = day_of(clock.now())
    form = _form(council, {"opened_on": today, "state": WorkState.OPEN.value})
    if form.validate_on_submit():
        try:
            open_workstream(council, form.draft(), today=today)
        except Invalid as refusal:
            form.refuse(refusal)
        else:
            return _back(council, _("Le chantier est ouvert. Il est public."))
    return _page(council, form)


@blueprint.route("/chantiers/<int:workstream_id>", methods=["GET", "POST"])
@requires(ProgrammePermission.MANAGE_PROGRAMME, on=workstream_at)
def change(work: Workstream) -> Page:
    """Say where a workstream stands."""
    form = _form(work.council, written_work(work), work.rapporteur)
    if form.validate_on_submit():
        try:
            write_workstream(work, form.draft(), today=day_of(clock.now()), version=form.read_version())
        except Invalid as refusal:
            form.refuse(refusal)
        else:
            return _back(work.council, _("Le chantier est enregistré."))
    return _page(work.council, form, work)


def _form(council: Council, values: dict[str, object], present: CouncilMember | None = None) -> WorkForm:
    """Offer as rapporteurs those who sit, and whoever is named already."""
    today = day_of(clock.now())
    seated = [one for one in members_of(council.id) if one.mandate_on(today) is not None or one is present]
    form = WorkForm(data=values)
    form.offer(
        [(one, member_name(one.user)) for one in seated],
        consultations_to_choose(),
        public_measures(council_id=council.id),
    )
    return form


def _page(council: Council, form: WorkForm, work: Workstream | None = None) -> Page:
    page = render_template("council/programme/workstream.html", council=council, form=form, work=work)
    return page, 422 if form.is_submitted() else 200


def _back(council: Council, said: str) -> Answer:
    flash(said, "success")
    return redirect(url_for("programme_desk.listing", slug=council.slug))
