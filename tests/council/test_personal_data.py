"""What councils hand over to someone, and what stays of a member who left the site."""

from consult.accounts.models import User
from consult.accounts.operations.erasure import erase_user
from consult.accounts.personal_data import TextsFate
from consult.kit.db import database, session
from council.personal_data import hand_over
from tests.factories import NOW


def leave(scene, user, fate=TextsFate.UNSIGNED):
    with scene.app.app_context(), database().unit_of_work():
        erase_user(session.get_one(User, user.id), fate, at=NOW)


def test_a_member_is_given_mandates_receipts_and_opinions(public):
    with public.app.test_request_context(), database().unit_of_work(writes=False):
        given = {part.name: part.content for part in hand_over(public.member, NOW)}
    assert [(one["conseil"], one["fonction"], one["du"]) for one in given["mandats"]] == [
        ("Conseil régional du numérique", "Membre", "2025-01-01")
    ]
    assert [one["consultation"] for one in given["syntheses-recues"]] == [public.consultation.title]
    assert [one["numéro"] for one in given["avis-rapportes"]] == ["2026-01"]


def test_someone_who_never_sat_is_given_empty_parts(public):
    with public.app.test_request_context(), database().unit_of_work(writes=False):
        assert [part.content for part in hand_over(public.reader, NOW)] == [[], [], []]


def test_a_seat_stays_without_the_name_of_who_left(browser, public):
    leave(public, public.member)
    page = browser().get(f"/conseils/{public.council.slug}").text
    assert "Membre qui a supprimé son compte" in page
    assert public.member.display_name not in page


def test_an_opinion_stays_without_the_name_of_who_reported_on_it(browser, public):
    leave(public, public.member)
    page = browser().get(f"/avis/{public.opinion.id}").text
    assert "rapporteur\u00a0: Membre qui a supprimé son compte" in page


def test_a_receipt_stays_without_the_name_of_who_gave_it(browser, public):
    leave(public, public.member)
    page = browser(public.secretariat).get(f"/conseil/transmissions/{public.transmission.id}").text
    assert "Membre qui a supprimé son compte" in page


def test_a_citation_stays_as_a_count_when_a_text_behind_it_is_taken_back(browser, public):
    leave(public, public.reader, TextsFate.REMOVED)
    page = browser().get(f"/avis/{public.opinion.id}").text
    assert "4 contributions à l’appui" in page
