"""What each person is shown in each menu; and that whatever is shown can be opened."""

import pytest

from consult.accounts.models import Role
from consult.kit import menus
from consult.kit.db import database
from tests.factories.consultations import make_consultation
from tests.factories.people import make_user

STAFF = {
    "citizen": (),
    "facilitator": (Role.FACILITATOR,),
    "moderator": (Role.MODERATOR,),
    "secretariat": (Role.SECRETARIAT,),
    "council_member": (Role.COUNCIL_MEMBER,),
    "executive": (Role.EXECUTIVE,),
    "administrator": (Role.ADMINISTRATOR,),
}
ACCOUNT = {
    "visitor": ["Se connecter", "S’inscrire"],
    "citizen": ["Mes contributions", "Mon compte"],
    "facilitator": ["Mes contributions", "Mon compte"],
    "moderator": ["Modération", "Mes contributions", "Mon compte"],
    "secretariat": ["Secrétariat", "Mes contributions", "Mon compte"],
    "council_member": ["Mon conseil", "Mes contributions", "Mon compte"],
    "executive": ["Réponses aux avis", "Mes contributions", "Mon compte"],
}
DESK = {
    "visitor": set(),
    "citizen": set(),
    "facilitator": set(),
    "moderator": {"Modération", "Textes écartés", "Recours", "Suspensions"},
    "secretariat": {"À suivre", "Consultations", "Synthèses", "Conseils", "Réponses aux avis", "Engagements"},
    "council_member": {"Reçu par le conseil"},
    "executive": {"Réponses aux avis", "Engagements"},
}
MAIN = ["Consultations", "Rechercher", "Conseils"]
FOOTER = {
    "Charte de participation",
    "Accessibilité\u00a0: partiellement vérifiée",
    "Données personnelles",
    "Mentions légales",
    "Données ouvertes",
    "Registre de modération",
}
PEOPLE = ("visitor", *STAFF)


@pytest.fixture
def everyone(store):
    """Return one person of each role, and nobody for the visitor."""
    people = store(*(make_user(*roles) for roles in STAFF.values()))
    return {"visitor": None, **dict(zip(STAFF, people, strict=True))}


@pytest.fixture
def shown(browser, everyone):
    """Return a function that lists the entries of a menu as this person's pages hold them."""

    def entries(who: str, menu: str):
        reader = browser(everyone[who])
        with reader.client:
            reader.get("/sante")
            with database().unit_of_work(writes=False):
                return menus.entries(menu)

    return entries


@pytest.mark.parametrize("who", PEOPLE)
def test_everyone_has_the_same_main_menu(shown, who):
    assert [str(entry.label) for entry in shown(who, "main")] == MAIN


@pytest.mark.parametrize("who", PEOPLE)
def test_every_page_leads_to_what_the_site_owes_the_public(shown, who):
    assert {str(entry.label) for entry in shown(who, "footer")} >= FOOTER


@pytest.mark.parametrize("who", ACCOUNT)
def test_one_s_own_menu_holds_one_s_own_doors(shown, who):
    assert {str(entry.label) for entry in shown(who, "account")} >= set(ACCOUNT[who])


@pytest.mark.parametrize("who", DESK)
def test_the_desk_s_menu_holds_what_a_role_opens_and_no_more(shown, who):
    assert {str(entry.label) for entry in shown(who, "desk")} == DESK[who]


@pytest.mark.parametrize("menu", ["main", "account", "desk", "footer"])
@pytest.mark.parametrize("who", PEOPLE)
def test_whatever_is_shown_opens(shown, browser, everyone, who, menu):
    reader = browser(everyone[who])
    refused = {entry.url for entry in shown(who, menu) if reader.get(entry.url).status_code != 200}
    assert refused == set()


def test_the_tabs_of_a_consultation_open_for_visitors(browser, store):
    (consultation,) = store(make_consultation())
    reader = browser()
    with reader.client:
        reader.get("/sante")
        with database().unit_of_work(writes=False):
            tabs = menus.entries("consultation", slug=consultation.slug)
    assert [str(tab.label) for tab in tabs][:2] == ["Présentation", "Propositions"]
    assert [reader.get(tab.url).status_code for tab in tabs] == [200] * len(tabs)
