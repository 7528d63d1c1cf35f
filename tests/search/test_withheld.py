"""Moderators search what the public does not read, where they moderate, and nobody else does."""

import pytest
from sqlalchemy import select

from consult.accounts.models import Role, RoleGrant
from consult.audit.models import AuditLine
from contributions.models import Status
from tests.factories import NOW
from tests.factories.consultations import make_consultation
from tests.factories.people import make_user

PAGE = "/moderation/recherche"
WITHHELD = [Status.PENDING, Status.HIDDEN, Status.REMOVED, Status.WITHDRAWN, Status.REVISION_REQUESTED]


@pytest.fixture
def person(site, store):
    def someone(*roles: Role, on: object = None):
        user = make_user() if on else make_user(*roles)
        store(user)
        if on:
            here = {"user_id": user.id, "consultation_id": on.id, "granted_at": NOW}
            store(*(RoleGrant(role=role, **here) for role in roles))
        return user

    return someone


def found(browser, user, typed="piscine", **more: str):
    return (
        browser(user)
        .get(PAGE, query_string={"q": typed, **more})
        .text.replace("<mark>", "")
        .replace("</mark>", "")
    )


@pytest.mark.parametrize("status", WITHHELD)
def test_a_moderator_finds_what_is_withheld_and_opens_its_case(site, browser, person, status):
    text = site.propose("Fermer la piscine du canton")
    site.change(text, status)
    page = found(browser, person(Role.MODERATOR), "piscines")
    assert "Fermer la piscine du canton" in page
    assert f'href="/moderation/{text.id}"' in page


@pytest.mark.parametrize("status", WITHHELD)
def test_the_public_never_finds_it_nor_its_words(site, browser, status):
    for number in range(25):
        site.propose(f"Ouvrir le musée numéro {number}")
    text = site.propose("Fermer la piscine du canton")
    site.work()
    site.change(text, status)
    for _ in ("before the worker", "after it"):
        for typed in ("piscine", "piscnie", "pisc*", "canton"):
            page = browser().get("/recherche", query_string={"q": typed}).text
            assert "canton</mark>" not in page
            assert "Fermer la" not in page
            assert "mot proche" not in page
            assert "0 texte trouvé" in page
        site.work()


@pytest.mark.parametrize("roles", [(), (Role.SECRETARIAT,), (Role.FACILITATOR,), (Role.COUNCIL_MEMBER,)], ids=str)
def test_whoever_does_not_moderate_is_refused(site, browser, person, roles):
    site.change(site.propose("Fermer la piscine du canton"), Status.HIDDEN)
    answer = browser(person(*roles)).get(PAGE, query_string={"q": "piscine"})
    assert answer.status_code == 403
    assert "piscine du canton" not in answer.text


def test_a_visitor_is_asked_to_sign_in(site, browser):
    assert browser().get(PAGE).status_code == 302


def test_a_moderator_of_one_consultation_finds_only_there(site, browser, person, store):
    other = make_consultation(slug="budget")
    store(other)
    site.change(site.propose("Fermer la piscine"), Status.HIDDEN)
    assert "Fermer la piscine" in found(browser, person(Role.MODERATOR, on=site.consultation))
    elsewhere = found(browser, person(Role.MODERATOR, on=other))
    assert "Fermer la piscine" not in elsewhere
    assert "0 texte trouvé" in elsewhere


@pytest.mark.parametrize("status", [Status.PUBLISHED, Status.DRAFT])
def test_published_texts_and_drafts_are_not_there(site, browser, person, status):
    text = site.propose("Fermer la piscine")
    with site.unit() as unit:
        unit.get_one(type(text), text.id).status = status
    assert "Fermer la piscine" not in found(browser, person(Role.MODERATOR))


def test_facets_keep_to_the_desk(site, browser, person):
    for theme in (site.sante, site.culture):
        site.change(site.propose(f"Fermer la piscine {theme.title}", theme_id=theme.id), Status.HIDDEN)
    page = found(browser, person(Role.ADMINISTRATOR))
    assert "/moderation/recherche?q=piscine&amp;theme=sante" in page
    assert "1 texte trouvé" in found(browser, person(Role.ADMINISTRATOR), theme="sante")
    # Other words keep the choices and the order, and so does the way to what is published.
    page = found(browser, person(Role.ADMINISTRATOR), theme="sante", tri="recent")
    for name, value in (("theme", "sante"), ("tri", "recent")):
        assert f'<input type="hidden" name="{name}" value="{value}">' in page
    assert 'href="/recherche?q=piscine&amp;theme=sante&amp;tri=recent"' in page
    assert "Proposition, Masquée" in page


def test_it_works_without_any_index_and_says_when_nothing_is_found(site, browser, person):
    page = found(browser, person(Role.MODERATOR), "introuvable")
    assert "Essayez un autre mot" in page
    assert "/recherche?q=introuvable" in page


def test_reading_what_is_withheld_is_noted(site, browser, person):
    moderator = person(Role.MODERATOR)
    found(browser, moderator)
    with site.unit() as unit:
        assert [(line.actor_id, line.address) for line in unit.scalars(select(AuditLine))] == [
            (moderator.id, PAGE)
        ]
