"""Every page and gesture of the contributions, asked by everyone: the answer is the one the rules give."""

from types import SimpleNamespace

import pytest

from consult.accounts.models import Role
from consult.kit.db import database
from contributions.drafts import save_draft
from contributions.models import Status
from contributions.operations import ProposalDraft
from contributions.status import change_status
from tests.factories import NOW
from tests.factories.consultations import make_consultation
from tests.factories.contributions import post_argument, post_comment, post_proposal
from tests.factories.people import make_user

PEOPLE = (
    "visitor",
    "unconfirmed",
    "citizen",
    "author",
    "facilitator",
    "moderator",
    "secretariat",
    "administrator",
)


def row(*answers: int) -> dict[str, int]:
    """Return the answer due to each person, in the order of PEOPLE."""
    return dict(zip(PEOPLE, answers, strict=True))


EVERYONE = row(200, 200, 200, 200, 200, 200, 200, 200)
LED_ON = row(302, 302, 302, 302, 302, 302, 302, 302)
NOBODY_KNOWS = row(404, 404, 404, 404, 404, 404, 404, 404)
PAGES = {
    "/consultations/{slug}/propositions": EVERYONE,
    "/consultations/{slug}/propositions?tri=recentes": EVERYONE,
    "/consultations/{slug}/propositions?tri=soutenues": EVERYONE,
    "/consultations/{slug}/propositions?tri=discutees": EVERYONE,
    "/consultations/{slug}/propositions?tri=moins-votees": EVERYONE,
    "/consultations/{slug}/propositions?tri=inconnu": row(400, 400, 400, 400, 400, 400, 400, 400),
    "/consultations/{slug}/propositions?suite=faux": row(400, 400, 400, 400, 400, 400, 400, 400),
    "/consultations/inconnue/propositions": NOBODY_KNOWS,
    "/consultations/{slug}/themes/sante": EVERYONE,
    "/consultations/{slug}/themes/inconnu": NOBODY_KNOWS,
    "/consultations/{slug}/donnees/contributions.csv": EVERYONE,
    "/donnees-ouvertes": EVERYONE,
    "/propositions/{proposal}-{title}": EVERYONE,
    "/propositions/{proposal}": row(301, 301, 301, 301, 301, 301, 301, 301),
    "/propositions/{proposal}/versions": EVERYONE,
    "/propositions/999999-rien": NOBODY_KNOWS,
    "/propositions/{pending}": row(404, 404, 404, 301, 404, 301, 404, 301),
    "/propositions/{draft}": row(404, 404, 404, 301, 404, 404, 404, 404),
    "/propositions/{hidden}-{hidden_title}": LED_ON,
    "/propositions/{hidden}-masquee": EVERYONE,
    "/consultations/{slug}/proposer": row(302, 403, 200, 200, 200, 200, 200, 200),
    "/consultations/{slug}/saisie": row(302, 403, 403, 403, 200, 403, 200, 200),
    "/propositions/{proposal}/modifier": row(302, 403, 403, 200, 403, 403, 403, 403),
    "/propositions/{proposal}/retirer": row(302, 403, 403, 200, 403, 403, 403, 403),
    "/propositions/{draft}/modifier": row(404, 404, 404, 200, 404, 404, 404, 404),
    "/propositions/{proposal}/pieces-jointes": row(302, 403, 403, 200, 403, 403, 403, 403),
    "/propositions/{draft}/pieces-jointes": row(404, 404, 404, 200, 404, 404, 404, 404),
    "/consultations/{slug}/proches": row(302, 403, 200, 200, 200, 200, 200, 200),
    "/pieces-jointes/999999": NOBODY_KNOWS,
    "/propositions/{proposal}/voter": row(302, 403, 200, 200, 200, 200, 200, 200),
    "/propositions/{hidden}/voter": row(302, 403, 403, 403, 403, 403, 403, 403),
    "/propositions/{proposal}/argumenter": row(302, 403, 200, 200, 200, 200, 200, 200),
    "/propositions/{proposal}/commenter": row(302, 403, 200, 200, 200, 200, 200, 200),
    "/propositions/{proposal}/sources": row(302, 403, 200, 200, 200, 200, 200, 200),
    "/commentaires/{comment}/repondre": row(302, 403, 200, 200, 200, 200, 200, 200),
    "/commentaires/{argument}/repondre": NOBODY_KNOWS,
    "/contributions/{argument}": row(302, 302, 302, 302, 302, 302, 302, 302),
    "/contributions/{hidden}": row(302, 302, 302, 302, 302, 302, 302, 302),
    "/contributions/{pending}": row(404, 404, 404, 302, 404, 302, 404, 302),
    "/contributions/{argument}/versions": EVERYONE,
    "/contributions/{proposal}/versions": NOBODY_KNOWS,
    "/contributions/{draft}": row(404, 404, 404, 302, 404, 404, 404, 404),
    "/contributions/{argument}/modifier": row(302, 403, 403, 200, 403, 403, 403, 403),
    "/contributions/{argument}/retirer": row(302, 403, 403, 200, 403, 403, 403, 403),
    "/contributions/{proposal}/modifier": NOBODY_KNOWS,
    "/consultations/{slug}/vote-rapide": EVERYONE,
    "/consultations/{slug}/vote-rapide?suite=faux": row(400, 400, 200, 200, 200, 200, 200, 200),
    "/consultations/inconnue/vote-rapide": NOBODY_KNOWS,
    "/consultations/{slug}/vote-rapide/bilan": row(302, 403, 200, 200, 200, 200, 200, 200),
    "/consultations/{slug}/vote-rapide/{proposal}": row(302, 403, 200, 200, 200, 200, 200, 200),
    "/consultations/{slug}/vote-rapide/{hidden}": row(302, 403, 403, 403, 403, 403, 403, 403),
    "/contributions/{proposal}/recu": row(302, 403, 403, 200, 403, 403, 403, 403),
    "/contributions/{argument}/recu.txt": row(302, 403, 403, 200, 403, 403, 403, 403),
    "/contributions/{pending}/recu": row(404, 404, 404, 200, 404, 403, 404, 403),
    "/contributions/{draft}/recu": row(404, 404, 404, 403, 404, 404, 404, 404),
    "/verifier-un-recu": EVERYONE,
    "/verifier-un-recu?numero=P1&empreinte=rien": EVERYONE,
    "/mes-contributions/votes": row(302, 200, 200, 200, 200, 200, 200, 200),
    "/mes-contributions": row(302, 200, 200, 200, 200, 200, 200, 200),
}
GESTURES = {
    "/consultations/{slug}/proposer": row(302, 403, 422, 422, 422, 422, 422, 422),
    "/consultations/{slug}/saisie": row(302, 403, 403, 403, 422, 403, 422, 422),
    "/consultations/{slug}/vote-rapide/{proposal}": row(302, 403, 422, 422, 422, 422, 422, 422),
    "/consultations/{slug}/vote-rapide/{proposal}/retour": row(302, 403, 302, 302, 302, 302, 302, 302),
    "/consultations/{slug}/vote-rapide/{hidden}": row(302, 403, 403, 403, 403, 403, 403, 403),
    "/consultations/inconnue/vote-rapide/{proposal}": NOBODY_KNOWS,
    "/consultations/{slug}/brouillon": row(302, 403, 200, 200, 200, 200, 200, 200),
    "/propositions/{proposal}/pieces-jointes": row(302, 403, 403, 422, 403, 403, 403, 403),
    "/propositions/{proposal}/supprimer": row(302, 403, 403, 403, 403, 403, 403, 403),
    "/propositions/{proposal}/soutenir-plutot": row(302, 403, 302, 302, 302, 302, 302, 302),
    "/propositions/{hidden}/soutenir-plutot": row(302, 403, 403, 403, 403, 403, 403, 403),
    "/pieces-jointes/999999/retirer": NOBODY_KNOWS,
    "/propositions/{proposal}/vote": row(302, 403, 422, 422, 422, 422, 422, 422),
    "/propositions/{proposal}/vote/retrait": row(302, 403, 302, 302, 302, 302, 302, 302),
    "/propositions/{hidden}/vote": row(302, 403, 403, 403, 403, 403, 403, 403),
    "/propositions/{proposal}/arguments": row(302, 403, 422, 422, 422, 422, 422, 422),
    "/propositions/{proposal}/commentaires": row(302, 403, 422, 422, 422, 422, 422, 422),
    "/propositions/{proposal}/sources": row(302, 403, 422, 422, 422, 422, 422, 422),
    "/commentaires/{comment}/reponses": row(302, 403, 422, 422, 422, 422, 422, 422),
    "/arguments/{argument}/soutien": row(302, 403, 302, 403, 302, 302, 302, 302),
    "/arguments/{argument}/soutien/retrait": row(302, 403, 302, 403, 302, 302, 302, 302),
    "/arguments/{comment}/soutien": NOBODY_KNOWS,
    "/arguments/999999/soutien": NOBODY_KNOWS,
    "/propositions/{proposal}/modifier": row(302, 403, 403, 422, 403, 403, 403, 403),
    "/propositions/{proposal}/retirer": row(302, 403, 403, 422, 403, 403, 403, 403),
    "/contributions/{argument}/modifier": row(302, 403, 403, 422, 403, 403, 403, 403),
    "/contributions/{argument}/retirer": row(302, 403, 403, 422, 403, 403, 403, 403),
    "/contributions/999999/retirer": NOBODY_KNOWS,
}


