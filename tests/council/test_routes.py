"""Every page of the council, asked by everyone: the answer is the one the rules give, never a failure."""

import pytest

from consult.accounts.models import Role
from tests.factories.people import make_user

# What each kind of person is answered: 200 shown, 302 led elsewhere, 403 refused, 404 not known to exist.
PUBLIC_PAGES = {
    "/conseils": 200,
    "/conseils/{council}": 200,
    "/conseils/inconnu": 404,
    "/consultations/{slug}/suivi": 200,
    "/consultations/inconnue/suivi": 404,
    "/avis/999999": 404,
}
DESKS = {
    "/conseil": {
        "visitor": 302,
        "citizen": 403,
        "moderator": 403,
        "member": 200,
        "former": 200,
        "secretariat": 200,
    },
    "/conseil/transmissions/{transmission}": {
        "visitor": 302,
        "citizen": 403,
        "moderator": 403,
        "member": 200,
        "former": 403,
        "secretariat": 200,
    },
    "/conseil/transmissions/999999": {
        "visitor": 404,
        "citizen": 404,
        "moderator": 404,
        "member": 404,
        "former": 404,
        "secretariat": 404,
    },
    "/conseil/avis/{opinion}": {
        "visitor": 404,
        "citizen": 404,
        "moderator": 404,
        "member": 200,
        "former": 403,
        "secretariat": 404,
    },
    "/conseil/avis/{opinion}/citations": {
        "visitor": 404,
        "citizen": 404,
        "moderator": 404,
        "member": 200,
        "former": 403,
        "secretariat": 404,
    },
    "/conseil/avis/{opinion}/publier": {
        "visitor": 404,
        "citizen": 404,
        "moderator": 404,
        "member": 200,
        "former": 403,
        "secretariat": 404,
    },
    "/secretariat/conseils": {
        "visitor": 302,
        "citizen": 403,
        "moderator": 403,
        "member": 403,
        "former": 403,
        "secretariat": 200,
    },
    "/secretariat/conseils/{council}": {
        "visitor": 302,
        "citizen": 403,
        "moderator": 403,
        "member": 403,
        "former": 403,
        "secretariat": 200,
    },
    "/secretariat/consultations/{slug}/conseil": {
        "visitor": 302,
        "citizen": 403,
        "moderator": 403,
        "member": 403,
        "former": 403,
        "secretariat": 200,
    },
    "/secretariat/syntheses/{synthesis}/transmettre": {
        "visitor": 302,
        "citizen": 403,
        "moderator": 403,
        "member": 403,
        "former": 403,
        "secretariat": 200,
    },
}
PEOPLE = ("visitor", "citizen", "moderator", "member", "former", "secretariat")


def filled(address: str, scene) -> str:
    """Put the numbers of the scene in an address."""
    return address.format(
        council=scene.council.slug,
        slug=scene.consultation.slug,
        transmission=scene.transmission.id,
        opinion=scene.opinion.id,
        part=scene.opinion.sections[0].id,
        synthesis=scene.synthesis.id,
    )


@pytest.fixture
def everyone(written, store):
    """Return the people of a scene by name, a moderator and a citizen among them."""
    moderator, citizen = store(make_user(Role.MODERATOR), make_user())
    return {
        "visitor": None,
        "citizen": citizen,
        "moderator": moderator,
        "member": written.member,
        "former": written.former,
        "secretariat": written.secretariat,
    }


def test_everyone_reads_the_public_pages(browser, written, everyone):
    for address, expected in PUBLIC_PAGES.items():
        for name, who in everyone.items():
            answer = browser(who).get(filled(address, written))
            assert answer.status_code == expected, (address, name)


@pytest.mark.parametrize("name", PEOPLE)
def test_the_desks_answer_each_as_the_rules_say(browser, written, everyone, name):
    reader = browser(everyone[name])
    answers = {address: reader.get(filled(address, written)).status_code for address in DESKS}
    assert answers == {address: expected[name] for address, expected in DESKS.items()}


POSTS = (
    "/conseil/transmissions/{transmission}/accuse",
    "/conseil/transmissions/{transmission}/avis",
    "/conseil/avis/{opinion}/titre",
    "/conseil/avis/{opinion}/parties/nouvelle",
    "/conseil/avis/{opinion}/parties/{part}",
    "/conseil/avis/{opinion}/parties/{part}/retirer",
    "/conseil/avis/{opinion}/recommandations/nouvelle",
    "/conseil/avis/{opinion}/commenter",
    "/conseil/avis/{opinion}/rapporteur",
    "/conseil/avis/{opinion}/dissidences/nouvelle",
    "/conseil/avis/{opinion}/corriger",
    "/conseil/avis/{opinion}/citations",
    "/conseil/avis/{opinion}/citations/retrait",
    "/conseil/avis/{opinion}/publier",
    "/secretariat/conseils",
    "/secretariat/conseils/{council}",
    "/secretariat/conseils/{council}/membres",
    "/secretariat/mandats/1/fin",
    "/secretariat/consultations/{slug}/conseil",
    "/secretariat/syntheses/{synthesis}/transmettre",
)


@pytest.mark.parametrize("name", ["citizen", "moderator", "former"])
def test_nobody_else_s_gesture_is_taken(browser, written, everyone, name):
    reader = browser(everyone[name])
    answers = {address: reader.post(filled(address, written)).status_code for address in POSTS}
    assert set(answers.values()) <= {403, 404}, answers


def test_a_visitor_s_gesture_leads_to_sign_in_or_nowhere(browser, written):
    for address in POSTS:
        assert browser().post(filled(address, written)).status_code in {302, 404}, address


def test_a_gesture_without_its_token_is_refused(browser, written):
    reader = browser(written.member)
    for address in POSTS:
        assert reader.client.post(filled(address, written)).status_code in {403, 404}, address
