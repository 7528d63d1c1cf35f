"""Know the permanent address of each contribution."""

from flask import url_for

from contributions.models import Contribution, Kind, Proposal, Response

ANCHORS = {Kind.ARGUMENT: "argument", Kind.COMMENT: "commentaire", Kind.SOURCE: "source"}


def proposal_url(proposal_id: int, slug: str, anchor: str | None = None) -> str:
    """Return the address of a proposal's page."""
    return url_for("proposals.show", proposal_id=proposal_id, slug=slug or "proposition", _anchor=anchor)


def contribution_url(contribution: Contribution) -> str:
    """Return the address where a contribution is read: its proposal's page, at its place on it."""
    if isinstance(contribution, Proposal):
        return proposal_url(contribution.id, contribution.slug)
    if isinstance(contribution, Response):
        anchor = f"{ANCHORS[contribution.kind]}-{contribution.id}"
        return proposal_url(contribution.proposal.id, contribution.proposal.slug, anchor)
    raise TypeError(f"no page for {contribution!r}")
