"""The transparency report: what moderation did, counted from its own rows."""

from flask import Blueprint, render_template, request, url_for
from flask_babel import gettext as _

from consult.kit import clock
from consult.kit.permissions import requires
from contributions.views.loading import consultation_at
from moderation.asked import asked_year
from moderation.queries.transparency import Delays, Period, consultations_reported, transparency, years_reported
from moderation.rules import Permission
from moderation.wording import DEGREES, REASONS, RULINGS, lasted

blueprint = Blueprint("moderation_reports", __name__)


@blueprint.get("/registre-de-moderation/rapport")
@requires(Permission.READ_REGISTER)
def overall() -> str:
    """Report on every consultation, or on one year."""
    return _page(Period(year=asked_year(request.args)))


@blueprint.get("/consultations/<slug>/moderation")
@requires(Permission.READ_REGISTER)
def of_consultation(slug: str) -> str:
    """Report on one consultation."""
    return _page(Period(consultation_at(slug), asked_year(request.args)))


def _page(period: Period) -> str:
    report = transparency(period)
    consultation_id = period.consultation.id if period.consultation else None
    return render_template(
        "moderation/report.html",
        period=period,
        report=report,
        today=clock.now(),
        decided=RULINGS,
        reasons=REASONS,
        degrees=DEGREES,
        delays=[_row(_("Décider"), report.delays), _row(_("Répondre à un recours"), report.appeal_delays)],
        years=years_reported(period.consultation, at=clock.now()),
        consultations=[] if period.consultation else consultations_reported(),
        register_url=url_for("moderation.register", consultation=consultation_id, annee=period.year),
        file_url=url_for("moderation.register_csv", consultation=consultation_id, annee=period.year),
    )


def _row(label: str, delays: Delays | None) -> list[str]:
    return (
        [label, lasted(delays.median), lasted(delays.ninth)]
        if delays
        else [label, _("sans objet"), _("sans objet")]
    )
