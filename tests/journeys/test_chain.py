"""The whole chain, walked by six people: what one of them does, the next one finds.

The tests follow one another and share one site, as people do.
"""

import re
from datetime import datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import TimeoutError as NotYet
from playwright.sync_api import expect

from tests.journeys.conftest import opened, seats

READ = re.compile("^J’ai relu")
CONSULTATION = "/consultations/notre-region-numerique-2030"
DESK = f"/secretariat{CONSULTATION}"
OPEN_PAGES = {"accueil": "/", "consultation": CONSULTATION, "propositions": f"{CONSULTATION}/propositions"}
TITLE = "Ouvrir la mairie le samedi matin pour les démarches en ligne"
TYPED = "Dans ma <commune>, a < b habitants, <3 et rien le samedi. La portabilité aussi."
ARGUMENT = "Le samedi est le seul jour où je ne travaille pas."
OPINION = "Avis sur le numérique en 2030"
PATIENCE_SECONDS = 150

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def person(tmp_path_factory, chromium):
    """Seat people in front of a site of their own: they close its consultation."""
    with opened(tmp_path_factory) as address, seats(address, chromium, looks_once=True) as seat:
        yield seat


@pytest.fixture(scope="module")
def people(person):
    """Seat six people, each in a browser of their own."""
    return SimpleNamespace(
        citizen=person("Claire Desnoues"),
        second=person("Théo Marchais"),
        moderator=person("Inès Labrosse"),
        secretariat=person("Bruno Chesneau"),
        member=person("Hélène Pasquier"),
        visitor=person(scripts=False),
    )


@pytest.fixture(scope="module")
def story():
    """Keep the addresses that one step leaves to the next."""
    return SimpleNamespace()


