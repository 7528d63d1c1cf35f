"""Every address of the room for every role: what each is answered while a draft waits."""

import pytest

from consult.accounts.models import Role
from synthesis.models import TRANSITIONS, SynthesisStatus
from synthesis.rules import RULES, Permission
from tests.factories.people import make_user

S = SynthesisStatus
WHO = (
    *("visitor", "citizen", "facilitator", "moderator elsewhere", "secretariat elsewhere", "council member"),
    *("secretariat", "secretariat here", "administrator"),
)
OUTSIDE, INSIDE = WHO[:6], WHO[6:]
DESK = "/secretariat/syntheses"
PHRASE = "/parties/en-bref/phrases/brief.votes"
THEME = "/themes/theme-1"
OPENING = "/parties/limites/introductions/limites"
GETS = (
    *(("/syntheses/{id}", 200), ("/syntheses/{id}/parties/methode", 200), ("/syntheses/{id}/parties/annexe", 200)),
    *((f"/syntheses/{{id}}/fichiers/{name}", 200) for name in ("synthese.pdf", "synthese.odt", "manifeste.json")),
    *((f"{DESK}/{{id}}", 200), (f"{DESK}/{{id}}/parties/methode", 200), (f"{DESK}/{{id}}/valider", 200)),
    *((f"{DESK}/{{id}}{PHRASE}", 200), (f"{DESK}/{{id}}{OPENING}", 200)),
    *((f"{DESK}/{{id}}/publier", 403), (f"{DESK}/{{id}}/reprendre", 403)),
    *((f"{DESK}/{{id}}{THEME}", 200), (f"{DESK}/{{id}}{THEME}/sujets/non-regroupees", 200)),
    *(
        (f"{DESK}/{{id}}{PHRASE}/appui", 200),
        (f"{DESK}/{{id}}/provisoire", 200),
        (f"{DESK}/{{id}}/contestations", 200),
    ),
)
POSTS = (
    *((f"{DESK}/{{id}}{PHRASE}", 422), (f"{DESK}/{{id}}{OPENING}", 422)),
    *((f"{DESK}/{{id}}{PHRASE}/retour", 409), (f"{DESK}/{{id}}{OPENING}/retour", 409)),
    *((f"{DESK}/{{id}}/publier", 403), (f"{DESK}/{{id}}/reprendre", 403)),
    *((f"{DESK}/{{id}}{THEME}/signer", 409), (f"{DESK}/{{id}}{THEME}/sujets/non-regroupees/textes", 409)),
    *((f"{DESK}/{{id}}{PHRASE}/appui", 422), (f"{DESK}/{{id}}/arreter", 403)),
    *((f"{DESK}/{{id}}/provisoire", 422), (f"{DESK}/{{id}}/provisoire/fermer", 409)),
    *((f"{DESK}/{{id}}/valider", 302), (f"{DESK}/consultations/{{slug}}", 409)),
)
NOWHERE = (
    *(f"/syntheses/{{id}}{after}" for after in ("/parties/inconnue", "/fichiers/inconnu", "/fichiers/a.pdf")),
    *(f"{DESK}/{{id}}/parties/en-bref{after}" for after in ("/phrases/inconnue", "/introductions/inconnue")),
    *(f"{DESK}/{{id}}/parties/{after}" for after in ("inconnue", "inconnue/phrases/brief.votes")),
    *(f"{address}/999999" for address in ("/syntheses", DESK)),
    *(
        f"{DESK}/{{id}}{after}"
        for after in ("/themes/en-bref", "/themes/theme-1/sujets/inconnu", "/contestations/9")
    ),
    *(f"{DESK}/999999/{after}" for after in ("valider", "publier", "reprendre", "parties/en-bref")),
)


