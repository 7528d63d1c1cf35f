"""Show everyone what they wrote, and where it stands."""

from flask import Blueprint, render_template, request

from consult.kit.permissions import present_actor, requires
from contributions.addresses import contribution_url
from contributions.journeys import steps_of
from contributions.queries.history import contributions_of
from contributions.rules import Permission

blueprint = Blueprint("own_texts", __name__)


@blueprint.get("/mes-contributions")
@requires(Permission.SEE_OWN)
def listing() -> str:
    """Show what this person wrote, each text with the steps it went through."""
    page = contributions_of(present_actor(), cursor=request.args.get("suite"))
    return render_template(
        "contributions/mine.html", page=page, steps=steps_of(page.items), contribution_url=contribution_url
    )
