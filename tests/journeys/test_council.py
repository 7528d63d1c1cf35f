"""The council's work, walked by seven people: asked, sent, cited, convened, refused without its quorum, adopted.

What other journeys show, contributing and moderating, is done before the browser opens.
"""

import re
from datetime import datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from consult.accounts.models import User
from consult.kit.db import database
from consult.settings import Settings
from contributions import operations as writing
from contributions.models import Position
from synthesis.queries.syntheses import synthesis_of
from tests.factories import NOW
from tests.factories.consultations import make_consultation, make_theme
from tests.factories.contributions import post_argument, post_proposal
from tests.factories.syntheses import close, compute, sign_everything
from tests.journeys.conftest import opened, seats
from tests.journeys.test_chain import wait_for
from wsgi import create_app

TITLE, ASKED = "Le samedi à la mairie", "Ouvrir le samedi : à quel prix ?"
PROPOSAL, OPINION = "Ouvrir la mairie un samedi par mois", "Avis sur le samedi"
COUNCIL = "/secretariat/conseils/conseil-regional-du-numerique"
PRESENT = ("Hélène Pasquier", "Olivier Bourdeau", "Nadia Benali", "Gilles Thoreau", "Mathilde Rocher")

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def story():
    """Keep the addresses that one step leaves to the next."""
    return SimpleNamespace()


@pytest.fixture(scope="module")
def person(tmp_path_factory, chromium, story):
    """Seat people in front of a site where a consultation has closed and its synthesis is drafted and signed."""
    with opened(tmp_path_factory, lambda folder: hold(folder, story)) as address, seats(address, chromium) as seat:
        yield seat


def hold(folder, story) -> None:
    """Hold a consultation: someone proposes, people vote, it closes, the synthesis is computed and signed."""
    url = f"sqlite:///{folder / 'consult.sqlite3'}"
    app = create_app(Settings(testing=True, demo=True, database_url=url, data_dir=folder, secret_key="k" * 40))
    story.app = app
    with app.app_context(), database().unit_of_work() as unit:
        known = {one.email: one for one in unit.scalars(select(User).where(User.email.is_not(None)))}
        claire, theo = known["citoyenne@demo.example"], known["citoyen@demo.example"]
        secretariat = known["secretariat@demo.example"]
        asked = make_consultation(slug="le-samedi", title=TITLE, themes=[make_theme("Accueil")])
        unit.add(asked)
        unit.flush()
        proposal = post_proposal(claire, asked, title=PROPOSAL)
        post_argument(theo, proposal)
        writing.cast_vote(theo, proposal, Position.FOR, at=NOW)
        unit.flush()
        story.proposal = proposal.id
        close(secretariat, asked)
    compute(app, asked)
    with app.app_context(), database().unit_of_work():
        synthesis = synthesis_of(asked.id)
        sign_everything(secretariat, synthesis)
        story.synthesis = synthesis.id
        database().engine.dispose()


@pytest.fixture(scope="module")
def people(person):
    """Seat seven people, each in a browser of their own."""
    names = ("Bruno Chesneau", "Hélène Pasquier", "Olivier Bourdeau", "Solène Auvray", "Claire Desnoues")
    secretariat, president, rapporteur, region, citizen = (person(name) for name in names)
    member = person()
    member.page.goto(f"{member.address}/connexion")
    member.page.get_by_text("Voir d’autres personnes de même rôle").click()
    member.page.get_by_role("button", name="Entrer en tant que Nadia Benali").click()
    return SimpleNamespace(
        secretariat=secretariat,
        president=president,
        rapporteur=rapporteur,
        member=member,
        region=region,
        citizen=citizen,
        visitor=person(scripts=False),
    )


def test_the_region_asks_the_council_which_names_the_consultation(people):
    secretariat = people.secretariat
    page = secretariat.go(f"{COUNCIL}/nouvelle-saisine")
    page.get_by_role("textbox", name="Titre").fill(ASKED)
    page.get_by_role("textbox", name="Qui saisit le conseil").fill("La présidence de la Région")
    page.get_by_role("textbox", name="Question").fill("Combien coûte un samedi, et qui vient ?")
    page.get_by_label("Consultation").select_option(label=TITLE)
    secretariat.press("Enregistrer la saisine")
    page = people.visitor.go("/consultations/le-samedi/suivi")
    expect(page.locator("main")).to_contain_text(ASKED)


