"""What councils hand over to someone, and what stays of a member who left the site."""

import pytest

from consult.accounts.models import User
from consult.accounts.operations.erasure import erase_user
from consult.accounts.personal_data import TextsFate
from consult.kit.db import database, session
from council.models import Opinion
from council.operations.opinions import publish_opinion
from council.personal_data import hand_over
from tests.factories import NOW


def leave(scene, user, fate=TextsFate.UNSIGNED):
    with scene.app.app_context(), database().unit_of_work():
        erase_user(session.get_one(User, user.id), fate, at=NOW)


@pytest.fixture
def published(written):
    """Return the scene once its opinion is public."""
    with written.app.app_context(), database().unit_of_work():
        publish_opinion(written.member, session.get_one(Opinion, written.opinion.id), NOW.date(), at=NOW)
    return written


def test_a_member_is_given_mandates_receipts_and_opinions(published):
    with published.app.test_request_context(), database().unit_of_work(writes=False):
        given = {part.name: part.content for part in hand_over(published.member, NOW)}
    assert [(one["conseil"], one["fonction"], one["du"]) for one in given["mandats"]] == [
        ("Conseil régional du numérique", "Membre", "2025-01-01")
    ]
    assert [one["consultation"] for one in given["syntheses-recues"]] == [published.consultation.title]
    assert [one["numéro"] for one in given["avis-rapportes"]] == ["2026-01"]


def test_someone_who_never_sat_is_given_empty_parts(published):
    with published.app.test_request_context(), database().unit_of_work(writes=False):
        assert [part.content for part in hand_over(published.reader, NOW)] == [[], [], []]


def test_a_seat_stays_without_the_name_of_who_left(browser, published):
    leave(published, published.member)
    page = browser().get(f"/conseils/{published.council.slug}").text
    assert "Membre qui a supprimé son compte" in page
    assert published.member.display_name not in page


def test_an_opinion_stays_without_the_name_of_who_reported_on_it(browser, published):
    leave(published, published.member)
    page = browser().get(f"/avis/{published.opinion.id}").text
    assert "rapporteur\u00a0: Membre qui a supprimé son compte" in page


def test_a_receipt_stays_without_the_name_of_who_gave_it(browser, published):
    leave(published, published.member)
    page = browser(published.secretariat).get(f"/conseil/transmissions/{published.transmission.id}").text
    assert "Membre qui a supprimé son compte" in page


def test_a_citation_stays_as_a_count_when_a_text_behind_it_is_taken_back(browser, published):
    leave(published, published.reader, TextsFate.REMOVED)
    page = browser().get(f"/avis/{published.opinion.id}").text
    assert "4 contributions à l’appui" in page