@pytest.fixture
def as_role(draft, browser, store):
    """Give a function that opens the browser of a role."""
    here, elsewhere = draft.consultation.id, draft.consultation.id + 99
    roles = {
        "citizen": (),
        "facilitator": (Role.FACILITATOR, None),
        "moderator elsewhere": (Role.MODERATOR, elsewhere),
        "secretariat elsewhere": (Role.SECRETARIAT, elsewhere),
        "council member": (Role.COUNCIL_MEMBER, None),
        "secretariat": (Role.SECRETARIAT, None),
        "secretariat here": (Role.SECRETARIAT, here),
        "administrator": (Role.ADMINISTRATOR, None),
    }

    def open_browser(who):
        if who == "visitor":
            return browser()
        user = make_user(*roles[who][:1], consultation_id=roles[who][1] if roles[who] else None)
        return browser(store(user)[0])

    return open_browser


def at(draft, address):
    return address.format(id=draft.synthesis.id, slug=draft.consultation.slug)


@pytest.mark.parametrize("who", OUTSIDE)
def test_a_draft_is_nowhere_for_whoever_does_not_run_it(draft, as_role, who):
    browser = as_role(who)
    answers = {address: browser.get(at(draft, address)).status_code for address, _ in GETS}
    answers |= {f"POST {address}": browser.post(at(draft, address)).status_code for address, _ in POSTS}
    assert {address: status for address, status in answers.items() if status != 404} == {}


@pytest.mark.parametrize("who", INSIDE)
def test_whoever_runs_it_reads_every_page_of_a_draft(draft, as_role, who):
    browser = as_role(who)
    assert {address: browser.get(at(draft, address)).status_code for address, _ in GETS} == dict(GETS)


@pytest.mark.parametrize("who", INSIDE)
def test_whoever_runs_it_is_answered_as_the_status_allows(draft, as_role, who):
    browser = as_role(who)
    sent = {"seen": "Autre chose."}
    assert {address: browser.post(at(draft, address), sent).status_code for address, _ in POSTS} == dict(POSTS)


@pytest.mark.parametrize(
    ("who", "status"),
    [(who, 302 if who == "visitor" else 200 if who in {"secretariat elsewhere", *INSIDE} else 403) for who in WHO],
)
def test_the_desk_opens_for_whoever_holds_the_role_somewhere(draft, as_role, who, status):
    assert as_role(who).get(DESK).status_code == status


def test_what_does_not_exist_is_not_found(draft, as_role):
    browser = as_role("secretariat")
    answers = {address: browser.get(at(draft, address)).status_code for address in NOWHERE}
    assert {address: status for address, status in answers.items() if status != 404} == {}


def test_every_right_of_the_room_has_its_rule():
    assert set(RULES) == set(Permission)


@pytest.mark.parametrize(
    ("before", "after", "possible"),
    [
        (S.BUILDING, S.BUILDING, False),
        (S.BUILDING, S.DRAFT, True),
        (S.BUILDING, S.VALIDATED, False),
        (S.BUILDING, S.PUBLISHED, False),
        (S.BUILDING, S.STOPPED, True),
        (S.STOPPED, S.BUILDING, True),
        (S.STOPPED, S.DRAFT, False),
        (S.STOPPED, S.PUBLISHED, False),
        (S.DRAFT, S.STOPPED, False),
        (S.DRAFT, S.BUILDING, True),
        (S.DRAFT, S.DRAFT, False),
        (S.DRAFT, S.VALIDATED, True),
        (S.DRAFT, S.PUBLISHED, False),
        (S.VALIDATED, S.BUILDING, False),
        (S.VALIDATED, S.DRAFT, True),
        (S.VALIDATED, S.VALIDATED, False),
        (S.VALIDATED, S.PUBLISHED, True),
        (S.PUBLISHED, S.BUILDING, False),
        (S.PUBLISHED, S.DRAFT, False),
        (S.PUBLISHED, S.VALIDATED, False),
        (S.PUBLISHED, S.PUBLISHED, False),
    ],
)
def test_the_table_of_passages_is_this_one(before, after, possible):
    assert (after in TRANSITIONS[before]) is possible
