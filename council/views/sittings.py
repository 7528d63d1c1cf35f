"""What everyone reads of sittings: their list, each one, its votes by name, the calendar, the mailed answer."""

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Reply

from consult.kit import clock, icalendar
from consult.kit.caching import conditional, same_for_all
from consult.kit.errors import BadRequest, NotFound
from consult.kit.permissions import allows, present_actor, public, requires
from council.asked.sittings import MinutesAsked, minutes_asked, sitting_asked
from council.calendars import calendar_of
from council.invitations import invitation_of
from council.models import Answer, Sitting
from council.operations.sittings import answer_invitation
from council.papers import minutes_file
from council.queries.chain import consultations_debated
from council.queries.councils import council_at
from council.queries.minutes import minutes_of
from council.queries.sittings import attendances_of, count_present, day_of, held_in_year, sittings_of
from council.queries.votes import tally, votes_of
from council.rules.sittings import SittingPermission
from council.wording.sittings import ANSWERS, CHOICES, OUTCOMES, OWN_ANSWERS, SITTING_STATUSES, sitting_name

blueprint = Blueprint("sittings", __name__)
_KEPT_SECONDS = 300


@blueprint.get("/conseils/<slug>/seances")
@public
def listing(slug: str) -> str:
    """Show the sittings of a council, and how many this year asks for."""
    council = council_at(slug)
    year = day_of(clock.now()).year
    return render_template(
        "council/sittings/list.html",
        council=council,
        sittings=sittings_of(council.id),
        year=year,
        held=held_in_year(council, year),
        statuses=SITTING_STATUSES,
        name=sitting_name,
    )


@blueprint.get("/seances/<int:sitting_id>")
@requires(SittingPermission.SEE_SITTING, on=sitting_asked)
def show(sitting: Sitting) -> str:
    """Show a sitting: its agenda, who was there, its votes by name, its minutes once adopted."""
    minutes = minutes_of(sitting)
    return render_template(
        "council/sittings/show.html",
        sitting=sitting,
        present=count_present(sitting, day_of(sitting.opened_at)) if sitting.opened_at else 0,
        invited=len(attendances_of(sitting)),
        votes=[one for one in votes_of(sitting) if one.closed_at is not None],
        minutes=minutes if minutes is not None and minutes.is_public else None,
        choices=CHOICES,
        outcomes=OUTCOMES,
        statuses=SITTING_STATUSES,
        name=sitting_name,
        tally=tally,
        consulted=consultations_debated(sitting),
        sits=allows(present_actor(), SittingPermission.VOTE, sitting),
    )


@blueprint.get("/seances/<int:sitting_id>/compte-rendu.<kind>")
@requires(SittingPermission.SEE_SITTING, on=minutes_asked)
def minutes(asked: MinutesAsked) -> Response:
    """Give the adopted minutes as a file, ODT or PDF."""
    found = minutes_of(asked.sitting)
    if found is None or not found.is_public:
        raise NotFound
    return minutes_file(found, asked.kind).response()


@blueprint.get("/conseils/<slug>/seances.ics")
@public
@same_for_all(seconds=_KEPT_SECONDS)
def calendar(slug: str) -> Response:
    """Give the sittings of a council as a calendar to follow."""
    council = council_at(slug)
    name = _("%(council)s : séances", council=council.name)
    response = conditional(calendar_of(name, sittings_of(council.id)), icalendar.MIME_TYPE)
    response.headers["Content-Disposition"] = f"inline; filename={slug}.ics"
    return response


@blueprint.get("/seances/<int:sitting_id>/seance.ics")
@requires(SittingPermission.SEE_SITTING, on=sitting_asked)
def event(sitting: Sitting) -> Response:
    """Give one sitting to add to an agenda."""
    response = make_response(calendar_of(sitting.council.name, [sitting]))
    response.mimetype = icalendar.MIME_TYPE
    response.headers["Content-Disposition"] = f"attachment; filename=seance-{sitting.id}.ics"
    return response


@blueprint.get("/seances/invitation/<token>")
@public
def answer(token: str) -> str:
    """Ask a member whether they will come; opening the link changes nothing."""
    invitation = invitation_of(token)
    return render_template(
        "council/sittings/answer.html", invitation=invitation, answers=ANSWERS, own_answers=OWN_ANSWERS
    )


@blueprint.post("/seances/invitation/<token>")
@public
def keep_answer(token: str) -> Reply:
    """Keep what a member says of their coming."""
    invitation = invitation_of(token)
    chosen = request.form.get("answer", "")
    if chosen not in {one.value for one in Answer}:
        raise BadRequest(_("Choisissez une réponse."))
    answer_invitation(invitation.member, invitation.sitting, Answer(chosen), at=clock.now())
    flash(_("Votre réponse est enregistrée. Vous pouvez en changer jusqu’à l’ouverture."), "success")
    return redirect(url_for(".answer", token=token))
