"""Write a council's sittings, or the meetings of a scheme, as a calendar."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from flask_babel import gettext as _

from consult.kit import icalendar, mail
from consult.kit.addresses import external_url, public_address
from council.models import Scheme, SchemeMeeting, Sitting, SittingStatus

_USUAL_LENGTH = timedelta(hours=2)


def calendar_of(name: str, sittings: Sequence[Sitting]) -> bytes:
    """Return a calendar of these sittings; one given up is cancelled where a calendar holds it."""
    return icalendar.write(icalendar.Calendar(name, "-//Consult//FR", [_event(one) for one in sittings]))


def attached_calendar(sitting: Sitting, *, at: datetime) -> mail.Attachment:
    """Return the sitting as a file for the mail that says it: agendas take it in, move it, or take it out."""
    method = "CANCEL" if sitting.status is SittingStatus.CANCELLED else "PUBLISH"
    event = replace(_event(sitting), written_at=at, organizer=(sitting.council.name, mail.sender()))
    written = icalendar.write(icalendar.Calendar(sitting.council.name, "-//Consult//FR", [event], method))
    return mail.Attachment(f"seance-{sitting.id}.ics", f"{icalendar.MIME_TYPE}; method={method}", written.decode())


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
        sequence=sitting.version - 1,
    )


def meetings_calendar(scheme: Scheme) -> bytes:
    """Return a calendar of the conferences and technical meetings of a scheme."""
    events = [_meeting(scheme, one) for one in scheme.meetings]
    return icalendar.write(icalendar.Calendar(scheme.title, "-//Consult//FR", events))


def _meeting(scheme: Scheme, meeting: SchemeMeeting) -> icalendar.Event:
    host = urlsplit(public_address("/")).hostname or "localhost"
    return icalendar.Event(
        identifier=f"rencontre-{meeting.id}@{host}",
        title=meeting.title,
        starts=meeting.starts_at,
        ends=meeting.ends_at or meeting.starts_at + _USUAL_LENGTH,
        written_at=meeting.written_at,
        summary=" · ".join(part for part in (meeting.place, meeting.link) if part),
        url=external_url("programme.scheme", slug=scheme.slug, _anchor=f"rencontre-{meeting.id}"),
    )
