"""Write a calendar file (iCalendar, RFC 5545) that says the same bytes for the same dates."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

MIME_TYPE = "text/calendar"
_LONGEST_LINE = 75
_FIRST_BITS, _GOES_ON = 0b1100_0000, 0b1000_0000
_ESCAPED = re.compile(r"[\\;,]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True)
class Event:
    """Something that lasts from `starts` until `ends`, its end out: two instants, or two days.

    `identifier` never changes; `written_at` is when these dates were set, as the data say it, never now;
    `sequence` grows with each change of them, and `organizer`, a name and an address, says who calls to it.
    """

    identifier: str
    title: str
    starts: datetime | date
    ends: datetime | date
    written_at: datetime
    summary: str = ""
    url: str = ""
    cancelled: bool = False
    sequence: int = 0
    organizer: tuple[str, str] | None = None


@dataclass(frozen=True)
class Calendar:
    """A named calendar; `maker` says which program wrote it, `method` what its reader is asked to do of it."""

    name: str
    maker: str
    events: Sequence[Event] = ()
    method: str = ""


def write(calendar: Calendar) -> bytes:
    """Return the calendar as UTF-8 lines, folded at 75 bytes, ended as the standard asks."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{_text(calendar.maker)}",
        "CALSCALE:GREGORIAN",
        *([f"METHOD:{calendar.method}"] if calendar.method else []),
        f"NAME:{_text(calendar.name)}",
        f"X-WR-CALNAME:{_text(calendar.name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:P1D",
        *(line for event in calendar.events for line in _event(event)),
        "END:VCALENDAR",
    ]
    return b"".join(part + b"\r\n" for line in lines for part in _folded(line.encode()))


def whole_day(day: date) -> tuple[date, date]:
    """Return the first day and the day after, as an event of one whole day says them."""
    return day, day + timedelta(days=1)


def _event(event: Event) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(event.identifier)}"
    yield f"DTSTAMP:{_instant(event.written_at)}"
    yield f"DTSTART{_moment(event.starts)}"
    yield f"DTEND{_moment(event.ends)}"
    yield f"SUMMARY:{_text(event.title)}"
    if event.summary:
        yield f"DESCRIPTION:{_text(event.summary)}"
    if event.url:
        yield f"URL:{event.url}"
    yield f"SEQUENCE:{event.sequence}"
    if event.organizer:
        yield f"ORGANIZER;CN={_quoted(event.organizer[0])}:mailto:{event.organizer[1]}"
    yield f"STATUS:{'CANCELLED' if event.cancelled else 'CONFIRMED'}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _moment(value: datetime | date) -> str:
    return f":{_instant(value)}" if isinstance(value, datetime) else f";VALUE=DATE:{value:%Y%m%d}"


def _instant(value: datetime) -> str:
    return f"{value.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _quoted(value: str) -> str:
    """Return the value of a parameter, which may hold anything but its own quotes."""
    return '"' + _CONTROL.sub("", value).replace('"', "").replace("\n", " ") + '"'


def _text(value: str) -> str:
    """Escape what the format reserves; a line break is written, not made."""
    lines = _CONTROL.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))
    return _ESCAPED.sub(r"\\\g<0>", lines).replace("\n", "\\n")


def _folded(line: bytes) -> Iterator[bytes]:
    """Cut a line where it is too long, never inside a character; each piece but the first begins with a space."""
    room, start = _LONGEST_LINE, 0
    while len(line) - start > room:
        end = start + room
        while _is_inside(line[end]):
            end -= 1
        yield (b" " if start else b"") + line[start:end]
        start, room = end, _LONGEST_LINE - 1
    yield (b" " if start else b"") + line[start:]


def _is_inside(byte: int) -> bool:
    """Say whether this byte goes on with a character begun before it, in UTF-8."""
    return byte & _FIRST_BITS == _GOES_ON
