"""Show, beside the form one writes in, what was already proposed; support it in one gesture."""

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from consult.consultations.models import Consultation
from consult.kit import clock
from consult.kit.permissions import present_actor, requires
from consult.kit.similar import similar_to
from contributions.addresses import proposal_url
from contributions.models import Proposal
from contributions.queries.history import text_of_form
from contributions.rules import Permission
from contributions.similar import operations
from contributions.views.loading import consultation_at, proposal_at

blueprint = Blueprint("similar", __name__)


@blueprint.get("/consultations/<slug>/proches")
@requires(Permission.DRAFT, on=consultation_at)
def listing(consultation: Consultation) -> dict[str, list[dict[str, object]]]:
    """Tell the script of a form which proposals are close to the draft it has just kept."""
    draft = text_of_form(present_actor(), request.args.get("key", ""))
    found = similar_to(consultation.slug, draft.title, draft.source) if draft else []
    return {
        "similar": [{**vars(one), "support_url": url_for("similar.support", proposal_id=one.id)} for one in found]
    }


@blueprint.post("/propositions/<int:proposal_id>/soutenir-plutot")
@requires(Permission.VOTE, on=proposal_at)
def support(proposal: Proposal) -> Answer:
    """Vote for a proposal instead of writing the same; what was written stays a draft."""
    actor = present_actor()
    draft = text_of_form(actor, request.form.get("key", ""))
    operations.support_instead(actor, draft, proposal, at=clock.now())
    flash(_("Votre vote « pour » est enregistré."), "success")
    if draft:
        flash(_("Votre brouillon reste dans « Mes contributions »."), "info")
    return redirect(proposal_url(proposal.id, proposal.slug))


def shown_in_form() -> set[int]:
    """Return the proposals a form says it showed."""
    return set(request.form.getlist("shown", type=int))