def wait_for(someone, path, words, *, each=1):
    """Open a page again after so many seconds until it shows these words: the worker does its part meanwhile."""
    for _ in range(PATIENCE_SECONDS // each):
        someone.page.goto(someone.address + path)
        try:
            someone.page.get_by_text(words).first.wait_for(timeout=each * 1_000)
        except NotYet:
            continue
        someone.look()
        return
    raise AssertionError(f"{path} never showed « {words} »")


def test_a_citizen_proposes_and_reads_what_was_typed(people, story):
    citizen = people.citizen
    for name, path in OPEN_PAGES.items():
        citizen.go(path)
        citizen.picture(name)
    page = citizen.go(f"{CONSULTATION}/proposer")
    page.get_by_label("Titre : ce que vous demandez").fill(TITLE)
    page.get_by_label("Votre proposition").fill(TYPED)
    page.get_by_label("Thème").select_option(label="Citoyenneté")
    citizen.picture("proposer")
    citizen.press("Publier ma proposition")
    expect(page.locator("h1")).to_have_text(TITLE)
    expect(page.locator("main")).to_contain_text("<commune>, a < b habitants, <3 et rien")
    story.proposal = re.search(r"/propositions/\d+-[\w-]+", page.url)[0]


def test_a_second_citizen_votes_argues_and_comments(people, story):
    second = people.second
    page = second.go(story.proposal)
    page.get_by_role("button", name=re.compile("^Pour")).first.click()
    expect(page.locator("main")).to_contain_text("1 vote")
    page.get_by_label("Votre argument").fill(ARGUMENT)
    second.choose("Pour")
    second.press("Publier mon argument")
    expect(page.locator("main")).to_contain_text(ARGUMENT)
    page.get_by_label("Votre commentaire").fill("Et le mercredi ?")
    second.press("Publier mon commentaire")
    expect(page.locator("main")).to_contain_text("Et le mercredi ?")
    second.picture("proposition")


def test_a_comment_is_flagged_and_the_moderator_decides_with_a_reason(people, story):
    citizen, moderator = people.citizen, people.moderator
    citizen.go(story.proposal)
    citizen.press(re.compile(r"Signaler.*\(C", re.DOTALL))
    citizen.choose("Hors sujet")
    citizen.press("Signaler ce texte")
    moderator.go("/moderation")
    moderator.picture("file-de-moderation")
    # More waits than one page shows: the filters lead to it.
    moderator.go("/moderation?genre=comment&motif=off_topic")
    moderator.press(re.compile(f"Commentaire.*{TITLE}"))
    moderator.picture("cas-de-moderation")
    moderator.page.get_by_label("Règle de la charte").select_option(index=1)
    moderator.press("Masquer")
    people.visitor.go("/registre-de-moderation")
    expect(people.visitor.page.locator("main")).to_contain_text("Masquage")


def test_what_is_published_is_found_again_without_scripts(people):
    visitor = people.visitor
    wait_for(visitor, "/recherche?q=portabilite+samedi", TITLE)
    visitor.press(TITLE)
    expect(visitor.page.locator("h1")).to_have_text(TITLE)
    expect(visitor.page.locator("main")).to_contain_text(ARGUMENT)


def test_passing_the_closing_date_puts_a_draft_on_the_secretariats_desk(people, story):
    secretariat = people.secretariat
    page = secretariat.go(DESK)
    secretariat.press(re.compile("Modifier.*Contribuer", re.DOTALL))
    soon = datetime.now(ZoneInfo("Europe/Paris")) + timedelta(seconds=75)
    page.get_by_label("Fin").fill(soon.strftime("%Y-%m-%dT%H:%M"))
    secretariat.press("Enregistrer la phase")
    expect(page.locator("main")).not_to_contain_text("Corrigez")
    wait_for(secretariat, "/secretariat/syntheses", re.compile("À relire|Prête à relire"), each=5)
    secretariat.picture("syntheses")
    secretariat.press(re.compile("Notre région numérique 2030"))
    secretariat.picture("synthese-au-secretariat")
    story.draft = re.search(r"/secretariat/syntheses/\d+", page.url)[0]


def test_nobody_takes_part_after_the_closing(people, story):
    page = people.second.go(story.proposal)
    expect(page.get_by_role("button", name="Publier mon argument")).to_have_count(0)


def test_the_secretariat_writes_in_the_draft_and_it_is_marked(people, story):
    secretariat = people.secretariat
    page = secretariat.go(story.draft)
    secretariat.press(re.compile("En bref"))
    secretariat.follow(page.get_by_role("link", name=re.compile("introduction")).first)
    page.get_by_role("textbox", name="Votre texte").fill("Cette consultation a réuni tout le territoire.")
    secretariat.press("Enregistrer mon texte")
    expect(page.locator("main")).to_contain_text("rédigée par le secrétariat")
    secretariat.picture("redaction")


def test_the_secretariat_arranges_a_theme_with_the_keyboard(people, story):
    secretariat = people.secretariat
    page = secretariat.go(story.draft)
    secretariat.follow(page.locator("section[aria-labelledby=themes] a").first)
    story.theme = page.url.removeprefix(secretariat.address)
    secretariat.picture("theme-au-secretariat")
    for key in ("j", "Enter"):
        page.keyboard.press(key)
    expect(page.get_by_role("button", name="Renommer ce sujet")).to_be_visible()
    secretariat.look()
    secretariat.picture("sujet-au-secretariat")
    page.get_by_label("Nom du sujet").fill("Être raccordé")
    secretariat.press("Renommer ce sujet")
    for key in ("j", "Space", "j", "Space", "m", "ArrowDown"):
        page.keyboard.press(key)
    secretariat.press("Déplacer les textes cochés")
    expect(page.locator("body")).to_contain_text("2 contributions sont déplacées.")
    for key in ("j", "Space", "j", "Space", "n"):
        page.keyboard.press(key)
    page.keyboard.type("Les lignes coupées")
    secretariat.press("Former un sujet avec les textes cochés")
    page.keyboard.press("Escape")
    secretariat.press("Revenir au thème")
    expect(page.locator(".topic-tree")).to_contain_text("Être raccordé")
    expect(page.locator(".topic-tree")).to_contain_text("Les lignes coupées")
    secretariat.press(re.compile("Défaire.*sujet partagé", re.DOTALL))
    expect(page.locator(".topic-tree")).not_to_contain_text("Les lignes coupées")
    secretariat.press(re.compile("Refaire.*sujet partagé", re.DOTALL))
    expect(page.locator(".topic-tree")).to_contain_text("Les lignes coupées")
    secretariat.go(f"{story.theme}/grille")
    secretariat.press(re.compile("^Partir d"))
    page.keyboard.press("c")
    expect(page.locator(".to-code")).to_have_count(1)
    for key in ("1", "Enter"):
        page.keyboard.press(key)
    expect(page.locator("body")).to_contain_text("1 contribution est codée.")


def test_a_contributor_contests_a_place_and_reads_the_answer(people, story):
    secretariat, citizen = people.secretariat, people.citizen
    page = secretariat.go(f"{story.draft}/provisoire")
    page.get_by_label("Ouverte à partir du").fill("2026-01-01T08:00")
    secretariat.press("Ouvrir la synthèse provisoire")
    citizen.go("/mes-contributions")
    citizen.press("Dire ce qui ne va pas")
    citizen.press(re.compile("Dire ce qui ne va pas"))
    citizen.choose("Ma contribution est mal placée")
    citizen.page.get_by_label("En une phrase").fill("Je parlais des horaires.")
    citizen.picture("contester")
    citizen.press("Envoyer au secrétariat")
    secretariat.go(f"{story.draft}/contestations")
    secretariat.press(re.compile("mal placée"))
    secretariat.choose(re.compile("^Garder la synthèse"))
    page.get_by_label("Ce que vous répondez").fill("Ce sujet réunit les horaires et l’accueil.")
    secretariat.press("Envoyer ma réponse")
    expect(citizen.go("/mes-contributions").locator("main")).to_contain_text("réunit les horaires et l’accueil")
    secretariat.go(story.draft)
    secretariat.press("Fermer la synthèse provisoire")


def test_the_secretariat_signs_each_theme(people, story):
    secretariat = people.secretariat
    page = secretariat.go(story.draft)
    themes = page.locator("section[aria-labelledby=themes] a").evaluate_all("all => all.map(one => one.href)")
    for theme in themes:
        page.goto(theme)
        if page.get_by_label(READ).count():
            secretariat.choose(READ)
        secretariat.press("Signer ce thème")
        expect(page.locator("main")).to_contain_text("Signé par")
    expect(secretariat.go(story.draft).get_by_role("link", name="Valider la synthèse")).to_be_visible()


def test_the_synthesis_is_signed_and_sent_to_the_council_in_one_gesture(people, story):
    secretariat = people.secretariat
    secretariat.go(f"{DESK}/conseil")
    secretariat.press("Choisir ce conseil")
    page = secretariat.go(f"{story.draft}/transmettre")
    secretariat.picture("transmettre")
    secretariat.press("Signer et transmettre la synthèse")
    story.synthesis = story.draft.replace("/secretariat", "")
    wait_for(people.visitor, story.synthesis, re.compile("Cette consultation a réuni tout le territoire."))
    people.visitor.picture("synthese")
    expect(page.locator("main")).to_be_visible()


def test_a_council_member_receives_it_and_writes_an_opinion_that_cites_it(people, story):
    member = people.member
    wait_for(member, "/conseil", "Notre région numérique 2030")
    member.picture("conseil")
    member.press("Notre région numérique 2030")
    member.press("Accuser réception")
    page = member.page
    page.get_by_role("textbox", name="Titre de l’avis").fill(OPINION)
    member.press("Commencer un avis")
    member.press("Ajouter une partie")
    page.get_by_role("textbox", name="Titre de la partie").fill("Ce que nous retenons")
    page.get_by_role("textbox", name="Texte de la partie").fill("Le conseil soutient l’ouverture le samedi.")
    member.press("Enregistrer la partie")
    member.press("Ajouter une recommandation")
    page.get_by_role("textbox", name="Recommandation").fill("Ouvrir un samedi par mois.")
    member.press("Enregistrer la recommandation")
    member.press("Citer la synthèse pour l’avis entier")
    member.follow(page.get_by_role("button", name=re.compile("Citer cette phrase")).first)
    member.press("Revenir à l’avis")
    member.picture("avis-au-conseil")
    expect(page.locator("main")).to_contain_text("L’avis se publie une fois adopté en séance")


def test_a_visitor_without_scripts_reads_what_became_of_it(people):
    visitor = people.visitor
    visitor.go(f"{CONSULTATION}/suivi")
    visitor.picture("suivi")
    expect(visitor.page.locator("main")).to_contain_text("Le conseil rend son avis")


def test_the_author_learns_where_the_proposal_was_placed(people):
    page = people.citizen.go("/mes-contributions")
    expect(page.locator("main")).to_contain_text(TITLE)
    people.citizen.picture("mes-contributions")
