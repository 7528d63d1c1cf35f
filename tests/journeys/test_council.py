"""The council's work, walked by seven people: asked, sent, voted with its quorum, answered, done, told.

What other journeys show, contributing and moderating, is done before the browser opens.
"""

import re
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect
from sqlalchemy import delete, select

from consult.accounts.models import User
from consult.kit.db import database
from consult.kit.jobs import Job
from consult.kit.mail import OutgoingMail
from consult.settings import Settings
from contributions import operations as writing
from contributions.follows.operations.telling import tell_due
from contributions.models import Position
from synthesis import jobs as synthesis_jobs
from synthesis.queries.syntheses import synthesis_of
from tests.factories import NOW
from tests.factories.consultations import make_consultation, make_theme
from tests.factories.contributions import post_argument, post_proposal
from tests.factories.syntheses import close, sign_everything
from tests.journeys.conftest import opened, seats
from tests.journeys.test_chain import wait_for
from wsgi import create_app

TITLE, ASKED = "Le samedi à la mairie", "Ouvrir le samedi : à quel prix ?"
PROPOSAL, OPINION = "Ouvrir la mairie un samedi par mois", "Avis sur le samedi"
OWN, OWN_OPINION = "Les pannes de réseau", "Avis sur les coupures"
PROMISE = "Payer douze samedis par an"
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
    site = opened(tmp_path_factory, lambda folder: hold(folder, story))
    with site as address, seats(address, chromium, looks_once=True) as seat:
        yield seat


def hold(folder, story) -> None:
    """Hold a consultation: someone proposes, people vote, it closes, the synthesis is computed and signed."""
    url = f"sqlite:///{folder / 'consult.sqlite3'}"
    app = create_app(Settings(testing=True, demo=True, database_url=url, data_dir=folder, secret_key="k" * 40))
    story.app = app
    with app.app_context(), database().unit_of_work() as unit:
        unit.execute(
            delete(Job)
        )  # what the demonstration left to the worker would be done before what is asked here
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
    with app.app_context():
        synthesis_jobs.build({"consultation_id": asked.id})
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
    story.draft = urlsplit(page.url).path
    write_part(rapporteur)
    rapporteur.press("Ajouter une recommandation")
    page.get_by_role("textbox", name="Recommandation").fill("Ouvrir un samedi par mois.")
    rapporteur.press("Enregistrer la recommandation")
    rapporteur.follow(page.locator("a[href*='pour=recommandation']").first)
    rapporteur.follow(page.get_by_role("button", name=re.compile("Citer cette phrase")).first)
    expect(rapporteur.go(story.draft).locator("main")).to_contain_text(PROPOSAL)


def write_part(rapporteur) -> None:
    rapporteur.press("Ajouter une partie")
    rapporteur.page.get_by_role("textbox", name="Titre de la partie").fill("Ce que le conseil demande")
    rapporteur.page.get_by_role("textbox", name="Texte de la partie").fill("Le conseil en demande peu, et le dit.")
    rapporteur.press("Enregistrer la partie")


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
    page.get_by_label("Porte sur").select_option(label=OPINION)
    secretariat.press("Ajouter ce point")
    secretariat.press("Convoquer les membres")
    secretariat.press("Convoquer les membres")
    secretariat.press("Ouvrir la séance")
    expect(page.locator("main")).to_contain_text("quorum")


def test_nothing_is_put_to_the_vote_without_the_quorum(people, story):
    president, secretariat = people.president, people.secretariat
    put_to_vote(president, story, OPINION)
    expect(president.page.locator("main")).to_contain_text("il en faut 5 pour voter")
    secretariat.go(f"/secretariat{story.sitting}")
    for name in PRESENT:
        secretariat.page.get_by_label(re.compile(f"Présent.*{name}", re.DOTALL)).check()
    expect(secretariat.page.locator("#quorum")).to_contain_text("Le quorum est atteint.")


def put_to_vote(president, story, what) -> None:
    page = president.go(f"/conseil{story.sitting}")
    option = page.get_by_label("Ce qui est voté").locator("option", has_text=what).first
    page.get_by_label("Ce qui est voté").select_option(value=option.get_attribute("value"))
    page.get_by_role("textbox", name="Question").fill(f"Adopter : {what}")
    president.press("Ouvrir le vote")


def vote_for(people, story) -> None:
    for one in (people.president, people.rapporteur):
        one.go(f"/conseil{story.sitting}")
        one.press("Pour")
        one.press("Voter pour")
    page = people.member.go(f"/conseil{story.sitting}")
    people.member.tab_to("Pour")
    page.keyboard.press("Enter")
    people.member.press("Voter pour")
    expect(page.locator("main")).to_contain_text("Votre voix : Pour")


def close_vote(president, story):
    president.go(f"/conseil{story.sitting}")
    president.press("Fermer le vote")
    return expect(president.page.locator("main"))


