"""The secretariat records what moves in each commitment; nobody else does, and nothing moves before the answer."""

import re

import pytest
from sqlalchemy import select

from consult.accounts.models import Role
from consult.kit.db import database, session
from council.models import Commitment, FollowUp, Milestone, OfficialResponse
from tests.factories.people import make_user

STEP = {"progress": "under_way", "percentage": "60", "words": "Huit guichets sont ouverts."}


@pytest.fixture
def scene(followed, browser):
    """Return the followed opinion, its commitments, and the secretariat's browser."""
    followed.late, followed.under_way, followed.done = followed.commitments
    followed.mine = browser(followed.secretariat)
    followed.desk = f"/secretariat/engagements/{followed.under_way.id}"
    return followed


def read(scene, statement):
    with scene.app.app_context(), database().unit_of_work(writes=False):
        return session.scalars(statement).all()


def test_only_the_secretariat_of_the_councils_records(scene, browser, store):
    (milestone,) = read(scene, select(Milestone.id))
    elsewhere = make_user(Role.SECRETARIAT, consultation_id=scene.consultation.id)
    people = store(make_user(), make_user(Role.MODERATOR), elsewhere)
    before = read(scene, select(FollowUp.id))
    for who in (*people, scene.rapporteur, scene.president, scene.former):
        one = browser(who)
        assert [one.get(path).status_code for path in ("/secretariat/engagements", scene.desk)] == [403, 403]
        gestures = (scene.desk, f"{scene.desk}/jalons", f"/secretariat/jalons/{milestone}/atteint")
        assert [one.post(path, STEP | {"title": "Autre"}).status_code for path in gestures] == [403] * 3
    assert read(scene, select(FollowUp.id)) == before
    assert read(scene, select(Milestone.done_on)) == [None]


def test_a_visitor_is_led_to_sign_in(scene, browser):
    assert [browser().get(path).status_code for path in ("/secretariat/engagements", scene.desk)] == [302, 302]


def test_the_desk_puts_what_is_late_first(scene):
    text = scene.mine.get("/secretariat/engagements").text
    assert text.index("Garder douze guichets") < text.index("Publier la carte") < text.index("Ouvrir six guichets")
    assert "En retard" in text


def test_the_form_begins_where_the_commitment_stands(scene):
    text = scene.mine.get(scene.desk).text
    assert 'value="40"' in text
    assert "Deux guichets." in text


def test_what_is_recorded_is_read_by_everyone_at_once(scene, browser):
    assert scene.mine.post(scene.desk, STEP).status_code == 302
    text = browser().get(f"/engagements/{scene.under_way.id}").text
    assert text.index("Huit guichets sont ouverts.") < text.index("Deux guichets.")
    assert re.search(r"Avancement\s:\s60\s*%", text)


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"words": " "}, "Dites en une phrase ce qui a avancé."),
        ({"percentage": "140"}, "Donnez un nombre de 0 à 100."),
        ({"percentage": "-1"}, "Donnez un nombre de 0 à 100."),
        ({"evidence_url": "javascript:alert(1)"}, "Huit guichets sont ouverts."),
        ({"progress": "inventé"}, "Huit guichets sont ouverts."),
    ],
)
def test_what_a_step_lacks_is_said_and_nothing_moves(scene, sent, said):
    answer = scene.mine.post(scene.desk, STEP | sent)
    assert answer.status_code == 422
    assert said in answer.text
    assert len(read(scene, select(FollowUp.id))) == 2


def test_what_is_done_counts_as_whole_whatever_was_typed_and_can_be_taken_up_again(scene, browser):
    scene.mine.post(scene.desk, STEP | {"progress": "done", "percentage": "20"})
    page = f"/engagements/{scene.under_way.id}"
    assert "tenu le 1er octobre 2026" in browser().get(page).text
    scene.mine.post(scene.desk, STEP)
    assert "tenu le" not in browser().get(page).text


def test_what_is_dropped_is_no_longer_late(scene, browser):
    page = f"/secretariat/engagements/{scene.late.id}"
    assert "En retard" in browser().get(f"/engagements/{scene.late.id}").text
    scene.mine.post(page, {"progress": "dropped", "percentage": "0", "words": "Faute de crédits."})
    text = browser().get(f"/engagements/{scene.late.id}").text
    assert "En retard" not in text
    assert "Abandonné" in text


def test_a_proof_is_a_link_everyone_can_follow(scene, browser):
    scene.mine.post(scene.desk, STEP | {"evidence_title": "Le relevé", "evidence_url": "https://region.example/r"})
    assert (
        '<a href="https://region.example/r" rel="nofollow noopener">Le relevé</a>'
        in browser().get(f"/engagements/{scene.under_way.id}").text
    )


def test_a_milestone_is_added_reached_once_and_read_with_its_day(scene, browser):
    assert (
        scene.mine.post(f"{scene.desk}/jalons", {"title": "Recrutement", "due_on": "2026-12-01"}).status_code
        == 302
    )
    (milestone,) = read(scene, select(Milestone.id).where(Milestone.title == "Recrutement"))
    for _time in range(2):
        assert scene.mine.post(f"/secretariat/jalons/{milestone}/atteint").status_code == 302
    text = browser().get(f"/engagements/{scene.under_way.id}").text
    assert "Recrutement" in text
    assert "atteint le 1er octobre 2026" in text
    assert "à atteindre" in text.split("Vote des crédits")[1]


def test_a_milestone_without_a_title_is_told_and_one_that_is_unknown_is_not_found(scene):
    answer = scene.mine.post(f"{scene.desk}/jalons", {"title": " "})
    assert (answer.status_code, "Donnez un titre à ce jalon." in answer.text) == (422, True)
    assert scene.mine.post("/secretariat/jalons/999999/atteint").status_code == 404
    assert scene.mine.get("/secretariat/engagements/999999").status_code == 404


def test_nothing_is_recorded_before_the_answer_is_public(scene):
    with scene.app.app_context(), database().unit_of_work() as unit:
        unit.scalars(select(OfficialResponse)).one().published_at = None
    assert "le suivi commencera avec elle" in scene.mine.get(scene.desk).text
    answer = scene.mine.post(scene.desk, STEP)
    assert (answer.status_code, "Publiez d’abord la réponse" in answer.text) == (409, True)
    assert "Garder douze guichets" not in scene.mine.get("/secretariat/engagements").text


def test_an_empty_desk_says_what_will_be_there(public, browser):
    mine = browser(public.secretariat)
    assert "Les engagements des réponses publiées paraîtront ici." in mine.get("/secretariat/engagements").text
    assert read(public, select(Commitment.id)) == []
