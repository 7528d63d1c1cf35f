"""The pages every site owes its readers, and the address that says it is alive."""

from hmac import compare_digest
from typing import cast

from flask import Blueprint, Response, current_app, render_template, request

from consult.kit import metrics
from consult.kit.caching import same_for_all
from consult.kit.errors import NotFound
from consult.kit.identity import present_identity
from consult.kit.permissions import public
from consult.kit.text.markdown import stored
from consult.settings import Settings

blueprint = Blueprint("about", __name__)
_KEPT_SECONDS = 3600
_KEPT_WHILE_WRITTEN_SECONDS = 60


@blueprint.get("/accessibilite")
@public
@same_for_all(seconds=_KEPT_SECONDS)
def accessibility() -> str:
    """Say what was checked for accessibility, and what was not."""
    return render_template("consult/accessibility.html")


@blueprint.get("/donnees-personnelles")
@public
@same_for_all(seconds=_KEPT_SECONDS)
def personal_data() -> str:
    """Say what is kept of people, why, and for how long."""
    chosen = cast("Settings", current_app.extensions["consult_settings"])
    return render_template(
        "consult/personal_data.html", months=chosen.inactive_months, warning=chosen.inactive_warning_months
    )


@blueprint.get("/mentions-legales")
@public
@same_for_all(seconds=_KEPT_WHILE_WRITTEN_SECONDS)
def legal() -> str:
    """Say who publishes the site."""
    return render_template("consult/legal.html", legal=stored(present_identity().legal_html))


@blueprint.get("/metriques")
@public
def measures() -> Response:
    """Give the site's numbers to whoever holds the operator's token; without it the address does not exist."""
    token = cast("Settings", current_app.extensions["consult_settings"]).metrics_token
    shown = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not token or not compare_digest(shown.encode(), token.encode()):
        raise NotFound
    return Response(metrics.written(), content_type=metrics.CONTENT_TYPE, headers={"Cache-Control": "no-store"})


@blueprint.get("/sante")
@public
def alive() -> Response:
    """Answer that the process is alive; nothing else is asked, not even the database."""
    return Response("ok\n", mimetype="text/plain", headers={"Cache-Control": "no-store"})
