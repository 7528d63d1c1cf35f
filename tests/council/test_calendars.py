"""A sitting and the meetings of a scheme keep their name, their hours and their state in every agenda."""

from datetime import UTC, datetime, timedelta

import pytest

from council.calendars import attached_calendar, calendar_of, meetings_calendar
from council.models import Council, MeetingKind, Scheme, SchemeMeeting, Sitting, SittingStatus
from tests.factories import NOW

NEW_YEAR = datetime(2026, 12, 31, 23, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def page(app):
    with app.test_request_context():
        yield


def sitting(**values: object) -> Sitting:
    usual = {"id": 4, "title": "Rentrée", "starts_at": NEW_YEAR, "ends_at": None, "place": "", "link": ""}
    state = {"status": SittingStatus.CONVENED, "version": 1, "created_at": NOW, "convened_at": None}
    return Sitting(council=Council(name="Conseil, région"), **(usual | state | values))


def lines(content: bytes) -> list[str]:
    return content.decode().replace("\r\n ", "").split("\r\n")


def test_a_sitting_without_an_end_lasts_two_hours_even_into_the_next_year():
    written = lines(calendar_of("Séances", [sitting()]))
    assert "DTSTART:20261231T230000Z" in written
    assert "DTEND:20270101T010000Z" in written


def test_the_end_that_was_said_is_kept():
    written = lines(calendar_of("Séances", [sitting(ends_at=NEW_YEAR + timedelta(minutes=30))]))
    assert "DTEND:20261231T233000Z" in written


def test_a_council_without_a_sitting_has_a_calendar_with_its_name():
    written = lines(calendar_of("Séances du conseil", []))
    assert "NAME:Séances du conseil" in written
    assert "BEGIN:VEVENT" not in written


def test_a_comma_in_the_council_s_name_does_not_cut_it():
    (title,) = [one for one in lines(calendar_of("Séances", [sitting()])) if one.startswith("SUMMARY")]
    assert title.replace("\u00a0", " ") == "SUMMARY:Conseil\\, région : séance"


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ({}, "Rentrée"),
        ({"place": "Orléans"}, "Rentrée\\nOrléans"),
        ({"link": "https://visio.example"}, "Rentrée\\nhttps://visio.example"),
        ({"place": "Orléans", "link": "https://visio.example"}, "Rentrée\\nOrléans · https://visio.example"),
        ({"title": "", "place": "Orléans"}, "Orléans"),
    ],
)
def test_it_says_its_title_then_where_to_go(where, said):
    assert f"DESCRIPTION:{said}" in lines(calendar_of("Séances", [sitting(**where)]))


def test_a_sitting_of_which_nothing_is_said_has_no_description():
    assert "DESCRIPTION" not in calendar_of("Séances", [sitting(title="")]).decode()


def test_one_given_up_is_cancelled_and_the_others_stand():
    given_up = sitting(id=5, status=SittingStatus.CANCELLED)
    written = lines(calendar_of("Séances", [given_up, sitting()]))
    assert [one for one in written if one.startswith("STATUS")] == ["STATUS:CANCELLED", "STATUS:CONFIRMED"]
    names = [one.partition("@")[0] for one in written if one.startswith("UID")]
    assert names == ["UID:seance-5", "UID:seance-4"]


def test_its_dates_are_those_of_the_invitation_and_each_change_counts():
    written = lines(calendar_of("Séances", [sitting(version=3, convened_at=NOW + timedelta(days=1))]))
    assert "DTSTAMP:20261002T090000Z" in written
    assert "SEQUENCE:2" in written


def test_the_file_of_a_mail_asks_to_take_the_sitting_in_and_says_who_calls():
    attached = attached_calendar(sitting(), at=NOW + timedelta(hours=1))
    assert (attached.name, attached.kind) == ("seance-4.ics", "text/calendar; method=PUBLISH")
    assert "METHOD:PUBLISH" in attached.text
    assert 'ORGANIZER;CN="Conseil, région":mailto:' in attached.text
    assert "DTSTAMP:20261001T100000Z" in attached.text


def test_the_file_of_a_mail_asks_to_take_out_what_is_given_up():
    attached = attached_calendar(sitting(status=SittingStatus.CANCELLED), at=NOW)
    assert attached.kind.endswith("method=CANCEL")
    assert "METHOD:CANCEL" in attached.text
    assert "STATUS:CANCELLED" in attached.text


def test_a_meeting_of_a_scheme_leads_to_its_place_on_the_page():
    meeting = SchemeMeeting(id=8, kind=MeetingKind.TECHNICAL, title="Atelier", starts_at=NOW, ends_at=None)
    meeting.place, meeting.link, meeting.written_at = "Bourges", "", NOW
    written = lines(meetings_calendar(Scheme(slug="usages", title="Schéma", meetings=[meeting])))
    assert {"SUMMARY:Atelier", "DESCRIPTION:Bourges", "DTEND:20261001T110000Z"} <= set(written)
    (address,) = [one for one in written if one.startswith("URL")]
    assert address.endswith("/schemas/usages#rencontre-8")
