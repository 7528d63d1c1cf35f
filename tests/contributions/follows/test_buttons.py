"""The button offered beside a page, for each person."""

import pytest
from flask_login import login_user

from consult.accounts.sessions import open_sign_in
from contributions.follows.buttons import consultation_gestures, follow_gesture, labels_of
from contributions.follows.operations import following
from tests.factories import NOW
from tests.factories.contributions import post_proposal


@pytest.fixture
def things(scene):
    """Return what can be followed, by its name in a button."""
    proposal = post_proposal(scene.author, scene.consultation)
    theme = scene.consultation.themes[0]
    return {"cette consultation": scene.consultation, "ce thème": theme, "cette proposition": proposal}


def signed_in(app, scene):
    """Open a request of the voter's."""
    request = app.test_request_context()
    request.push()
    scene.voter.session_token = open_sign_in(scene.voter, "test", at=NOW)
    login_user(scene.voter)
    return request


@pytest.mark.parametrize("name", ["cette consultation", "ce thème", "cette proposition"])
def test_the_words_of_a_button_say_what_is_followed(things, name):
    start, stop = labels_of(things[name])
    assert (str(start), str(stop)) == (f"Suivre {name}", f"Ne plus suivre {name}")


@pytest.mark.parametrize("name", ["cette consultation", "ce thème", "cette proposition"])
def test_a_visitor_is_offered_a_link_and_no_form(app, things, name):
    with app.test_request_context():
        offered = follow_gesture(things[name])
    assert (str(offered.label), offered.fields) == (f"Suivre {name}", None)
    assert offered.url.endswith("/suivre")


@pytest.mark.parametrize("name", ["cette consultation", "ce thème", "cette proposition"])
def test_whoever_follows_is_offered_to_stop(app, scene, things, name):
    request = signed_in(app, scene)
    before = follow_gesture(things[name])
    following.follow(scene.voter, things[name], language="fr", at=NOW)
    after = follow_gesture(things[name])
    request.pop()
    assert (str(before.label), before.fields) == (f"Suivre {name}", {})
    assert (str(after.label), after.fields) == (f"Ne plus suivre {name}", {"stop": "1"})


def test_the_page_of_a_consultation_offers_one_gesture(app, scene):
    request = signed_in(app, scene)
    (offered,) = consultation_gestures(scene.consultation, scene.voter)
    request.pop()
    assert offered.url == f"/consultations/{scene.consultation.slug}/suivre"
