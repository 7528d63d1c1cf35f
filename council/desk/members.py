"""The members' desk: what they were sent, what they acknowledge, the opinions they begin."""

from flask import Blueprint, flash, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from consult.kit import clock
from consult.kit.permissions import allows, present_actor, requires
from council.asked import FileAsked, transmission_at, transmitted_file_at
from council.exports import frozen_downloads
from council.forms import OpinionStartForm
from council.models import Transmission
from council.operations.drafting import begin_opinion
from council.operations.transmissions import acknowledge
from council.queries.councils import council_ids_of, seats_of
from council.queries.opinions import opinions_of_councils, opinions_on
from council.queries.referrals import waiting_referrals
from council.queries.sittings import day_of, invitations_of
from council.queries.transmissions import acknowledgement_of, acknowledgements_of, received_by
from council.rules import Permission
from council.wording import OPINION_STATUSES
from council.wording.referrals import referral_tag
from council.wording.sittings import ANSWERS, SITTING_STATUSES

blueprint = Blueprint("council_desk", __name__, url_prefix="/conseil")


@blueprint.get("")
@requires(Permission.OPEN_DESK)
def home() -> str:
    """Show what this member was sent and the opinions being written."""
    actor = present_actor()
    opinions = opinions_of_councils(actor, council_ids_of(actor))
    today = day_of(clock.now())
    councils = [one.council for one in seats_of(actor) if one.mandate_on(today) is not None]
    return render_template(
        "council/desk/home.html",
        received=received_by(actor),
        opinions=opinions,
        statuses=OPINION_STATUSES,
        invitations=invitations_of(actor.id),
        referrals=waiting_referrals([one.id for one in councils]),
        councils=councils,
        today=today,
        answers=ANSWERS,
        sitting_statuses=SITTING_STATUSES,
        referral_tag=referral_tag,
    )


@blueprint.get("/transmissions/<int:transmission_id>")
@requires(Permission.SEE_TRANSMISSION, on=transmission_at)
def transmission(transmission: Transmission) -> str:
    """Show what was sent, its frozen files, who has it, and the opinions on it."""
    return _transmission_page(transmission, OpinionStartForm(formdata=None))


def _transmission_page(transmission: Transmission, form: OpinionStartForm) -> str:
    actor = present_actor()
    return render_template(
        "council/desk/transmission.html",
        transmission=transmission,
        files=frozen_downloads(transmission),
        receipts=acknowledgements_of(transmission),
        own=acknowledgement_of(transmission, actor),
        opinions=opinions_on(actor, transmission.consultation_id),
        may_begin=allows(actor, Permission.BEGIN_OPINION, transmission),
        statuses=OPINION_STATUSES,
        form=form,
    )


@blueprint.get("/transmissions/<int:transmission_id>/fichiers/<name>")
@requires(Permission.SEE_TRANSMISSION, on=transmitted_file_at)
def download(asked: FileAsked) -> Answer:
    """Send a file as it was transmitted."""
    response = make_response(asked.file.content)
    response.mimetype = "application/octet-stream"
    response.headers["Content-Disposition"] = f'attachment; filename="{asked.file.name}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


@blueprint.post("/transmissions/<int:transmission_id>/accuse")
@requires(Permission.ACKNOWLEDGE, on=transmission_at)
def receive(transmission: Transmission) -> Answer:
    """Say that this member has what was sent."""
    acknowledge(present_actor(), transmission, at=clock.now())
    flash(_("Vous avez accusé réception de la synthèse."), "success")
    return redirect(url_for(".transmission", transmission_id=transmission.id))


@blueprint.post("/transmissions/<int:transmission_id>/avis")
@requires(Permission.BEGIN_OPINION, on=transmission_at)
def begin(transmission: Transmission) -> Answer | tuple[str, int]:
    """Open the draft of an opinion."""
    form = OpinionStartForm()
    if not form.validate():
        return _transmission_page(transmission, form), 422
    opinion = begin_opinion(present_actor(), transmission, form.title.data, at=clock.now())
    return redirect(url_for("opinion_desk.draft", opinion_id=opinion.id))
