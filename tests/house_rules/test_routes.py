"""Every route, asked by every role: no fault, no visitor where a right is needed, no write by GET."""

import re

import pytest

from consult.accounts.models import Role
from consult.audit.recording import personal_pages
from consult.kit.permissions import anyone, check_routes, permission_of
from tests.house_rules.conftest import VISITOR, WHO
from tests.house_rules.walking import read

# Rights that a visitor may hold on what is public.
HELD_BY_VISITORS = {
    "consultations.see",
    "council.see_answer",
    "council.see_commitment",
    "council.see_opinion",
    "council.see_referral",
    "council.see_scheme",
    "council.see_sitting",
    "moderation.flag",
    "moderation.read_register",
    "synthesis.read",
}
# Mail readers send the first by themselves: its address is signed (RFC 8058). The second gives back what was
# typed to whoever signed in meanwhile, and changes nothing; its form asks the token to sign in.
WITHOUT_TOKEN = {"/courriels/arret/<token>", "/connexion/reprise"}
SHOWS_WITHHELD_TEXTS = "moderation_desk.case"
FAULT, REFUSED_FROM, FOUND = 500, 400, 302
NUMBERS = re.compile(r"<int:\w+>")
WORDS = re.compile(r"<(?:\w+:)?(\w+)>")


def addresses(site, pages):
    """Return an address of each route: one met on a walk, or else one made up."""
    met = {page.endpoint: page.address for who in reversed(WHO) for page in pages[who]}
    shaped = {
        rule.endpoint: WORDS.sub(
            "essai", NUMBERS.sub("1", rule.rule).replace("<slug>", "notre-region-numerique-2030")
        )
        for rule in site.app.url_map.iter_rules()
    }
    return {**shaped, **met}


def routes(site, method):
    return [rule for rule in site.app.url_map.iter_rules() if method in rule.methods]


def test_every_route_declares_a_right_or_is_public(site):
    check_routes(site.app)


@pytest.mark.parametrize("who", WHO)
def test_no_address_is_a_fault_for_anyone(site, pages, who):
    browser, known = site.browser(who), addresses(site, pages)
    statuses = {page.endpoint: page.status for page in pages[who]}
    for rule in routes(site, "GET"):
        # The walk has shown what it met.
        if rule.endpoint not in statuses:
            statuses[rule.endpoint] = read(browser.get(known[rule.endpoint])).status_code
    assert [endpoint for endpoint, status in statuses.items() if status >= FAULT] == []


def test_a_visitor_is_refused_wherever_a_right_is_needed(site, pages):
    browser, known = site.browser(VISITOR), addresses(site, pages)
    guarded = [
        rule
        for rule in routes(site, "GET")
        if permission_of(site.app, rule.endpoint) not in {anyone.name, *HELD_BY_VISITORS}
    ]
    answers = {rule.endpoint: read(browser.get(known[rule.endpoint])) for rule in guarded}
    let_in = [endpoint for endpoint, answer in answers.items() if answer.status_code < FOUND]
    assert (len(guarded) > 0, let_in) == (True, [])


@pytest.mark.parametrize("who", WHO)
def test_a_form_without_its_token_is_refused(site, pages, who):
    browser, known = site.browser(who), addresses(site, pages)
    answers = {rule.rule: browser.client.post(known_post(rule, known)) for rule in routes(site, "POST")}
    accepted = {rule for rule, answer in answers.items() if answer.status_code != 403}
    assert accepted == WITHOUT_TOKEN


@pytest.mark.parametrize("who", WHO)
def test_an_empty_form_is_a_fault_for_no_one(site, pages, who):
    browser, known = site.browser(who), addresses(site, pages)
    faults = []
    for rule in routes(site, "POST"):
        answer = browser.post(known_post(rule, known))
        if answer.status_code >= FAULT:
            faults.append(rule.rule)
    assert faults == []


def known_post(rule, known):
    """Return an address to send a form to: that of the page that shows it, or one made up."""
    return known[rule.endpoint].partition("?")[0]


@pytest.mark.parametrize("who", WHO)
def test_no_get_changes_anything(site, pages, who):
    """But for the line of the register that says who of the staff read personal data, which has its own tests."""
    with site.app.app_context():
        noted = {*personal_pages, SHOWS_WITHHELD_TEXTS}
    assert {page.address for page in pages[who] if page.changed and page.endpoint not in noted} == set()


def test_a_get_that_changes_something_is_seen(pages):
    assert any(page.changed for page in pages[Role.MODERATOR])
