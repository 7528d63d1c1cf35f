"""Give the published contributions to whoever wants to check or reuse them."""

from flask import Blueprint, Response, render_template

from consult.consultations.queries import public_listing
from consult.kit import clock
from consult.kit.exports import csv_answer
from consult.kit.permissions import public
from contributions.exports import HEAD, columns_explained, published_rows
from contributions.views.loading import consultation_at

blueprint = Blueprint("open_data", __name__)


@blueprint.get("/donnees-ouvertes")
@public
def index() -> str:
    """Show which files exist and what their columns mean."""
    listing = public_listing(clock.now())
    consultations = [*listing.open, *listing.closed.items]
    return render_template(
        "contributions/open_data.html", consultations=consultations, columns=columns_explained()
    )


@blueprint.get("/consultations/<slug>/donnees/contributions.csv")
@public
def contributions_csv(slug: str) -> Response:
    """Send every published contribution of a consultation, with its totals of votes."""
    consultation = consultation_at(slug)
    return csv_answer(f"{slug}-contributions.csv", HEAD, published_rows(consultation))
