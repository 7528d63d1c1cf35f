"""Turn the values of an address into what a rule judges."""

from flask import request

from consult.consultations.models import Consultation
from consult.consultations.queries import consultation_for
from consult.kit import clock
from consult.kit.errors import NotFound
from consult.kit.permissions import present_actor
from consult.territories.queries import only_commune_named
from contributions.models import Argument, Comment, Contribution, Proposal, Response
from contributions.pace import SPAN
from contributions.queries.pace import Answering, Proposing, answering, proposing, replying
from contributions.queries.proposals import proposal_for
from contributions.queries.responses import contribution_for, response_for


def consultation_at(slug: str) -> Consultation:
    """Return the consultation of an address, or raise `NotFound`."""
    return consultation_for(present_actor(), slug)


def consultation_to_write_in(slug: str) -> Proposing:
    """Return the consultation of an address with how much this person has just written, or raise `NotFound`."""
    territory_id, named = request.form.get("territory_id", 0, type=int), request.form.get("commune", "")
    place = only_commune_named(named) if named.strip() else territory_id
    return proposing(present_actor(), slug, place, clock.now() - SPAN)


def proposal_at(proposal_id: int) -> Proposal:
    """Return the proposal of an address, or raise `NotFound`."""
    return proposal_for(present_actor(), proposal_id)


def contribution_at(contribution_id: int) -> Contribution:
    """Return the text of an address, whatever its kind, or raise `NotFound`."""
    return contribution_for(present_actor(), contribution_id)


def response_at(contribution_id: int) -> Response:
    """Return the argument, comment or source of an address, or raise `NotFound`."""
    return response_for(present_actor(), contribution_id)


def proposal_to_answer(proposal_id: int) -> Answering:
    """Return the proposal of an address with how much this person has just written, or raise `NotFound`."""
    return answering(present_actor(), proposal_id, clock.now() - SPAN)


def comment_to_answer(contribution_id: int) -> Answering:
    """Return the comment of an address with how much this person has just written, or raise `NotFound`."""
    return replying(present_actor(), contribution_id, clock.now() - SPAN)


def argument_at(contribution_id: int) -> Argument:
    """Return the argument of an address, or raise `NotFound` for anything else."""
    found = response_at(contribution_id)
    if not isinstance(found, Argument):
        raise NotFound
    return found


def comment_at(contribution_id: int) -> Comment:
    """Return the comment of an address, or raise `NotFound` for anything else."""
    found = response_at(contribution_id)
    if not isinstance(found, Comment):
        raise NotFound
    return found


def contribution_url_values(contribution: Contribution) -> dict[str, object]:
    """Return the values of the address of the page where a contribution stands."""
    proposal = contribution if isinstance(contribution, Proposal) else _proposal_of(contribution)
    return {"proposal_id": proposal.id, "slug": proposal.slug}


def _proposal_of(contribution: Contribution) -> Proposal:
    if not isinstance(contribution, Response):
        raise NotFound
    return contribution.proposal
