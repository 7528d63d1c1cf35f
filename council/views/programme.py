"""What everyone reads of the region's scheme, its calendar, and what a council works on over time."""

from flask import Blueprint, Response, render_template

from consult.kit import clock, icalendar
from consult.kit.caching import conditional
from consult.kit.permissions import allows, present_actor, public, requires
from council.calendars import meetings_calendar
from council.models import Scheme
from council.queries.councils import council_at
from council.queries.programme import conference_of, scheme_named
from council.queries.sittings import day_of
from council.queries.workstreams import workstreams_of
from council.rules.programme import ProgrammePermission
from council.wording.programme import MEETINGS, WORK_STATES

blueprint = Blueprint("programme", __name__)


@blueprint.get("/schemas/<slug>")
@requires(ProgrammePermission.SEE_SCHEME, on=scheme_named)
def scheme(scheme: Scheme) -> str:
    """Show a scheme: its axes, its measures, where they hold, what they follow, its calendar."""
    at = clock.now()
    return render_template(
        "council/programme/scheme.html",
        scheme=scheme,
        coming=[one for one in scheme.meetings if one.starts_at >= at],
        past=[one for one in reversed(scheme.meetings) if one.starts_at < at],
        conference=conference_of(scheme, day_of(at)),
        meetings=MEETINGS,
        may_manage=allows(present_actor(), ProgrammePermission.MANAGE_PROGRAMME, scheme),
    )


@blueprint.get("/schemas/<slug>/rencontres.ics")
@requires(ProgrammePermission.SEE_SCHEME, on=scheme_named)
def calendar(scheme: Scheme) -> Response:
    """Give the conferences and technical meetings of a scheme as a calendar to follow."""
    response = conditional(meetings_calendar(scheme), icalendar.MIME_TYPE)
    response.headers["Content-Disposition"] = f"inline; filename={scheme.slug}.ics"
    return response


@blueprint.get("/conseils/<slug>/chantiers")
@public
def workstreams(slug: str) -> str:
    """Show what a council works on over time."""
    council = council_at(slug)
    return render_template(
        "council/programme/workstreams.html",
        council=council,
        workstreams=workstreams_of(council.id),
        states=WORK_STATES,
    )
