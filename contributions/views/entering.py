"""Let a facilitator type what someone said on paper or in a meeting."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from consult.consultations.models import Consultation
from consult.kit import clock
from consult.kit.errors import Invalid
from consult.kit.permissions import present_actor, requires
from contributions import operations
from contributions.forms import PaperForm
from contributions.models import Channel
from contributions.posting import Entry
from contributions.queries.history import totals_by_channel
from contributions.rules import Permission
from contributions.views.loading import consultation_at
from contributions.views.warning import warned_of
from contributions.views.writing import draft_in, prepared, shown

blueprint = Blueprint("entering", __name__)


@blueprint.get("/consultations/<slug>/saisie")
@requires(Permission.ENTER, on=consultation_at)
def new(consultation: Consultation) -> str:
    """Show the empty form and what came by each channel so far."""
    return _page(prepared(PaperForm(formdata=None), consultation), consultation)


@blueprint.post("/consultations/<slug>/saisie")
@requires(Permission.ENTER, on=consultation_at)
def create(consultation: Consultation) -> str | Answer | tuple[str, int]:
    """Enter a contribution for someone who agreed to it."""
    form = prepared(PaperForm(), consultation)
    if form.validate() and not warned_of(form, consultation):
        entry = Entry(Channel(form.channel.data), present_actor(), form.consent_note.data or "")
        try:
            operations.submit_proposal(None, consultation, draft_in(form), at=clock.now(), entry=entry)
            flash(_("La contribution est enregistrée. Vous pouvez saisir la suivante."), "success")
            return redirect(url_for("entering.new", slug=consultation.slug))
        except Invalid as refusal:
            form.refuse(refusal)
    return _page(form, consultation), 422


def _page(form: PaperForm, consultation: Consultation) -> str:
    totals = totals_by_channel(consultation)
    return render_template(
        "contributions/entering.html",
        form=shown(form),
        consultation=consultation,
        totals=totals,
        warned=warned_of(form, consultation),
    )
