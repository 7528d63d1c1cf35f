"""Suggest communes while someone types the name of theirs."""

from flask import Blueprint, Response, jsonify, request

from consult.kit.permissions import public
from consult.territories import queries

blueprint = Blueprint("territories", __name__)
_SHORTEST = 2


@blueprint.get("/territoires/communes.json")
@public
def communes() -> Response:
    """List the few communes that begin as what was typed, as a field offers them; the same for everyone."""
    typed = request.args.get("q", "")[:80]
    found = queries.search_places(typed) if len(typed) >= _SHORTEST else []
    answer = jsonify({"communes": [one.label for one in found]})
    answer.headers["Cache-Control"] = "public, max-age=3600"
    return answer
