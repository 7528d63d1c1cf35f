"""The page of a synthesis on the desk: how far it is, what changed since, what remains to be done."""

from datetime import timedelta

import pytest

from consult.accounts.models import Role
from consult.consultations.models import ConsultationStatus
from contributions.models import Contribution, Status
from synthesis.models import BuildPhase, SynthesisStatus
from synthesis.operations.building import abandon_build, record_progress, start_build
from synthesis.queries.edits import every_edit_of, themes_of
from synthesis.reading import edits_made
from tests.factories import NOW
from tests.factories.consultations import make_consultation
from tests.factories.people import make_user
from tests.factories.syntheses import compute
from tests.synthesis.desk.conftest import Desk

STARTED = NOW - timedelta(seconds=60)


def leave(desk, texts):
    with desk.at_work() as (unit, _synthesis):
        for text in texts:
            unit.get_one(Contribution, text.id).status = Status.WITHDRAWN


def working(desk, phase, done=0, seconds=60):
    began = NOW - timedelta(seconds=seconds)
    desk.set(status=SynthesisStatus.BUILDING, phase=phase, done=done, total=4, started_at=began)
    return desk.page()


# --- the list ---------------------------------------------------------------------------


def test_a_closed_consultation_without_a_synthesis_is_given_one_from_the_list(desk, store):
    closed = store(make_consultation(status=ConsultationStatus.CLOSED, title="Mobilités", closed_at=NOW))[0]
    page = desk.browser.get("/secretariat/syntheses").text
    assert "Pas encore demandée" in page
    answer = desk.browser.post(f"/secretariat/syntheses/consultations/{closed.slug}", follow_redirects=True)
    assert "Le calcul commence" in answer.text
    assert "Le calcul attend son tour." in answer.text
    assert "Pas encore demandée" not in desk.browser.get("/secretariat/syntheses").text


def test_the_list_is_cut_in_pages_that_lead_back_to_the_first(desk, store):
    store(*(make_consultation(status=ConsultationStatus.CLOSED, title=f"Sujet {one}") for one in range(25)))
    first = desk.browser.get("/secretariat/syntheses").text
    assert desk.scene.consultation.title not in first
    following = first.split("/secretariat/syntheses?suite=")[1].split('"')[0]
    second = desk.browser.get(f"/secretariat/syntheses?suite={following}").text
    assert desk.scene.consultation.title in second
    assert "Revenir au début" in second


def test_where_no_consultation_is_closed_the_list_says_what_will_be_there(desk, store):
    other = store(make_user(Role.SECRETARIAT, consultation_id=9_999))[0]
    assert "Aucune consultation close." in desk.open(other).get("/secretariat/syntheses").text


# --- a computation ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("phase", "done", "said", "percent"),
    [
        (BuildPhase.READING, 0, "Lecture des contributions", 0),
        (BuildPhase.ANALYSIS, 2, "Analyse, thème par thème", 48),
        (BuildPhase.KEEPING, 4, "Rédaction et mise en place", 90),
    ],
)
def test_a_computation_names_its_phase_and_its_percentage(desk, phase, done, said, percent):
    page = working(desk, phase, done)
    assert said in page
    assert f'max="100" value="{percent}"' in page


@pytest.mark.parametrize(
    ("done", "seconds", "left"),
    [
        (2, 60, "encore 65 secondes environ"),
        (2, 180, "encore 3 minutes environ"),
        (4, 900, "encore 2 minutes environ"),
    ],
)
def test_the_time_left_is_told_in_seconds_then_in_minutes(desk, done, seconds, left):
    assert left in working(desk, BuildPhase.ANALYSIS, done, seconds)


def test_no_time_left_is_invented_before_anything_is_done(desk):
    assert "encore" not in working(desk, BuildPhase.ANALYSIS, 0).split("<progress")[1].split("</p>")[0]


def test_while_it_is_computed_again_the_former_text_is_read_and_not_written(desk):
    working(desk, BuildPhase.ANALYSIS, 1)
    assert "Ces textes ne changent plus" in desk.page("/parties/en-bref")
    answer = desk.browser.post(f"{desk.theme}/sujets/topic-T1-1/nom", {"seen": desk.seen(), "name": "Trop tôt"})
    assert answer.status_code == 403
    assert "son calcul n’est pas terminé" in answer.text


