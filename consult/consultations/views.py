"""The public pages of consultations: the home, the list, and each one's presentation."""

from flask import Blueprint, render_template, request

from consult.consultations import presentation, queries
from consult.consultations.loading import consultation_at
from consult.consultations.models import Consultation, Stage
from consult.consultations.places import places_of
from consult.consultations.rules import Permission
from consult.consultations.slots import ActionLink, gestures, take_part
from consult.kit import clock
from consult.kit.caching import same_for_all
from consult.kit.permissions import present_actor, public, requires

blueprint = Blueprint("consultations", __name__)
_KEPT_SECONDS = 60


@blueprint.get("/")
@public
@same_for_all(seconds=_KEPT_SECONDS)
def home() -> str:
    """Show what is asked, by whom and until when."""
    at = clock.now()
    listing = queries.home_listing(at)
    first = listing.open[0] if listing.open else None
    return render_template(
        "consult/home.html",
        listing=listing,
        first=first,
        places=places_of(first) if first else None,
        at=at,
        say=presentation,
    )


@blueprint.get("/consultations")
@public
@same_for_all(seconds=_KEPT_SECONDS)
def listing() -> str:
    """Show every public consultation."""
    at, cursor = clock.now(), request.args.get("suite")
    found = queries.public_listing(at, cursor)
    return render_template("consultations/list.html", listing=found, at=at, say=presentation)


@blueprint.get("/consultations/<slug>")
@requires(Permission.SEE_CONSULTATION, on=consultation_at)
@same_for_all(seconds=_KEPT_SECONDS)
def show(consultation: Consultation) -> str:
    """Show what is asked, when, how to take part, and what has come of it."""
    at = clock.now()
    results = queries.results_of(consultation)
    return render_template(
        "consultations/show.html",
        consultation=consultation,
        stage=consultation.stage(at).value,
        steps=presentation.timeline(consultation, results, at),
        documents=queries.documents_of(consultation),
        places=places_of(consultation) if presentation.has_begun(consultation, at) else None,
        results=results,
        actions=_actions(consultation),
        gestures=[one for offer in gestures for one in offer(consultation, present_actor())],
        at=at,
        say=presentation,
    )


def _actions(consultation: Consultation) -> list[ActionLink]:
    at = clock.now()
    if consultation.stage(at) is not Stage.OPEN:
        return []
    return [link for offer in take_part for link in offer(consultation, at)]
