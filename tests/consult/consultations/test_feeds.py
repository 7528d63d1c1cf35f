"""The feed and the calendar of a consultation, as a program reads them."""

import re
from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest

from consult.accounts.models import Role
from consult.consultations.models import Consultation, ConsultationStatus, ResultKind
from consult.consultations.operations import hide_result, show_result
from consult.kit.db import database, session
from contributions import operations
from contributions.models import Position, Proposal, Status
from tests.factories import NOW
from tests.factories.consultations import make_consultation, make_phase
from tests.factories.contributions import post_proposal
from tests.factories.people import make_user
from tests.query_counting import counted_queries

ATOM = {"a": "http://www.w3.org/2005/Atom"}
DAY = timedelta(days=1)
HOSTILE = "Un titre <b>gras</b> & une ; virgule, puis « fin »"


@pytest.fixture
def held(store):
    """Return a public consultation of two phases."""
    coming = make_phase(title="Débattre, ensemble", opens_at=NOW + 21 * DAY, closes_at=NOW + 30 * DAY)
    (consultation,) = store(make_consultation(phases=[make_phase(), coming]))
    return consultation


@pytest.fixture
def proposal(app, store, held):
    """Return a proposal of it, whose title must be escaped."""
    (author,) = store(make_user(display_name="Ana & Cie"))
    with app.app_context(), database().unit_of_work():
        return post_proposal(author, held, title=HOSTILE)


def feed(browser, held, **options: object):
    return browser().get(f"/consultations/{held.slug}/actualites.atom", **options)


def entries(browser, held):
    return ET.fromstring(feed(browser, held).data).findall("a:entry", ATOM)


def test_the_feed_tells_what_was_proposed_in_its_own_words(browser, held, proposal):
    (told,) = [one for one in entries(browser, held) if one.find("a:category", ATOM).get("term") == "proposal"]
    assert told.findtext("a:title", namespaces=ATOM) == f"Nouvelle proposition\u00a0: {HOSTILE}"
    assert told.findtext("a:author/a:name", namespaces=ATOM) == "Ana & Cie"
    assert told.findtext("a:id", namespaces=ATOM) == f"tag:localhost,2026-09-01:proposal/{proposal.id}"


def test_the_feed_tells_the_phases_and_what_came_of_it(app, browser, held):
    with app.app_context(), database().unit_of_work():
        show_result(held.id, ResultKind.SYNTHESIS, "/syntheses/1", at=NOW)
        show_result(held.id, ResultKind.OPINION, "/avis/1", at=NOW)
    kinds = {one.find("a:category", ATOM).get("term") for one in entries(browser, held)}
    assert kinds == {"opening", "synthesis", "opinion"}


def test_an_identifier_outlives_the_title_and_the_address(app, browser, held, proposal):
    before = [one.findtext("a:id", namespaces=ATOM) for one in entries(browser, held)]
    with app.app_context(), database().unit_of_work():
        kept = session.get_one(Proposal, proposal.id)
        kept.title, kept.slug = "Un tout autre titre", "un-tout-autre-titre"
    assert [one.findtext("a:id", namespaces=ATOM) for one in entries(browser, held)] == before


@pytest.mark.parametrize("status", [Status.HIDDEN, Status.REMOVED, Status.PENDING, Status.WITHDRAWN])
def test_the_feed_holds_only_what_everyone_may_read(app, browser, held, proposal, status):
    with app.app_context(), database().unit_of_work():
        session.get_one(Proposal, proposal.id).status = status
    assert HOSTILE.split("<", maxsplit=1)[0] not in feed(browser, held).text


def test_a_moderator_s_feed_holds_no_more_than_a_visitor_s(app, browser, store, held, proposal):
    (moderator,) = store(make_user(Role.MODERATOR))
    with app.app_context(), database().unit_of_work():
        session.get_one(Proposal, proposal.id).status = Status.HIDDEN
    own = browser(moderator).get(f"/consultations/{held.slug}/actualites.atom")
    assert own.data == feed(browser, held).data


def test_a_draft_has_no_feed_for_the_public(browser, store):
    (draft,) = store(make_consultation(status=ConsultationStatus.DRAFT))
    for name in ("actualites.atom", "calendrier.ics"):
        assert browser().get(f"/consultations/{draft.slug}/{name}").status_code == 404