def test_the_synthesis_is_sent_under_that_question(people, story):
    secretariat = people.secretariat
    page = secretariat.go("/secretariat/consultations/le-samedi/conseil")
    secretariat.press("Choisir ce conseil")
    page = secretariat.go(f"/secretariat/syntheses/{story.synthesis}/transmettre")
    expect(page.get_by_label("Saisine à laquelle elle répond").locator("option:checked")).to_contain_text(ASKED)
    secretariat.press("Signer et transmettre la synthèse")


def test_a_rapporteur_receives_it_and_rests_a_recommendation_on_a_proposal(people, story):
    rapporteur, page = people.rapporteur, people.rapporteur.page
    wait_for(rapporteur, "/conseil", TITLE)
    rapporteur.press(TITLE)
    rapporteur.press("Accuser réception")
    page.get_by_role("textbox", name="Titre de l’avis").fill(OPINION)
    rapporteur.press("Commencer un avis")
    story.draft = page.url.removeprefix(rapporteur.address)
    rapporteur.press("Ajouter une recommandation")
    page.get_by_role("textbox", name="Recommandation").fill("Ouvrir un samedi par mois.")
    rapporteur.press("Enregistrer la recommandation")
    rapporteur.follow(page.locator("a[href*='pour=recommandation']").first)
    rapporteur.follow(page.get_by_role("button", name=re.compile("Citer cette phrase")).first)
    expect(rapporteur.go(story.draft).locator("main")).to_contain_text(PROPOSAL)


def test_a_sitting_is_convened_and_opens(people, story):
    secretariat = people.secretariat
    page = secretariat.go(f"{COUNCIL}/seances")
    page.get_by_label("Objet de la séance").fill("Séance du samedi")
    soon = datetime.now(ZoneInfo("Europe/Paris")) + timedelta(minutes=30)
    page.get_by_label("Début").fill(soon.strftime("%Y-%m-%dT%H:%M"))
    page.get_by_role("textbox", name="Lieu").fill("Orléans")
    secretariat.press("Créer la séance")
    story.sitting = re.search(r"/seances/\d+", page.url)[0]
    page.get_by_role("textbox", name="Titre du point").fill(OPINION)
    page.get_by_label("Porte sur").select_option(label=TITLE)
    secretariat.press("Ajouter ce point")
    secretariat.press("Convoquer les membres")
    secretariat.press("Convoquer les membres")
    secretariat.press("Ouvrir la séance")


def test_nothing_is_put_to_the_vote_without_the_quorum(people, story):
    president = people.president
    page = president.go(f"/conseil{story.sitting}")
    put_to_vote(president)
    expect(page.locator("main")).to_contain_text("il en faut 5 pour voter")
    secretariat = people.secretariat
    secretariat.go(f"/secretariat{story.sitting}")
    for name in PRESENT:
        secretariat.page.get_by_label(re.compile(f"Présent.*{name}", re.DOTALL)).check()
    secretariat.press("Enregistrer les présences")


def put_to_vote(president) -> None:
    page = president.page
    option = page.get_by_label("Ce qui est voté").locator("option", has_text=OPINION).first
    page.get_by_label("Ce qui est voté").select_option(value=option.get_attribute("value"))
    page.get_by_role("textbox", name="Question").fill("Adopter l’avis sur le samedi")
    president.press("Ouvrir le vote")


def test_the_council_adopts_the_opinion_by_name(people, story):
    president, secretariat = people.president, people.secretariat
    president.go(f"/conseil{story.sitting}")
    put_to_vote(president)
    for one in (president, people.rapporteur, people.member):
        one.go(f"/conseil{story.sitting}")
        one.press("Pour")
    secretariat.go(f"/secretariat{story.sitting}")
    secretariat.press("Contre")
    president.go(f"/conseil{story.sitting}")
    president.press("Fermer le vote")
    expect(president.page.locator("main")).to_contain_text("3 pour, 1 contre")
