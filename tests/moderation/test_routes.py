"""Every page and gesture of moderation, asked by everyone: the answer is the one the rules give."""

from types import SimpleNamespace

import pytest

from consult.accounts.models import Role
from consult.kit.db import database
from moderation.models import Degree, Verdict
from moderation.operations.appeals import file_appeal
from moderation.operations.urgency import take_away_at_once
from tests.factories import NOW
from tests.factories.consultations import make_consultation
from tests.factories.contributions import post_comment, post_proposal
from tests.factories.moderation import decide_on, sanction
from tests.factories.people import make_user

PEOPLE = (
    "visitor",
    "citizen",
    "author",
    "facilitator",
    "secretariat",
    "council_member",
    "elsewhere",
    "moderator",
    "decider",
    "administrator",
)


def row(*answers: int) -> dict[str, int]:
    """Return the answer due to each person, in the order of PEOPLE."""
    return dict(zip(PEOPLE, answers, strict=True))


EVERYONE = row(200, 200, 200, 200, 200, 200, 200, 200, 200, 200)
NOT_FOUND = row(404, 404, 404, 404, 404, 404, 404, 404, 404, 404)
WRONG = row(400, 400, 400, 400, 400, 400, 400, 400, 400, 400)
PAGES = {
    "/registre-de-moderation": EVERYONE,
    "/registre-de-moderation?decision=hide&motif=off_topic&genre=comment&annee=2026": EVERYONE,
    "/registre-de-moderation?decision=burn": WRONG,
    "/registre-de-moderation?annee=1": WRONG,
    "/registre-de-moderation?suite=faux": WRONG,
    "/registre-de-moderation.csv": EVERYONE,
    "/registre-de-moderation.csv?motif=rude": WRONG,
    "/registre-de-moderation/rapport": EVERYONE,
    "/registre-de-moderation/rapport?annee=2026": EVERYONE,
    "/registre-de-moderation/rapport?annee=x": WRONG,
    "/consultations/{slug}/moderation": EVERYONE,
    "/consultations/inconnue/moderation": NOT_FOUND,
    "/consultations/{slug}/charte": EVERYONE,
    "/consultations/inconnue/charte": NOT_FOUND,
    "/contributions/{text}/signaler": row(200, 200, 403, 200, 200, 200, 200, 200, 200, 200),
    "/contributions/999999/signaler": NOT_FOUND,
    "/decisions/{decision}": row(302, 403, 200, 403, 403, 403, 403, 200, 200, 200),
    "/decisions/{decision}/recours": row(302, 403, 200, 403, 403, 403, 403, 403, 403, 403),
    "/decisions/{kept}": row(302, 403, 200, 403, 403, 403, 403, 200, 200, 200),
    "/decisions/{kept}/recours": row(302, 403, 403, 403, 403, 403, 403, 403, 403, 403),
    "/decisions/999999": NOT_FOUND,
    "/moderation": row(302, 403, 403, 403, 403, 403, 200, 200, 200, 200),
    "/moderation/{text}": row(302, 403, 403, 403, 403, 403, 403, 200, 200, 200),
    "/moderation/999999": NOT_FOUND,
    "/moderation/recours": row(302, 403, 403, 403, 403, 403, 200, 200, 200, 200),
    "/moderation/recours/{appeal}": row(302, 403, 403, 403, 403, 403, 403, 200, 200, 200),
    "/moderation/recours/999999": NOT_FOUND,
    "/moderation/{text}/suspension": row(302, 403, 403, 403, 403, 403, 403, 200, 200, 200),
    "/moderation/999999/suspension": NOT_FOUND,
    "/moderation/{text}/doublon": row(302, 403, 403, 403, 403, 403, 403, 200, 200, 200),
    "/moderation/{decided}/doublon": row(404, 404, 404, 404, 404, 404, 404, 404, 404, 404),
    "/administration/registre-des-lectures": row(302, 403, 403, 403, 403, 403, 403, 403, 403, 200),
    "/moderation/campagnes": row(302, 403, 403, 403, 403, 403, 200, 200, 200, 200),
    "/moderation/campagnes/999999": NOT_FOUND,
    "/moderation/reponses": row(302, 403, 403, 403, 403, 403, 200, 200, 200, 200),
    "/moderation/urgences/{evidence}": row(302, 403, 403, 403, 403, 403, 403, 200, 200, 200),
    "/moderation/urgences/999999": NOT_FOUND,
    "/moderation/suspensions": row(302, 403, 403, 403, 403, 403, 200, 200, 200, 200),
    "/moderation/suspensions/{suspension}": row(302, 403, 403, 403, 403, 403, 403, 200, 200, 200),
    "/moderation/suspensions/999999": NOT_FOUND,
    "/mon-compte/moderation": row(302, 200, 200, 200, 200, 200, 200, 200, 200, 200),
    "/suspensions/{suspension}": row(302, 403, 200, 403, 403, 403, 403, 200, 200, 200),
    "/suspensions/999999": NOT_FOUND,
    "/suspensions/{suspension}/recours": row(302, 403, 200, 403, 403, 403, 403, 403, 403, 403),
}
GESTURES = {
    "/contributions/{text}/signaler": row(422, 422, 403, 422, 422, 422, 422, 422, 422, 422),
    "/contributions/999999/signaler": NOT_FOUND,
    "/decisions/{decision}/recours": row(302, 403, 422, 403, 403, 403, 403, 403, 403, 403),
    "/decisions/{kept}/recours": row(302, 403, 403, 403, 403, 403, 403, 403, 403, 403),
    "/moderation/suivant": row(302, 403, 403, 403, 403, 403, 302, 302, 302, 302),
    "/moderation/{text}/decision": row(302, 403, 403, 403, 403, 403, 403, 422, 422, 422),
    "/moderation/999999/decision": NOT_FOUND,
    "/moderation/recours/{appeal}": row(302, 403, 403, 403, 403, 403, 403, 422, 403, 422),
    "/moderation/{text}/suspension": row(302, 403, 403, 403, 403, 403, 403, 422, 422, 422),
    "/moderation/{text}/doublon": row(302, 403, 403, 403, 403, 403, 403, 409, 409, 409),
    "/moderation/{text}/urgence": row(302, 403, 403, 403, 403, 403, 403, 409, 409, 409),
    "/moderation/urgences/{evidence}": row(302, 403, 403, 403, 403, 403, 403, 422, 422, 422),
    "/moderation/reponses": row(302, 403, 403, 403, 403, 403, 422, 422, 422, 422),
    "/moderation/reponses/999999/supprimer": NOT_FOUND,
    "/moderation/permanence": row(302, 403, 403, 403, 403, 403, 302, 302, 302, 302),
    "/moderation/suspensions/{suspension}": row(302, 403, 403, 403, 403, 403, 403, 422, 403, 422),
    "/moderation/suspensions/999999/lever": NOT_FOUND,
    "/suspensions/{suspension}/recours": row(302, 403, 422, 403, 403, 403, 403, 403, 403, 403),
}