def test_the_feed_says_nothing_of_votes(app, browser, held, proposal):
    before = feed(browser, held).data
    with app.app_context(), database().unit_of_work() as opened:
        voter = make_user()
        opened.add(voter)
        opened.flush()
        operations.cast_vote(voter, session.get_one(Proposal, proposal.id), Position.FOR, at=NOW)
    assert feed(browser, held).data == before


def test_a_reader_that_has_the_feed_is_told_so(browser, held, proposal):
    first = feed(browser, held)
    for headers in (
        {"If-None-Match": first.headers["ETag"]},
        {"If-Modified-Since": first.headers["Last-Modified"]},
    ):
        again = feed(browser, held, headers=headers)
        assert (again.status_code, again.data) == (304, b"")


def test_a_reader_is_given_the_feed_again_when_something_was_taken_away(app, browser, held, proposal):
    first = feed(browser, held)
    with app.app_context(), database().unit_of_work():
        session.get_one(Proposal, proposal.id).status = Status.HIDDEN
    assert feed(browser, held, headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_the_feed_is_in_the_language_asked_for(browser, held, proposal):
    answer = browser().get(f"/consultations/{held.slug}/actualites.atom?lang=en")
    assert b'xml:lang="en"' in answer.data


def test_the_feed_costs_the_same_few_queries_and_any_cache_may_keep_it(app, browser, held, proposal):
    with counted_queries(app) as sent:
        answer = feed(browser, held)
    assert len(sent) <= 5
    assert answer.headers["Cache-Control"] == "public, max-age=300"
    assert answer.content_type == "application/atom+xml; charset=utf-8"
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("page", ["", "/propositions"])
def test_every_page_of_a_consultation_says_where_its_feed_is(browser, held, page):
    html = browser().get(f"/consultations/{held.slug}{page}").text
    head = html.partition("</head>")[0]
    (link,) = re.findall(r'<link rel="alternate" type="application/atom\+xml"[^>]* href="([^"]+)">', head)
    assert link == f"/consultations/{held.slug}/actualites.atom"


# --- calendar -------------------------------------------------------------------------------


def calendar(browser, held):
    """Return the lines of a consultation's calendar, unfolded."""
    answer = browser().get(f"/consultations/{held.slug}/calendrier.ics")
    return answer.text.replace("\r\n ", "").split("\r\n")


def test_the_calendar_holds_each_phase_and_the_day_the_synthesis_is_owed(browser, held):
    lines = calendar(browser, held)
    assert "SUMMARY:Notre région numérique\u00a0: Débattre\\, ensemble" in lines
    assert "DTSTART:20260921T090000Z" in lines
    assert "DTSTART;VALUE=DATE:20261130" in lines
    assert len([line for line in lines if line.startswith("UID:")]) == 3


def test_the_calendar_is_the_same_bytes_until_a_date_changes(app, browser, held):
    before = calendar(browser, held)
    assert calendar(browser, held) == before
    with app.app_context(), database().unit_of_work():
        session.get_one(Consultation, held.id).phases[1].closes_at = NOW + 31 * DAY
    changed = calendar(browser, held)
    assert changed != before
    assert [line for line in changed if line.startswith("UID:")] == [
        line for line in before if line.startswith("UID:")
    ]


def test_a_phase_that_an_early_closing_forestalled_is_cancelled(app, browser, held):
    with app.app_context(), database().unit_of_work():
        kept = session.get_one(Consultation, held.id)
        kept.status, kept.closed_at = ConsultationStatus.CLOSED, NOW
    lines = calendar(browser, held)
    assert [line for line in lines if line.startswith("STATUS:")][:2] == ["STATUS:CONFIRMED", "STATUS:CANCELLED"]
    assert "DTEND:20261001T090000Z" in lines


def test_a_calendar_one_has_is_not_sent_again(browser, held):
    address = f"/consultations/{held.slug}/calendrier.ics"
    first = browser().get(address)
    assert first.content_type == "text/calendar; charset=utf-8"
    again = browser().get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_the_page_leads_to_the_calendar_beside_its_timeline(browser, held):
    html = browser().get(f"/consultations/{held.slug}").text
    assert f'href="/consultations/{held.slug}/calendrier.ics"' in html


def test_a_result_taken_back_leaves_the_feed(app, browser, held):
    with app.app_context(), database().unit_of_work():
        show_result(held.id, ResultKind.OPINION, "/avis/1", at=NOW)
        hide_result(held.id, "/avis/1")
    assert "/avis/1" not in feed(browser, held).text
