"""The register of gestures, for administrators: who did what, when, and the mark that keeps a line longer."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response as Answer

from consult.audit.models import AuditLine
from consult.audit.operations import mark
from consult.audit.queries import audit_lines, line_at
from consult.audit.rules import Permission
from consult.kit.errors import BadRequest
from consult.kit.permissions import requires

blueprint = Blueprint("audit", __name__)
_LONGEST_NUMBER = 9


@blueprint.get("/administration/registre-des-gestes")
@requires(Permission.READ_AUDIT)
def register() -> str:
    """Show the gestures, newest first, of everyone or of one person."""
    page = audit_lines(_asked(request.args.get("personne", "")), cursor=request.args.get("suite"))
    return render_template("audit/register.html", page=page, **_shown())


@blueprint.post("/administration/registre-des-gestes/<int:line_id>/garder")
@requires(Permission.READ_AUDIT, on=line_at)
def keep(line: AuditLine) -> Answer:
    """Keep a line 36 months."""
    mark(line)
    return redirect(url_for("audit.register", **_shown()))


def _shown() -> dict[str, Any]:
    """Return the person and the page that are shown, so that marking a line leads back to it."""
    return {name: request.args.get(name) or None for name in ("personne", "suite")}


def _asked(person: str) -> int | None:
    if not person:
        return None
    if not person.isdecimal() or len(person) > _LONGEST_NUMBER:
        raise BadRequest(_l("Choisissez un des filtres proposés : celui-ci n’existe pas."))
    return int(person)