@pytest.fixture
def town(app, store):
    """Return one text of each kind and state, and everyone who may ask for it, committed."""
    consultation = make_consultation()
    people = {
        "unconfirmed": make_user(confirmed_at=None),
        "citizen": make_user(),
        "author": make_user(),
        "facilitator": make_user(Role.FACILITATOR),
        "moderator": make_user(Role.MODERATOR),
        "secretariat": make_user(Role.SECRETARIAT),
        "administrator": make_user(Role.ADMINISTRATOR),
    }
    store(consultation, *people.values())
    author = people["author"]
    with app.app_context(), database().unit_of_work():
        proposal, hidden, pending = (post_proposal(author, consultation) for _ in range(3))
        change_status(hidden, Status.HIDDEN, None, at=NOW)
        change_status(pending, Status.PENDING, None, at=NOW)
        words = ProposalDraft("Un brouillon", "À finir.", consultation.themes[0].id)
        draft = save_draft(author, consultation, words, at=NOW)
        argument, comment = post_argument(author, proposal), post_comment(author, proposal)
    numbers = {
        "slug": consultation.slug,
        "proposal": proposal.id,
        "title": proposal.slug,
        "hidden": hidden.id,
        "hidden_title": hidden.slug,
        "pending": pending.id,
        "draft": draft.id,
        "argument": argument.id,
        "comment": comment.id,
    }
    return SimpleNamespace(people={"visitor": None, **people}, numbers=numbers)