def test_a_computation_is_stopped_once_and_says_that_it_stops(desk):
    page = working(desk, BuildPhase.ANALYSIS, 1)
    assert "Arrêter le calcul" in page
    answer = desk.browser.post(f"{desk.root}/arreter", follow_redirects=True).text
    assert "Le calcul s’arrête ; ce qui était là avant revient." in answer.replace("\u202f", " ")
    page = desk.page()
    assert "Le calcul s’arrête à sa prochaine étape." in page
    assert "Arrêter le calcul" not in page


def test_a_draft_has_no_computation_to_stop(desk):
    assert desk.browser.post(f"{desk.root}/arreter").status_code == 403
    assert "Calcul en cours" not in desk.page()


def test_a_first_computation_that_was_stopped_says_so_and_can_be_taken_up_again(desk):
    desk.set(status=SynthesisStatus.BUILDING, frame=None, snapshot_id=None, started_at=None, phase=None)
    desk.browser.post(f"{desk.root}/arreter")
    page = desk.page()
    assert "Rien n’est calculé." in page
    assert "Valider la synthèse" not in page
    assert "Calcul arrêté à la demande du secrétariat." in page
    assert desk.browser.post(desk.asking).status_code == 302
    assert "Le calcul attend son tour." in desk.page()


def test_a_worker_that_hears_the_stop_gives_the_draft_back_with_its_signatures(desk):
    before = desk.page()
    desk.browser.post(desk.asking)
    with desk.at_work():
        task = start_build(desk.scene.consultation.id, at=NOW)
    desk.browser.post(f"{desk.root}/arreter")
    with desk.at_work():
        assert not record_progress(task.synthesis_id, 1, 2)
        abandon_build(task, at=NOW)
    page = desk.page()
    assert page.count("Signé") == before.count("Signé") == 1
    assert "Valider la synthèse" in page


# --- what changed since -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("added", "gone", "said"),
    [
        (1, 0, "1 contribution depuis."),
        (2, 0, "2 contributions depuis."),
        (0, 1, "1 n’est plus publiée."),
        (0, 3, "3 ne sont plus publiées."),
        (1, 2, "1 contribution depuis. 2 ne sont plus publiées."),
    ],
)
def test_what_was_published_or_left_since_is_counted(desk, added, gone, said):
    desk.publish_late(added)
    leave(desk, desk.scene.texts[:gone])
    page = desk.page()
    assert said in " ".join(page.split())
    assert "Les données ont changé" in page
    assert "Rien n’a été publié ni ôté depuis." not in page


def test_when_nothing_changed_a_new_computation_is_offered_quietly(desk):
    page = desk.page()
    assert "Les données ont changé" not in page
    assert "Rien n’a été publié ni ôté depuis." in page


def test_once_validated_what_came_since_is_no_longer_pressed(desk):
    desk.publish_late()
    desk.browser.post(f"{desk.root}/valider")
    page = desk.page()
    assert "Les données ont changé" not in page
    assert "Refaire le calcul" not in page


# --- changes that lost their place ------------------------------------------------------


def test_a_change_without_its_topic_is_named_on_the_page(desk):
    one = desk.topics()[0]
    sent = {"seen": desk.seen(), "refs": one.refs[0], "name": "À part", "split": "1"}
    desk.browser.post(f"{desk.theme}/sujets/{one.key}/textes", sent)
    formed = desk.topics()[-1]
    desk.browser.post(f"{desk.theme}/sujets/{formed.key}/nom", {"seen": desk.seen(), "name": "Autrement"})
    assert "Changements qui n’ont plus de place" not in desk.page()
    split = formed.key.removeprefix("topic-e")
    desk.browser.post(f"{desk.root}/changements/{split}/defaire")
    page = desk.page()
    assert "Changements qui n’ont plus de place" in page
    assert "le sujet « À part » n’existe plus dans ce calcul" in page


def test_changes_are_counted_beside_their_theme_and_one_taken_back_no_longer(desk):
    one = desk.topics()[0]
    desk.browser.post(f"{desk.theme}/sujets/{one.key}/nom", {"seen": desk.seen(), "name": "Les guichets"})
    assert 'class="num">1</td>' in desk.page()
    desk.browser.post(f"{desk.root}/changements/1/defaire")
    assert 'class="num">0</td>' in desk.page()


