"""Know the permanent address of each contribution."""

from flask import url_for

from contributions.models import Contribution, Kind, Proposal, Response

ANCHORS = {Kind.ARGUMENT: "argument", Kind.COMMENT: "commentaire", Kind.SOURCE: "source"}


def proposal_url(proposal_id: int, slug: str, anchor: str | None = None) -> str:
    """Return the address of a proposal's page."""
    return url_for("proposals.show", proposal_id=proposal_id, slug=slug or "proposition", _anchor=anchor)


def response_url(contribution_id: int) -> str:
    """Return the permanent address of a response, which leads to its page of the discussion."""
    return url_for("discussion.find", contribution_id=contribution_id)


def contribution_url(contribution: Contribution) -> str:
    """Return the permanent address of a contribution; a response's leads to its page of the discussion."""
    if isinstance(contribution, Proposal):
        return proposal_url(contribution.id, contribution.public_slug)
    if isinstance(contribution, Response):
        return response_url(contribution.id)
    raise TypeError(f"no page for {contribution!r}")