@pytest.mark.parametrize("name", PEOPLE)
def test_each_page_answers_each_person_as_the_rules_say(browser, town, name):
    reader = browser(town.people[name])
    answers = {page: reader.get(page.format(**town.numbers)).status_code for page in PAGES}
    assert answers == {page: expected[name] for page, expected in PAGES.items()}


@pytest.mark.parametrize("name", PEOPLE)
def test_an_empty_gesture_is_refused_or_harmless(browser, town, name):
    reader = browser(town.people[name])
    answers = {page: reader.post(page.format(**town.numbers)).status_code for page in GESTURES}
    assert answers == {page: expected[name] for page, expected in GESTURES.items()}


@pytest.mark.parametrize("name", ["citizen", "author", "administrator"])
def test_no_gesture_is_taken_without_its_token(browser, town, name):
    reader = browser(town.people[name])
    for page in GESTURES:
        assert reader.client.post(page.format(**town.numbers)).status_code in {403, 404}, page


@pytest.mark.parametrize("page", GESTURES)
def test_a_gesture_asked_by_a_link_does_nothing(browser, town, page):
    answer = browser(town.people["author"]).get(page.format(**town.numbers))
    assert answer.status_code in {200, 403, 404, 405}


def test_a_visitor_led_to_sign_in_comes_back_where_they_were(browser, town):
    for page, expected in PAGES.items():
        if expected["visitor"] == 302 != expected["citizen"]:
            address = page.format(**town.numbers)
            assert browser().get(address).location.endswith(f"suite={address}"), page