def test_a_sentence_written_elsewhere_is_counted_beside_its_part(desk):
    address = f"{desk.root}/parties/limites/introductions/limites"
    desk.browser.post(address, {"text": "À lire avec prudence.", "seen": ""})
    assert "1 changement</span>" in desk.page()
    assert "Ces fichiers seront mis à jour dans un instant" in desk.page()


# --- what remains to be done ------------------------------------------------------------


def test_the_page_leads_to_the_first_theme_nobody_signed(desk):
    assert "Valider la synthèse" in desk.page()
    one = desk.topics()[0]
    desk.browser.post(f"{desk.theme}/sujets/{one.key}/nom", {"seen": desk.seen(), "name": "Les guichets"})
    page = desk.page()
    assert "Relire « 3. Santé »" in page
    assert "Valider la synthèse" not in page


def test_a_refused_validation_names_the_themes_and_changes_nothing(desk):
    one = desk.topics()[0]
    desk.browser.post(f"{desk.theme}/sujets/{one.key}/nom", {"seen": desk.seen(), "name": "Les guichets"})
    answer = desk.browser.post(f"{desk.root}/valider")
    assert answer.status_code == 409
    assert "Santé" in answer.text
    assert "À relire" in desk.page()


def test_from_draft_to_public_each_step_offers_only_the_next_one(desk):
    desk.browser.post(f"{desk.root}/valider")
    page = desk.page()
    assert ("Publier la synthèse" in page, "Reprendre les textes" in page) == (True, True)
    assert "Ouvrir aux contributeurs" not in page
    desk.browser.post(f"{desk.root}/publier")
    page = desk.page()
    assert [words in page for words in ("Publier la synthèse", "Reprendre les textes", "Valider la synthèse")] == [
        False,
        False,
        False,
    ]
    assert "Publiée" in page
    assert "Signalez la faute dans le mot d’accompagnement" in page
    refused = desk.browser.get(f"{desk.root}/reprendre")
    assert (refused.status_code, "déjà publiée" in refused.text) == (403, True)


def test_the_history_says_who_did_each_step_and_that_the_closing_began_it(desk):
    desk.browser.post(f"{desk.root}/valider")
    history = desk.page().split('id="histoire"')[1]
    assert desk.scene.secretariat.display_name in history
    assert "par la clôture ou le calcul" in history
    assert history.index("Validée") < history.index("À relire") < history.index("En cours de calcul")


# --- the order of the chapters ----------------------------------------------------------


def test_chapters_change_places_at_the_next_computation_with_who_asked(two_themes):
    desk, (first, second) = two_themes
    desk.browser.post(f"{desk.root}/themes/{second}/rang", {"position": "1"})
    page = desk.page()
    assert "L’ordre des chapitres changera au prochain calcul." in page
    assert page.index(f'id="{second}"') < page.index(f'id="{first}"')
    with desk.at_work() as (_unit, synthesis):
        (row,) = every_edit_of(synthesis)
        assert (row.actor_id, row.before, row.after) == (desk.scene.secretariat.id, "1 2", "2 1")
    desk.browser.post(desk.asking)
    compute(desk.scene.app, desk.scene.consultation)
    with desk.at_work() as (_unit, synthesis):
        assert [theme.section_id for theme in themes_of(synthesis)] == [second, first]
        assert edits_made(synthesis).order == (2, 1)
    assert "ordre changé" in desk.page("/parties/corrections")
    assert "L’ordre des chapitres changera" not in desk.page()


def test_a_chapter_sent_to_its_own_rank_leaves_no_row(two_themes):
    desk, (first, _second) = two_themes
    assert desk.browser.post(f"{desk.root}/themes/{first}/rang", {"position": "x"}).status_code == 302
    with desk.at_work() as (_unit, synthesis):
        assert list(every_edit_of(synthesis)) == []


@pytest.fixture
def two_themes(draft, browser):
    """Give the desk of a draft of two themes, and their names in order."""
    return Desk(draft, browser), ("theme-1", "theme-2")