def test_the_council_adopts_the_opinion_by_name(people, story):
    put_to_vote(people.president, story, OPINION)
    page = people.rapporteur.go(f"/conseil{story.sitting}")
    people.rapporteur.press("Lire le texte mis aux voix")
    expect(page.locator("main")).to_contain_text("Ouvrir un samedi par mois.")
    desk = people.secretariat.go(f"/secretariat{story.sitting}")
    vote_for(people, story)
    expect(desk.locator("#scrutins")).to_contain_text("3 voix prises")
    people.secretariat.press("Contre")
    people.secretariat.press("Noter cette voix")
    close_vote(people.president, story).to_contain_text("3 pour, 1 contre")


def test_the_adopted_opinion_is_published(people, story):
    story.opinion = publish(people.rapporteur, story.draft, OPINION)
    expect(people.visitor.go(story.opinion).locator("main")).to_contain_text("Ouvrir un samedi par mois.")


def publish(rapporteur, draft, title) -> str:
    rapporteur.go(f"{draft}/publier")
    rapporteur.press("Publier l’avis")
    expect(rapporteur.page.locator("h1")).to_have_text(title)
    return urlsplit(rapporteur.page.url).path


def test_the_region_answers_and_commits(people, story):
    region = people.region
    page = region.go("/secretariat/reponses")
    region.press(re.compile(f"réponse.*{OPINION}", re.DOTALL))
    page.get_by_role("textbox", name="Qui répond").fill("La présidence")
    region.press("Enregistrer")
    region.follow(page.locator("a[href^='/secretariat/reponses/']").first)
    story.reply = page.url.removeprefix(region.address)
    region.choose("Acceptée")
    page.get_by_role("textbox", name="Les raisons").fill("Nous l’avons essayé.")
    page.get_by_role("textbox", name="Qui en répond").fill("La direction du numérique")
    page.get_by_role("textbox", name="Sans date, parce que…", exact=True).fill("C’est déjà commencé.")
    region.press("Enregistrer la réponse")
    page = region.go(story.reply)
    page.get_by_role("textbox", name="L’engagement").fill(PROMISE)
    page.get_by_role("textbox", name="Engagement sans date").fill("Chaque démarche a son calendrier.")
    region.press("Ajouter cet engagement")
    region.go(f"/secretariat{story.opinion}/reponse/publier")
    region.press(re.compile("Publier la réponse"))
    expect(region.go(f"{story.opinion}/reponse").locator("main")).to_contain_text(PROMISE)


def test_what_was_promised_is_done(people):
    region = people.region
    page = region.go("/secretariat/engagements")
    region.press(PROMISE)
    page.get_by_label("Où en est l’engagement").select_option(label="Tenu")
    page.get_by_role("textbox", name="Ce qui a avancé").fill("Le premier samedi a eu lieu.")
    region.press("Publier cette avancée")
    expect(people.visitor.go("/engagements").locator("main")).to_contain_text(PROMISE)


def test_the_citizen_reads_that_it_is_done(people, story):
    citizen, visitor = people.citizen, people.visitor
    page = citizen.go("/mes-contributions")
    expect(page.locator("main")).to_contain_text("C’est fait")
    page = visitor.go(f"/propositions/{story.proposal}/suivi")
    for words in ("Citée dans la recommandation 1", "La Région répond", "C’est fait", PROMISE):
        expect(page.locator("main")).to_contain_text(words)


def test_the_citizen_is_written_to(people, story):
    later = datetime.now(UTC) + timedelta(days=2)
    with story.app.app_context(), database().unit_of_work() as unit:
        tell_due(later)
        sent = unit.scalars(select(OutgoingMail).order_by(OutgoingMail.id.desc())).all()
        (told,) = [one for one in sent if one.recipient == "citoyenne@demo.example"][:1]
        assert PROMISE in told.text
        database().engine.dispose()


def test_a_council_takes_a_subject_up_itself_without_a_consultation(people, story):
    member, other = people.member, people.rapporteur
    page = member.go("/conseil/conseil-regional-du-numerique/auto-saisine")
    page.get_by_role("textbox", name="Titre").fill(OWN)
    page.get_by_role("textbox", name="Question").fill("Combien de jours par an ?")
    member.press("Proposer cette auto-saisine")
    story.own = urlsplit(page.url).path
    expect(page.get_by_role("button", name="Soutenir cette auto-saisine")).to_have_count(0)
    assert people.visitor.page.goto(people.visitor.address + story.own).status in {403, 404}
    other.go(story.own)
    other.press("Soutenir cette auto-saisine")
    put_to_vote(people.president, story, OWN)
    vote_for(people, story)
    close_vote(people.president, story).to_contain_text("3 pour, 0 contre")
    expect(people.visitor.go(story.own).locator("h1")).to_have_text(OWN)


def test_the_opinion_on_what_the_council_took_up_itself_is_adopted_and_published(people, story):
    rapporteur = people.rapporteur
    page = rapporteur.go(story.own)
    rapporteur.press("Commencer un avis")
    page.get_by_role("textbox", name="Titre de l’avis").fill(OWN_OPINION)
    rapporteur.press("Commencer un avis")
    draft = urlsplit(page.url).path
    write_part(rapporteur)
    put_to_vote(people.president, story, OWN_OPINION)
    vote_for(people, story)
    close_vote(people.president, story).to_contain_text("3 pour, 0 contre")
    publish(rapporteur, draft, OWN_OPINION)
    expect(people.visitor.go(story.own).locator("main")).to_contain_text(OWN_OPINION)
