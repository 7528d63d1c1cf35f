"""What someone is handed over of what they follow, and what is left when they leave."""

from datetime import timedelta

from sqlalchemy import select

from consult.accounts.operations.erasure import erase_user
from consult.accounts.personal_data import TextsFate
from contributions.follows import personal_data
from contributions.follows.models import Delivery, Follow, Rhythm
from contributions.follows.operations import following
from tests.factories import NOW
from tests.factories.contributions import post_proposal

LATER = NOW + timedelta(days=1)


def parts(user):
    return {part.name: part.content for part in personal_data.hand_over(user, LATER)}


def test_one_is_given_what_one_follows_and_what_one_stopped_following(scene):
    proposal = post_proposal(scene.author, scene.consultation)
    theme = scene.consultation.themes[0]
    for target in (scene.consultation, theme, proposal):
        following.follow(scene.voter, target, language="fr", at=NOW)
    following.unfollow(scene.voter, theme, at=LATER)
    told = [(line["consultation"], line["thème"], line["proposition"]) for line in parts(scene.voter)["suivi"]]
    title = scene.consultation.title
    assert told == [(title, None, None), (title, theme.title, None), (title, None, proposal.title)]
    assert [line["jusqu’au"] for line in parts(scene.voter)["suivi"]] == [None, "2026-10-02T11:00:00+02:00", None]


def test_one_is_given_how_one_is_told(scene):
    following.choose_delivery(scene.voter, Rhythm.WEEKLY, "en", at=NOW)
    given = parts(scene.voter)["envois"]
    assert (given["rythme"], given["langue"]) == ("Une fois par semaine, le lundi matin", "English")
    assert given["prévenu jusqu’au"] == "2026-10-01T11:00:00+02:00"


def test_whoever_never_followed_anything_is_given_an_empty_list_and_no_choice(scene):
    assert parts(scene.voter) == {"suivi": []}


def test_nothing_of_it_is_left_when_someone_leaves(scene):
    following.follow(scene.voter, scene.consultation, language="fr", at=NOW)
    following.follow(scene.author, scene.consultation, language="fr", at=NOW)
    erase_user(scene.voter, TextsFate.UNSIGNED, at=LATER)
    for table in (Follow, Delivery):
        assert list(scene.session.scalars(select(table.user_id))) == [scene.author.id]
