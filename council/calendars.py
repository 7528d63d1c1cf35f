"""Write a council's sittings as a calendar."""

from collections.abc import Sequence
from datetime import timedelta
from urllib.parse import urlsplit

from flask_babel import gettext as _

from consult.kit import icalendar
from consult.kit.addresses import external_url, public_address
from council.models import Sitting, SittingStatus

_USUAL_LENGTH = timedelta(hours=2)


def calendar_of(name: str, sittings: Sequence[Sitting]) -> bytes:
    """Return a calendar of these sittings; one given up is cancelled where a calendar holds it."""
    return icalendar.write(icalendar.Calendar(name, "-//Consult//FR", [_event(one) for one in sittings]))


def _event(sitting: Sitting) -> icalendar.Event:
    host = urlsplit(public_address("/")).hostname or "localhost"
    where = " · ".join(part for part in (sitting.place, sitting.link) if part)
    return icalendar.Event(
        identifier=f"seance-{sitting.id}@{host}",
        title=_("%(council)s : séance", council=sitting.council.name),
        starts=sitting.starts_at,
        ends=sitting.ends_at or sitting.starts_at + _USUAL_LENGTH,
        written_at=sitting.convened_at or sitting.created_at,
        summary=f"{sitting.title}\n{where}".strip(),
        url=external_url("sittings.show", sitting_id=sitting.id),
        cancelled=sitting.status is SittingStatus.CANCELLED,
    )
