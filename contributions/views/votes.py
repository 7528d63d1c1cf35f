"""Receive votes and supports, as a form or from the page's script."""

from flask import Blueprint, flash, jsonify, redirect, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from consult.kit import clock
from consult.kit.errors import Invalid
from consult.kit.permissions import present_actor, requires
from contributions import operations
from contributions.addresses import contribution_url, proposal_url
from contributions.models import Argument, Position, Proposal
from contributions.rules import Permission
from contributions.views.loading import argument_at, proposal_at

blueprint = Blueprint("votes", __name__)


@blueprint.get("/propositions/<int:proposal_id>/voter")
@requires(Permission.VOTE, on=proposal_at)
def ask(proposal: Proposal) -> str:
    """Show the three buttons on a page of their own, for whoever comes from the public page."""
    asked = request.args.get("position")
    return render_template("contributions/vote.html", proposal=proposal, asked=asked)


@blueprint.post("/propositions/<int:proposal_id>/vote")
@requires(Permission.VOTE, on=proposal_at)
def cast(proposal: Proposal) -> Answer:
    """Keep or change this person's vote."""
    position = position_in(request.form.get("position", ""))
    counted = operations.cast_vote(present_actor(), proposal, position, at=clock.now())
    return _voted(proposal, position, counted, _("Votre vote est enregistré."))


@blueprint.post("/propositions/<int:proposal_id>/vote/retrait")
@requires(Permission.VOTE, on=proposal_at)
def withdraw(proposal: Proposal) -> Answer:
    """Take this person's vote back."""
    counted = operations.withdraw_vote(present_actor(), proposal)
    return _voted(proposal, None, counted, _("Votre vote est retiré."))


def position_in(value: str) -> Position:
    """Return the position a button sent. Raises `Invalid` for anything else."""
    if value not in {position.value for position in Position}:
        raise Invalid(_("Choisissez « pour », « mitigé » ou « contre »."), "position")
    return Position(value)


def _voted(proposal: Proposal, position: Position | None, counted: operations.Counted, sentence: str) -> Answer:
    """Answer the script with the new state, or the form with the page."""
    if request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json":
        counts = None if proposal.consultation.hides_results else dict(zip(Position, counted.votes, strict=True))
        left = counted.allowance.sentence if counted.allowance else None
        return jsonify(position=position, counts=counts, left=left)
    flash(sentence, "vote")
    return redirect(proposal_url(proposal.id, proposal.slug, "vote-dit"))


@blueprint.post("/arguments/<int:contribution_id>/soutien")
@requires(Permission.SUPPORT, on=argument_at)
def support(argument: Argument) -> Answer:
    """Say that an argument is right."""
    operations.support_argument(present_actor(), argument, at=clock.now())
    return redirect(contribution_url(argument))


@blueprint.post("/arguments/<int:contribution_id>/soutien/retrait")
@requires(Permission.SUPPORT, on=argument_at)
def withdraw_support(argument: Argument) -> Answer:
    """Take one's support back."""
    operations.withdraw_support(present_actor(), argument)
    return redirect(contribution_url(argument))
