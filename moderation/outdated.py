"""Answer a decision that came too late: what changed, the case as it now is, and the next one."""

from flask import render_template, request

from consult.kit.errors import Conflict
from consult.kit.typed_again import typed_in_request
from moderation.asked import kept_filters


def show_outdated(error: Conflict) -> tuple[str, int]:
    """Say on the desk why nothing was done, keep what was typed, and lead on; nothing is a dead end."""
    number = (request.view_args or {}).get("contribution_id")
    values = {"sentence": error.sentence, "contribution_id": number, "typed": typed_in_request()}
    values["asked"] = kept_filters(request.args)
    return render_template("moderation/outdated.html", **values), error.status
