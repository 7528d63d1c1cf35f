"""A calendar file read back line by line."""

from datetime import UTC, date, timedelta
from zoneinfo import ZoneInfo

import pytest

from consult.kit.icalendar import Calendar, Event, whole_day, write
from tests.factories import NOW

LONG = (
    "Une étape très longue, dont le titre — avec des accents à chaque mot répété — dépasse de beaucoup la ligne 🗓️"
)


def event(**values: object):
    values.setdefault("identifier", "phase-1@site.example")
    values.setdefault("title", "Contribuer")
    values.setdefault("starts", NOW)
    values.setdefault("ends", NOW + timedelta(days=20))
    values.setdefault("written_at", NOW - timedelta(days=3))
    return Event(**values)


def written(*events: Event, name="Notre région"):
    return write(Calendar(name, "-//Essai//FR", events))


def read(raw: bytes) -> list[tuple[str, str]]:
    """Unfold the lines and split each into its name, parameters included, and its value, unescaped."""
    lines = raw.decode().replace("\r\n ", "").split("\r\n")
    pairs = [line.partition(":")[::2] for line in lines if line]
    return [(name, _unescaped(value)) for name, value in pairs]


def _unescaped(value: str) -> str:
    plain, rest = "", value
    while rest:
        before, mark, after = rest.partition("\\")
        plain += before
        if mark:
            plain += "\n" if after[:1] == "n" else after[:1]
        rest = after[1:] if mark else ""
    return plain


def of_event(raw: bytes) -> dict[str, str]:
    lines = read(raw)
    return dict(lines[lines.index(("BEGIN", "VEVENT")) + 1 : lines.index(("END", "VEVENT"))])


def test_a_calendar_is_one_object_with_its_version_and_maker():
    lines = read(written(event()))
    assert (lines[0], lines[-1]) == (("BEGIN", "VCALENDAR"), ("END", "VCALENDAR"))
    assert dict(lines)["VERSION"] == "2.0"
    assert dict(lines)["PRODID"] == "-//Essai//FR"


def test_an_event_says_its_instants_in_utc():
    paris = NOW.astimezone(ZoneInfo("Europe/Paris"))
    told = of_event(written(event(starts=paris)))
    assert (told["DTSTART"], told["DTEND"]) == ("20261001T090000Z", "20261021T090000Z")
    assert told["DTSTAMP"] == "20260928T090000Z"
    assert told["UID"] == "phase-1@site.example"


def test_a_whole_day_ends_the_day_after():
    starts, ends = whole_day(date(2026, 12, 31))
    told = of_event(written(event(starts=starts, ends=ends)))
    assert (told["DTSTART;VALUE=DATE"], told["DTEND;VALUE=DATE"]) == ("20261231", "20270101")


@pytest.mark.parametrize(
    "typed",
    [
        "Oui, non ; peut-être",
        "a\\b\\n",
        "deux\nlignes",
        "deux\r\nlignes",
        LONG,
        "é" * 200,
        "END:VEVENT\r\nBEGIN:VALARM",
    ],
)
def test_whatever_was_typed_is_read_back_as_it_was(typed):
    told = of_event(written(event(title=typed, summary=typed)))
    expected = typed.replace("\r\n", "\n")
    assert (told["SUMMARY"], told["DESCRIPTION"]) == (expected, expected)


@pytest.mark.parametrize("typed", [LONG, "é" * 200, "🗓️" * 60, "x" * 75, "x" * 300])
def test_no_line_is_longer_than_75_bytes_and_no_character_is_cut(typed):
    raw = written(event(title=typed), name=typed)
    lines = raw.split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    assert [line.decode() for line in lines]


def test_a_control_character_makes_no_line():
    raw = written(event(title="a\x00b\x0bc\rd"))
    assert of_event(raw)["SUMMARY"] == "abc\nd"


@pytest.mark.parametrize(("cancelled", "status"), [(False, "CONFIRMED"), (True, "CANCELLED")])
def test_what_will_not_take_place_says_so(cancelled, status):
    assert of_event(written(event(cancelled=cancelled)))["STATUS"] == status


def test_the_same_dates_are_the_same_bytes():
    assert written(event(written_at=NOW.astimezone(UTC))) == written(event(written_at=NOW))
