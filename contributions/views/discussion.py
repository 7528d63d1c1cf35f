"""What is said under a proposal, page by page: which page an address asks for, and where a text stands."""

import re
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from consult.accounts.models import AnyActor
from consult.kit.errors import BadRequest
from consult.kit.permissions import present_actor, public
from contributions.addresses import contribution_url
from contributions.ballots import Allowance
from contributions.models import Kind, Position, Proposal
from contributions.queries.history import steps_of
from contributions.queries.permalinks import place_of
from contributions.queries.responses import (
    SHOWN,
    SIDES,
    STARTS,
    Gestures,
    Side,
    Start,
    comments_of,
    gestures_of,
    reasons_of,
)
from contributions.threads import threads_of, traces_of
from contributions.views.loading import response_at

blueprint = Blueprint("discussion", __name__)
_COMMENTS = "suite"
_START = re.compile(r"(\d{1,9})(?:-(\d{1,9}))?", re.ASCII)


def discussion_under(proposal: Proposal, actor: AnyActor) -> dict[str, object]:
    """Return the page of arguments, sources and comments the address asks for, with this person's own gestures."""
    starts = {side: start for side, name in STARTS.items() if (start := _start(name))}
    reasons = reasons_of(proposal, actor, starts)
    start, gestures = _start(_COMMENTS), gestures_of(actor, proposal)
    comments = comments_of(proposal, actor, start)
    said = traces_of([*reasons.everything, *comments])
    return {
        "sides": {side.value: ones for side, ones in reasons.sides.items()},
        "side_links": {side.value: _side_links(proposal, side, reasons.following.get(side)) for side in SIDES},
        "sources": reasons.sources,
        "source_links": _side_links(proposal, Kind.SOURCE, reasons.following.get(Kind.SOURCE)),
        "threads": threads_of(comments, shown=SHOWN + bool(start and start[1]), said=said),
        "traces": said,
        "page_of": lambda anchor, **changes: _page_of(proposal, anchor, **changes),
        "comments_begun": start is not None,
        "gestures": gestures,
        "allowance": _allowance(proposal, gestures),
    }


def _start(name: str) -> Start | None:
    """Read where a page begins. Raises `BadRequest` when it is not one of ours."""
    typed = request.args.get(name)
    if not typed:
        return None
    found = _START.fullmatch(typed)
    if found is None:
        raise BadRequest(_("Cette page de la liste n’existe pas. Revenez au début de la liste."))
    return int(found[1]), int(found[2] or 0)


def _side_links(proposal: Proposal, side: Side, following: str | None) -> tuple[str, str]:
    """Return the addresses of the beginning and of what follows of a side, empty when one is there already."""
    name = STARTS[side]
    anchor = f"arguments-{side.value}" if isinstance(side, Position) else "sources"
    back = _page_of(proposal, anchor, **{name: None}) if request.args.get(name) else ""
    return back, _page_of(proposal, anchor, **{name: following}) if following else ""


def _page_of(proposal: Proposal, anchor: str, **changes: str | None) -> str:
    """Return the address of this page with one of its lists moved, the others as they are."""
    names = (*STARTS.values(), _COMMENTS)
    starts: dict[str, Any] = {name: request.args.get(name) for name in names} | changes
    slug = proposal.public_slug
    return url_for("proposals.show", proposal_id=proposal.id, slug=slug, **starts, _anchor=anchor)


def _allowance(proposal: Proposal, gestures: Gestures) -> Allowance | None:
    limit = proposal.consultation.votes_per_person
    return None if limit is None else Allowance(limit, gestures.votes_used)


@blueprint.get("/contributions/<int:contribution_id>")
@public
def find(contribution_id: int) -> Answer:
    """Lead from the number of a text to the page of the discussion where it is read."""
    place = place_of(present_actor(), contribution_id)
    starts: dict[str, Any] = place.starts
    anchor = place.anchor or None
    address = url_for("proposals.show", proposal_id=place.proposal_id, slug=place.slug, **starts, _anchor=anchor)
    return redirect(address)


@blueprint.get("/contributions/<int:contribution_id>/versions")
@public
def versions(contribution_id: int) -> str:
    """Show what changed between the versions of an argument, a comment or a source."""
    response = response_at(contribution_id)
    steps = steps_of(response) if response.is_public else []
    return render_template(
        "contributions/response_versions.html",
        response=response,
        consultation=response.consultation,
        steps=steps,
        back_url=contribution_url(response),
    )
