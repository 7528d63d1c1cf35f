"""A calendar file read back line by line."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from consult.kit.icalendar import Calendar, Event, whole_day, write
from tests.factories import NOW

PARIS = ZoneInfo("Europe/Paris")
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


def test_a_change_says_its_rank_who_calls_and_what_to_do_of_it():
    moved = event(sequence=2, organizer=('Le "Conseil": Été', "conseil@region.example"))
    raw = write(Calendar("Séances", "-//Essai//FR", [moved], "CANCEL"))
    said = of_event(raw)
    assert (dict(read(raw))["METHOD"], said["SEQUENCE"]) == ("CANCEL", "2")
    assert b'ORGANIZER;CN="Le Conseil: ' in raw.replace(b"\r\n ", b"")
    assert "METHOD" not in dict(read(written(event())))


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


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("Oui, non ; peut-être", "SUMMARY:Oui\\, non \\; peut-être"),
        ("a\\b", "SUMMARY:a\\\\b"),
        ("a\\nb", "SUMMARY:a\\\\nb"),
        ("a\nb", "SUMMARY:a\\nb"),
        ("14:30", "SUMMARY:14:30"),
        ('dit "oui"', 'SUMMARY:dit "oui"'),
        ("", "SUMMARY:"),
    ],
)
def test_what_the_format_reserves_is_escaped_once(typed, line):
    assert line in written(event(title=typed)).decode().split("\r\n")


@pytest.mark.parametrize(
    ("moment", "told"),
    [
        (datetime(2026, 10, 25, 2, 30, tzinfo=PARIS), "20261025T003000Z"),
        (datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=PARIS), "20261025T013000Z"),
        (datetime(2027, 1, 1, 0, 0, tzinfo=PARIS), "20261231T230000Z"),
        (datetime(2026, 7, 14, 23, 59, 59, tzinfo=PARIS), "20260714T215959Z"),
    ],
)
def test_an_hour_is_the_same_for_readers_of_any_country(moment, told):
    assert of_event(written(event(starts=moment)))["DTSTART"] == told


@pytest.mark.parametrize(
    ("day", "after"),
    [
        (date(2026, 2, 28), date(2026, 3, 1)),
        (date(2028, 2, 28), date(2028, 2, 29)),
        (date(2026, 10, 25), date(2026, 10, 26)),
    ],
)
def test_a_whole_day_is_one_day_whatever_the_month_or_the_hour(day, after):
    assert whole_day(day) == (day, after)


def test_what_an_event_has_not_is_not_written():
    told = of_event(written(event()))
    assert [name for name in ("DESCRIPTION", "URL") if name in told] == []


def test_an_event_leads_to_its_page_and_takes_nobody_s_time():
    told = of_event(written(event(url="https://site.example/agenda?x=1,2;3", summary="En salle.")))
    assert told["URL"] == "https://site.example/agenda?x=1,2;3"
    assert (told["DESCRIPTION"], told["TRANSP"]) == ("En salle.", "TRANSPARENT")


def test_a_calendar_without_any_date_is_still_one():
    lines = read(written())
    assert (lines[0], lines[-1]) == (("BEGIN", "VCALENDAR"), ("END", "VCALENDAR"))
    assert ("BEGIN", "VEVENT") not in lines
    assert dict(lines)["X-WR-CALNAME"] == dict(lines)["NAME"] == "Notre région"


def test_events_keep_their_order_each_whole():
    lines = read(written(event(identifier="b@site"), event(identifier="a@site", cancelled=True)))
    assert [value for name, value in lines if name in {"UID", "STATUS"}] == [
        "b@site",
        "CONFIRMED",
        "a@site",
        "CANCELLED",
    ]
    assert [name for name, _ in lines].count("END") == 3


@pytest.mark.parametrize("size", [67, 68, 141, 142])
def test_a_line_is_folded_only_where_it_must_be(size):
    raw = written(event(title="x" * size))
    assert raw.count(b"\r\n ") == (0 if size == 67 else 1 if size < 142 else 2)


def test_every_line_ends_as_the_standard_asks():
    raw = written(event(title="a\nb", summary="c\r\nd\re"))
    assert raw.endswith(b"END:VCALENDAR\r\n")
    assert raw.count(b"\n") == raw.count(b"\r") == raw.count(b"\r\n")
