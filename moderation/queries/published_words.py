"""Find what each theme of a consultation published, for the guess of another theme; kept in memory for an hour."""

from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import func, select

from consult.consultations.models import Theme
from consult.kit.db import session
from contributions.models import Proposal, Status
from moderation.detectors.finding import Themes
from moderation.detectors.themes import themes_from
from moderation.examined import as_read

NEWEST = 150
"""Proposals of a theme that are read, so that it costs the same however many there are."""

_KEPT = timedelta(hours=1)
_KEY = "moderation_themes"


def themes_known(consultation_id: int, at: datetime) -> Themes:
    """Return what the themes published, as of the last hour at most."""
    kept: dict[int, tuple[datetime, Themes]] = current_app.extensions.setdefault(_KEY, {})
    known = kept.get(consultation_id)
    if known is None or not known[0] <= at < known[0] + _KEPT:
        known = kept[consultation_id] = (at, themes_from(_published(consultation_id)))
    return known[1]


def _published(consultation_id: int) -> list[tuple[str, str]]:
    newest = func.row_number().over(partition_by=Proposal.theme_id, order_by=Proposal.id.desc()).label("place")
    listed = (
        select(Theme.title.label("theme"), Proposal.title, Proposal.source, newest)
        .join(Theme, Theme.id == Proposal.theme_id)
        .where(Proposal.consultation_id == consultation_id, Proposal.status == Status.PUBLISHED)
        .subquery()
    )
    rows = select(listed.c.theme, listed.c.title, listed.c.source).where(listed.c.place <= NEWEST)
    return [(theme, as_read(title, source)) for theme, title, source in session.execute(rows)]