@pytest.fixture
def town(app, store):
    """Return texts, decisions and an appeal, and everyone who may ask for them, committed."""
    consultation, other = make_consultation(), make_consultation()
    store(consultation, other)
    people = {
        "citizen": make_user(),
        "author": make_user(),
        "facilitator": make_user(Role.FACILITATOR),
        "secretariat": make_user(Role.SECRETARIAT),
        "council_member": make_user(Role.COUNCIL_MEMBER),
        "elsewhere": make_user(Role.MODERATOR, consultation_id=other.id),
        "moderator": make_user(Role.MODERATOR),
        "decider": make_user(Role.MODERATOR),
        "administrator": make_user(Role.ADMINISTRATOR),
    }
    store(*people.values())
    author, decider = people["author"], people["decider"]
    with app.test_request_context(), database().unit_of_work():
        text = post_proposal(author, consultation)
        hidden, contested = post_comment(author, text), post_comment(author, text)
        kept = decide_on(decider, text, Verdict.KEEP)
        decision = decide_on(decider, hidden, Verdict.HIDE)
        appeal = file_appeal(author, decide_on(decider, contested, Verdict.HIDE), "Relisez.", at=NOW)
        numbers = {
            "text": text.id,
            "decided": hidden.id,
            "kept": kept.id,
            "decision": decision.id,
            "appeal": appeal.id,
        }
        illegal = post_comment(author, text)
        numbers["evidence"] = take_away_at_once(decider, illegal, version=1, at=NOW).id
        numbers["suspension"] = sanction(decider, text, Degree.WARNING).id
    return SimpleNamespace(people={"visitor": None, **people}, numbers={"slug": consultation.slug, **numbers})


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


@pytest.mark.parametrize("name", ["citizen", "author", "moderator", "administrator"])
def test_no_gesture_is_taken_without_its_token(browser, town, name):
    reader = browser(town.people[name])
    for page in GESTURES:
        assert reader.client.post(page.format(**town.numbers)).status_code in {403, 404}, page


def test_a_visitor_led_to_sign_in_comes_back_where_they_were(browser, town):
    for page, expected in PAGES.items():
        if expected["visitor"] == 302:
            address = page.format(**town.numbers)
            assert browser().get(address).location.endswith(f"suite={address}"), page
