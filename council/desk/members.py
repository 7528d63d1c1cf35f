"""The members' desk: what they were sent, what they acknowledge, the opinion they write."""

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from consult.kit import clock
from consult.kit.errors import Invalid
from consult.kit.permissions import allows, present_actor, requires
from council.asked import FileAsked, opinion_at, transmission_at, transmitted_file_at
from council.citing import claim_at, claims_in
from council.exports import frozen_downloads
from council.forms import OpinionForm, OpinionStartForm, PublishForm
from council.models import Opinion, Transmission
from council.operations import opinions as operations
from council.operations.transmissions import acknowledge
from council.queries.councils import council_ids_of
from council.queries.opinions import opinions_of_council, opinions_on
from council.queries.transmissions import acknowledgement_of, acknowledgements_of, received_by
from council.rules import Permission
from council.wording import OPINION_STATUSES
from synthesis.queries.syntheses import sections_of

blueprint = Blueprint("council_desk", __name__, url_prefix="/conseil")
ANNEX = "annexe"


@blueprint.get("")
@requires(Permission.OPEN_DESK)
def home() -> str:
    """Show what this member was sent and the opinions being written."""
    actor = present_actor()
    opinions = [one for council_id in council_ids_of(actor) for one in opinions_of_council(actor, council_id)]
    return render_template(
        "council/desk/home.html", received=received_by(actor), opinions=opinions, statuses=OPINION_STATUSES
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
    opinion = operations.begin_opinion(present_actor(), transmission, form.title.data, at=clock.now())
    return redirect(url_for(".write", opinion_id=opinion.id))


# --- writing an opinion -----------------------------------------------------------------


@blueprint.get("/avis/<int:opinion_id>")
@requires(Permission.WRITE_OPINION, on=opinion_at)
def write(opinion: Opinion) -> str:
    """Show an opinion to write: its text, its recommendations, what it cites."""
    form = OpinionForm(formdata=None, obj=opinion)
    form.recommendations.data = "\n\n".join(one.text for one in opinion.recommendations)
    form.version.data = str(opinion.version)
    return render_template("council/desk/write.html", opinion=opinion, form=form)


@blueprint.post("/avis/<int:opinion_id>")
@requires(Permission.WRITE_OPINION, on=opinion_at)
def save(opinion: Opinion) -> Answer | tuple[str, int]:
    """Keep the words of a draft."""
    form = OpinionForm()
    try:
        if form.validate():
            _keep(opinion, form)
            flash(_("L’avis est enregistré. Seuls les membres du conseil le lisent."), "success")
            return redirect(url_for(".write", opinion_id=opinion.id))
    except Invalid as refusal:
        form.refuse(refusal)
    return render_template("council/desk/write.html", opinion=opinion, form=form), 422


def _keep(opinion: Opinion, form: OpinionForm) -> None:
    paragraphs = (form.recommendations.data or "").split("\n\n")
    draft = operations.OpinionDraft(form.title.data, form.source.data or "", tuple(paragraphs))
    read = form.version.data or ""
    version = int(read) if read.isdigit() else 0
    operations.write_opinion(opinion, draft, version=version, at=clock.now())


@blueprint.get("/avis/<int:opinion_id>/citations")
@requires(Permission.WRITE_OPINION, on=opinion_at)
def pick(opinion: Opinion) -> str:
    """Show the sentences of one part of the synthesis, to cite them."""
    synthesis = opinion.transmission.synthesis
    sections = [row for row in sections_of(synthesis) if not row.section_id.startswith(ANNEX)]
    chosen = request.args.get("partie") or (sections[0].section_id if sections else "")
    return render_template(
        "council/desk/pick.html",
        opinion=opinion,
        sections=sections,
        chosen=chosen,
        claims=claims_in(synthesis, chosen) if chosen else [],
        cited={citation.claim_id for citation in opinion.citations},
    )


@blueprint.post("/avis/<int:opinion_id>/citations")
@requires(Permission.WRITE_OPINION, on=opinion_at)
def cite(opinion: Opinion) -> Answer:
    """Let the opinion rest on one sentence."""
    part = request.form.get("part", "")
    claim = claim_at(opinion.transmission.synthesis, part, request.form.get("claim", ""))
    operations.cite(opinion, claim, at=clock.now())
    flash(_("La phrase est citée."), "success")
    return redirect(url_for(".pick", opinion_id=opinion.id, partie=part))


@blueprint.post("/avis/<int:opinion_id>/citations/retrait")
@requires(Permission.WRITE_OPINION, on=opinion_at)
def uncite(opinion: Opinion) -> Answer:
    """Take a citation out."""
    operations.remove_citation(opinion, request.form.get("citation", 0, type=int))
    return redirect(url_for(".write", opinion_id=opinion.id))


@blueprint.route("/avis/<int:opinion_id>/publier", methods=["GET", "POST"])
@requires(Permission.PUBLISH_OPINION, on=opinion_at)
def publish(opinion: Opinion) -> str | Answer | tuple[str, int]:
    """Ask when it was adopted, then show the opinion to everyone."""
    form = PublishForm()
    if form.validate_on_submit():
        try:
            operations.publish_opinion(present_actor(), opinion, form.adopted_on.data, at=clock.now())
            flash(_("L’avis n° %(number)s est publié.", number=opinion.number), "success")
            return redirect(url_for("councils.opinion", opinion_id=opinion.id))
        except Invalid as refusal:
            form.refuse(refusal)
    page = render_template("council/desk/publish.html", opinion=opinion, form=form)
    return page, 422 if form.is_submitted() else 200
