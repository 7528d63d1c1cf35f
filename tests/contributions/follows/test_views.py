"""Following from the pages, the list of what one follows, and stopping from a mail."""

import re
from urllib.parse import urlsplit

import pytest

from consult.kit.db import database, session
from contributions.follows.models import Delivery, Rhythm
from contributions.follows.queries import follow_of, follows_of, is_followed
from contributions.follows.tokens import token_for
from contributions.models import Proposal, Status
from tests.factories import NOW
from tests.factories.people import make_user


def addresses(scene):
    slug, theme = scene.consultation.slug, scene.consultation.themes[0].slug
    return {
        "consultation": (f"/consultations/{slug}", f"/consultations/{slug}/suivre"),
        "theme": (f"/consultations/{slug}/themes/{theme}", f"/consultations/{slug}/themes/{theme}/suivre"),
        "proposal": (
            f"/propositions/{scene.proposal.id}-{scene.proposal.slug}",
            f"/propositions/{scene.proposal.id}/suivre",
        ),
    }


@pytest.fixture(params=["consultation", "theme", "proposal"])
def place(request, followed):
    """Return the page of something, and the address that follows it."""
    return addresses(followed)[request.param]


def follows(app, user):
    with app.app_context(), database().unit_of_work(writes=False):
        return [(one.theme_id, one.proposal_id) for one in follows_of(user)]


def test_a_visitor_s_page_leads_to_following_without_a_token(browser, place):
    page, follow = place
    html = browser().get(page).text
    assert f'href="{follow}"' in html
    assert "csrf_token" not in html


def test_a_visitor_who_wants_to_follow_signs_in_first_and_comes_back(browser, place):
    _page, follow = place
    answer = browser().get(follow)
    assert answer.status_code == 302
    assert urlsplit(answer.location).path == "/connexion"
    assert follow in answer.location.replace("%2F", "/")


def test_after_signing_in_one_button_follows(browser, place):
    page, follow = place
    reader = browser(_stored(browser))
    html = reader.get(follow).text
    assert f'<form class="action-form" method="post" action="{follow}">' in html
    assert reader.post(follow).location == page


def _stored(browser):
    user = make_user()
    with browser().app.app_context(), database().unit_of_work() as opened:
        opened.add(user)
    return user


def test_one_follows_in_one_gesture_and_stops_in_another(app, browser, place):
    page, follow = place
    user = _stored(browser)
    reader = browser(user)
    reader.post(follow)
    assert len(follows(app, user)) == 1
    html = reader.get(page).text
    assert 'name="stop"' in html
    assert "Ne plus suivre" in html
    assert "Vous recevrez au plus un courriel par jour, seulement s’il y a du nouveau." in html
    reader.post(follow, {"stop": "1"})
    assert follows(app, user) == []
    assert 'name="stop"' not in reader.get(page).text


def test_opening_the_address_changes_nothing(app, browser, place):
    user = _stored(browser)
    browser(user).get(place[1])
    assert follows(app, user) == []


def test_an_address_that_was_not_confirmed_cannot_follow(app, browser, place):
    user = make_user(confirmed_at=None)
    with app.app_context(), database().unit_of_work() as opened:
        opened.add(user)
    answer = browser(user).post(place[1])
    assert answer.status_code == 403
    assert "Confirmez d’abord votre adresse" in answer.text


def test_a_hidden_proposal_can_no_longer_be_followed(app, browser, followed):
    with app.app_context(), database().unit_of_work():
        session.get_one(Proposal, followed.proposal.id).status = Status.HIDDEN
    answer = browser(followed.reader).post(f"/propositions/{followed.proposal.id}/suivre")
    assert answer.status_code == 403


def test_what_one_follows_in_english_is_told_in_english(app, browser, place):
    user = _stored(browser)
    browser(user).post(place[1] + "?lang=en")
    with app.app_context(), database().unit_of_work(writes=False):
        assert session.get_one(Delivery, user.id).language == "en"


# --- one's account --------------------------------------------------------------------------


def test_the_account_lists_what_one_follows_and_ends_each(app, browser, followed):
    reader = browser(followed.reader)
    for page in ("theme", "proposal"):
        reader.post(addresses(followed)[page][1])
    html = reader.get("/mon-compte/suivi").text
    assert followed.consultation.title in html
    assert followed.proposal.title in html
    ends = re.findall(r'action="(/mon-compte/suivi/\d+/arret)"', html)
    assert len(ends) == 3
    for address in ends:
        reader.post(address)
    assert follows(app, followed.reader) == []
    assert "Vous ne suivez rien pour l’instant." in reader.get("/mon-compte/suivi").text


def test_what_is_no_longer_public_can_still_be_ended(app, browser, followed):
    reader = browser(followed.reader)
    reader.post(addresses(followed)["proposal"][1])
    with app.app_context(), database().unit_of_work():
        session.get_one(Proposal, followed.proposal.id).status = Status.REMOVED
    html = reader.get("/mon-compte/suivi").text
    reader.post(re.findall(r'action="(/mon-compte/suivi/\d+/arret)"', html)[0])
    assert follows(app, followed.reader) == [(None, None)]


