"""The pages of the quick vote: one proposal with its three buttons, and where one stands when one stops."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from consult.consultations.models import Action, Consultation
from consult.consultations.phases import closed_sentence
from consult.kit import clock
from consult.kit.caching import same_for_all
from consult.kit.errors import NotFound
from consult.kit.paging import decode, encode
from consult.kit.permissions import allows, present_actor, public, requires
from contributions import operations as gestures
from contributions.ballots import Allowance
from contributions.models import Proposal
from contributions.quick_vote import operations, queries
from contributions.rules import Permission
from contributions.views.loading import consultation_at, proposal_at
from contributions.views.votes import position_in

blueprint = Blueprint("quick_vote", __name__, url_prefix="/consultations/<slug>/vote-rapide")
_KEPT_SECONDS = 60


def proposal_in(slug: str, proposal_id: int) -> Proposal:
    """Return a proposal of this consultation, or raise `NotFound`."""
    proposal = proposal_at(proposal_id)
    if proposal.consultation.slug != slug:
        raise NotFound
    return proposal


@blueprint.get("")
@public
@same_for_all(seconds=_KEPT_SECONDS)
def show(slug: str) -> str:
    """Show the next proposal: to read for a visitor, to vote on for who may."""
    consultation = consultation_at(slug)
    if not consultation.opens(Action.VOTE, clock.now()):
        return _closed(consultation)
    if not allows(present_actor(), Permission.QUICK_VOTE, consultation):
        return _reading(consultation)
    return _next(consultation)


def _closed(consultation: Consultation) -> str:
    reason = closed_sentence(consultation, Action.VOTE, clock.now())
    return render_template("contributions/quick_vote/closed.html", consultation=consultation, reason=reason)


def _reading(consultation: Consultation) -> str:
    """Show the proposals one after the other, the same for all visitors: the address says where one is."""
    cursor = decode(request.args.get("suite"), 3)
    *drawn, place = cursor or (*queries.turn_of(present_actor(), consultation, clock.now()), -1)
    turn = (int(drawn[0]), int(drawn[1]))
    found = queries.next_for_visitors(consultation, turn, int(place))
    if found is None:
        return render_template("contributions/quick_vote/read.html", consultation=consultation)
    proposal, reached = found
    return render_template(
        "contributions/quick_vote/page.html",
        consultation=consultation,
        proposal=proposal,
        following=encode((*turn, reached)),
        so_far=None,
        **_AS_IT_COMES,
    )


_AS_IT_COMES = {"allowance": None, "asked": None, "again": False}


def _next(consultation: Consultation) -> str:
    actor, again = present_actor(), "passees" in request.args
    so_far = queries.round_of(actor, consultation, request.args.get("dernier", type=int))
    allowance = allowance_of(consultation, so_far)
    if allowance is not None and not allowance.left:
        return _stopped(consultation, so_far)
    proposal = (
        queries.next_passed_over(actor, consultation)
        if again
        else queries.next_for(actor, consultation, queries.turn_of(actor, consultation, clock.now()))
    )
    if proposal is None:
        return _stopped(consultation, so_far)
    return _page(proposal, consultation, so_far, again=again)


def _page(proposal: Proposal, consultation: Consultation, so_far: queries.Round, *, again: bool = False) -> str:
    return render_template(
        "contributions/quick_vote/page.html",
        consultation=consultation,
        proposal=proposal,
        following=None,
        so_far=so_far,
        allowance=allowance_of(consultation, so_far),
        asked=request.args.get("position"),
        again=again,
    )


def _stopped(consultation: Consultation, so_far: queries.Round) -> str:
    return render_template(
        "contributions/quick_vote/stopped.html",
        consultation=consultation,
        so_far=so_far,
        allowance=allowance_of(consultation, so_far),
    )


def allowance_of(consultation: Consultation, so_far: queries.Round) -> Allowance | None:
    """Return what remains where votes are limited; None where they are not."""
    limit = consultation.votes_per_person
    return None if limit is None else Allowance(limit, max(so_far.used, so_far.votes))


@blueprint.get("/bilan")
@requires(Permission.QUICK_VOTE, on=consultation_at)
def stop(consultation: Consultation) -> str:
    """Show what one has done, for who stops here."""
    return _stopped(consultation, queries.round_of(present_actor(), consultation))


@blueprint.get("/<int:proposal_id>")
@requires(Permission.VOTE, on=proposal_in)
def ask(proposal: Proposal) -> str:
    """Show one proposal with its buttons: for who comes back to it, or has just signed in to vote."""
    return _page(proposal, proposal.consultation, queries.round_of(present_actor(), proposal.consultation))


@blueprint.post("/<int:proposal_id>")
@requires(Permission.VOTE, on=proposal_in)
def say(proposal: Proposal) -> Answer:
    """Keep the vote, or that the proposal was passed over, and go on to the next one."""
    if "skip" in request.form:
        operations.pass_over(present_actor(), proposal, at=clock.now())
    else:
        position = position_in(request.form.get("position", ""))
        gestures.cast_vote(present_actor(), proposal, position, at=clock.now())
    again = "1" if "passees" in request.form else None
    slug = proposal.consultation.slug
    return redirect(url_for("quick_vote.show", slug=slug, dernier=proposal.id, passees=again))


@blueprint.post("/<int:proposal_id>/retour")
@requires(Permission.VOTE, on=proposal_in)
def undo(proposal: Proposal) -> Answer:
    """Take back what was just said of a proposal, and show it again."""
    gestures.withdraw_vote(present_actor(), proposal)
    operations.meet_again(present_actor(), proposal)
    return redirect(url_for("quick_vote.ask", slug=proposal.consultation.slug, proposal_id=proposal.id))