def test_nobody_ends_what_another_follows(app, browser, followed):
    with app.app_context(), database().unit_of_work(writes=False):
        (mine,) = follows_of(followed.reader)
    answer = browser(followed.author).post(f"/mon-compte/suivi/{mine.id}/arret")
    assert answer.status_code == 404
    with app.app_context(), database().unit_of_work(writes=False):
        assert follow_of(followed.reader, mine.id).ended_at is None


def test_the_page_says_the_rhythm_that_holds_without_a_choice(browser):
    html = browser(_stored(browser)).get("/mon-compte/suivi").text
    assert "Sans choix de votre part, il part une fois par jour." in html
    assert re.search(r'<input checked [^>]*value="daily"', html)


@pytest.mark.parametrize("rhythm", Rhythm)
def test_one_chooses_one_s_rhythm_and_language(app, browser, followed, rhythm):
    reader = browser(followed.reader)
    reader.post("/mon-compte/suivi", {"rhythm": rhythm.value, "language": "en"})
    with app.app_context(), database().unit_of_work(writes=False):
        kept = session.get_one(Delivery, followed.reader.id)
        assert (kept.rhythm, kept.language) == (rhythm, "en")
    assert re.search(rf'<input checked [^>]*value="{rhythm.value}"', reader.get("/mon-compte/suivi").text)


@pytest.mark.parametrize(
    "sent", [{}, {"rhythm": "hourly", "language": "fr"}, {"rhythm": "now", "language": "tlh"}]
)
def test_a_choice_that_was_not_offered_is_refused(app, browser, followed, sent):
    answer = browser(followed.reader).post("/mon-compte/suivi", sent)
    assert answer.status_code == 422
    with app.app_context(), database().unit_of_work(writes=False):
        assert session.get_one(Delivery, followed.reader.id).rhythm is Rhythm.DAILY


# --- from a mail ------------------------------------------------------------------------------


@pytest.fixture
def stop_address(app, followed):
    """Return the address written in the reader's mails."""
    with app.app_context():
        return f"/courriels/arret/{token_for(followed.reader.id)}"


def rhythm_of(app, user):
    with app.app_context(), database().unit_of_work(writes=False):
        return session.get_one(Delivery, user.id).rhythm


def test_a_mail_reader_stops_the_mails_without_session_or_token(app, followed, stop_address):
    answer = app.test_client().post(stop_address, data={"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert rhythm_of(app, followed.reader) is Rhythm.NEVER
    assert is_kept(app, followed)


def is_kept(app, scene):
    with app.app_context(), database().unit_of_work(writes=False):
        return is_followed(scene.reader, scene.consultation)


def test_stopping_asks_for_no_cookie_and_sets_none(app, stop_address):
    client = app.test_client()
    for answer in (client.get(stop_address), client.post(stop_address)):
        assert "Set-Cookie" not in answer.headers


def test_opening_the_address_of_a_mail_shows_a_button_and_changes_nothing(app, followed, stop_address):
    client = app.test_client()
    html = client.get(stop_address).text
    assert "Arrêter ces courriels" in html
    assert client.head(stop_address).status_code == 200
    assert rhythm_of(app, followed.reader) is Rhythm.DAILY


def test_stopping_twice_is_stopping_once(app, followed, stop_address):
    answers = [app.test_client().post(stop_address) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert rhythm_of(app, followed.reader) is Rhythm.NEVER


@pytest.mark.parametrize("method", ["get", "post"])
def test_an_address_we_did_not_sign_is_refused_in_words(app, followed, stop_address, method):
    answer = getattr(app.test_client(), method)(stop_address[:-3])
    assert answer.status_code == 410
    assert "Connectez-vous pour régler vos courriels" in answer.text
    assert rhythm_of(app, followed.reader) is Rhythm.DAILY


def test_the_address_of_an_account_that_left_says_it_is_done(app, followed, stop_address):
    with app.app_context(), database().unit_of_work() as opened:
        kept = opened.merge(followed.reader)
        kept.email, kept.erased_at = None, NOW
    assert app.test_client().post(stop_address).status_code == 200


def test_every_other_form_still_asks_for_its_token(app, followed):
    answer = app.test_client().post(addresses(followed)["consultation"][1])
    assert answer.status_code == 403


def test_whoever_proposes_or_argues_is_told_at_once_that_they_follow(browser, followed):
    page, _follow = addresses(followed)["proposal"]
    neighbour = browser(followed.reader)
    assert "Suivre cette proposition" in neighbour.get(page).text
    words = {"position": "for", "source": "Une raison de plus."}
    told = neighbour.post(f"/propositions/{followed.proposal.id}/arguments", words, follow_redirects=True).text
    assert "Ne plus suivre cette proposition" in told
    assert "Ne plus suivre cette proposition" in browser(followed.author).get(page).text


def test_whoever_stopped_following_argues_without_following_again(browser, followed):
    page, follow = addresses(followed)["proposal"]
    neighbour = browser(followed.reader)
    neighbour.post(follow, {"stop": "1"})
    words = {"position": "for", "source": "Une raison de plus."}
    neighbour.post(f"/propositions/{followed.proposal.id}/arguments", words)
    assert "Ne plus suivre cette proposition" not in neighbour.get(page).text
