"""Members comment on a draft and propose other words; the rapporteur answers each on its page."""

import re

import pytest
from sqlalchemy import select

from consult.kit.db import database, session
from council.models import Opinion, Remark, RemarkStatus
from tests.factories.opinions import record_vote

OTHER_WORDS = {"after": "Garder un guichet par commune.", "reason": "Un canton est trop grand."}


@pytest.fixture
def scene(debated, browser):
    """Return the draft with its desk, opened by its rapporteur and by a colleague."""
    debated.desk = f"/conseil/avis/{debated.opinion.id}"
    debated.mine, debated.theirs = browser(debated.rapporteur), browser(debated.colleague)
    debated.first = debated.opinion.recommendations[0]
    return debated


def amend(scene, who=None, **values: str) -> str:
    """Send an amendment of the first recommendation, and return the address of its page."""
    sent = (who or scene.theirs).post(
        f"{scene.desk}/amender?pour=recommandation-{scene.first.id}", OTHER_WORDS | values
    )
    assert sent.status_code == 302
    return f"{scene.desk}/remarques/{newest(scene).id}"


def newest(scene) -> Remark:
    with scene.app.app_context(), database().unit_of_work(writes=False):
        return session.scalars(select(Remark).order_by(Remark.id.desc()).limit(1)).one()


def marked(text: str, tag: str) -> list[str]:
    """Return the words a page shows as added (ins) or removed (del), without what it says of them aloud."""
    return re.findall(rf"<{tag}>(?:<span[^>]*>[^<]*</span>)?([^<]*)", text)


def test_the_form_of_an_amendment_begins_with_the_words_as_they_stand(scene):
    page = scene.theirs.get(f"{scene.desk}/amender?pour=recommandation-{scene.first.id}").text
    assert ">Garder un guichet par canton.</textarea>" in page.replace("\n", "").replace("\r", "")


def test_an_amendment_says_what_it_would_change_and_why(scene):
    text = scene.mine.get(amend(scene)).text
    assert "Amendement de Ali Roy" in text
    assert "sur la recommandation 1" in text
    assert (marked(text, "del"), marked(text, "ins")) == (["canton"], ["commune"])
    assert "Un canton est trop grand." in text


def test_the_draft_shows_an_amendment_beside_the_passage_it_amends(scene):
    page = amend(scene)
    text = scene.mine.get(scene.desk).text
    place = text.index(f'href="{page}"')
    assert text.index('id="recommandation-1"') < place < text.index('id="recommandation-2"')
    assert "attend une réponse" in text


def test_an_amendment_of_a_part_is_shown_under_that_part(scene):
    part = scene.opinion.sections[1]
    words = {"after": "Du papier seulement.", "reason": "Pas de bornes."}
    assert scene.theirs.post(f"{scene.desk}/amender?pour=partie-{part.id}", words).status_code == 302
    text = scene.mine.get(scene.desk).text
    shown = text.split(f'id="partie-{part.id}"')[1].split("</section>")[0]
    assert "Amendement de Ali Roy" in shown
    assert (
        "sur la partie «\u00a0Les outils\u00a0»"
        in scene.mine.get(f"{scene.desk}/remarques/{newest(scene).id}").text
    )


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"after": "Garder un guichet par canton."}, "les mêmes mots"),
        ({"after": ""}, "Écrivez le texte que vous proposez."),
        ({"reason": ""}, "Dites pourquoi"),
    ],
)
def test_what_an_amendment_lacks_is_said_and_what_was_typed_stays(scene, sent, said):
    answer = scene.theirs.post(f"{scene.desk}/amender?pour=recommandation-{scene.first.id}", OTHER_WORDS | sent)
    kept = next(words for name, words in OTHER_WORDS.items() if name not in sent)
    assert answer.status_code == 422
    assert said in answer.text
    assert kept in answer.text


@pytest.mark.parametrize(
    "passage", ["", "?pour=partie-999999", "?pour=recommandation-999999", "?pour=partie-²", "?pour=titre-1"]
)
def test_an_amendment_of_nothing_that_is_there_is_not_found(scene, passage):
    assert scene.theirs.post(f"{scene.desk}/amender{passage}", OTHER_WORDS).status_code == 404


def test_the_button_that_accepts_changes_the_draft_and_says_so(scene):
    page = amend(scene)
    assert scene.mine.post(page, {"verdict": "accept", "answer": "D’accord."}).status_code == 302
    text = scene.mine.get(scene.desk).text
    assert "L’amendement est accepté" in text
    credited = f"Amendement de {scene.colleague.display_name}, accepté par {scene.rapporteur.display_name}"
    assert credited in scene.mine.get(f"{scene.desk}/versions").text
    assert "Garder un guichet par commune." in text
    shown = scene.theirs.get(page).text
    assert "D’accord." in shown
    assert "Accepter\u00a0: changer le projet" not in shown


def test_the_button_that_refuses_leaves_the_draft_and_tells_the_author_why(scene):
    page = amend(scene)
    assert scene.mine.post(page, {"verdict": "refuse", "answer": "Trop cher pour nous."}).status_code == 302
    assert "Garder un guichet par canton." in scene.mine.get(scene.desk).text
    shown = scene.theirs.get(page).text
    assert "Trop cher pour nous." in shown
    assert "Refusé" in shown


def test_a_refusal_without_a_reason_is_told_beside_the_answer(scene):
    answer = scene.mine.post(amend(scene), {"verdict": "refuse", "answer": " "})
    assert answer.status_code == 422
    assert "Dites pourquoi vous refusez" in answer.text
    assert newest(scene).status is RemarkStatus.OPEN


def test_a_second_amendment_of_the_same_words_can_no_longer_be_accepted_after_the_first(scene, browser):
    first = amend(scene)
    second = amend(scene, browser(scene.president), after="Garder deux guichets.")
    assert scene.mine.post(first, {"verdict": "accept"}).status_code == 302
    answer = scene.mine.post(second, {"verdict": "accept"})
    assert answer.status_code == 409
    assert "le texte a changé depuis" in answer.text
    assert scene.mine.post(second, {"verdict": "refuse", "answer": "Déjà changé."}).status_code == 302


def test_a_remark_answered_once_is_not_answered_again(scene):
    page = amend(scene)
    scene.mine.post(page, {"verdict": "refuse", "answer": "Non."})
    assert scene.mine.post(page, {"verdict": "accept"}).status_code == 409
    assert "Garder un guichet par commune." not in scene.mine.get(scene.desk).text


def test_an_author_takes_their_remark_back_and_nobody_else_does(scene, browser):
    page = amend(scene)
    assert browser(scene.president).post(f"{page}/retirer").status_code == 403
    assert "Retirer ma remarque" in scene.theirs.get(page).text
    assert "Retirer ma remarque" not in scene.mine.get(page).text
    assert scene.theirs.post(f"{page}/retirer").status_code == 302
    assert "Amendement de Ali Roy" not in scene.mine.get(scene.desk).text


def test_a_comment_on_a_recommendation_is_answered_beside_it(scene):
    asked = f"{scene.desk}/commenter?pour=recommandation-{scene.first.id}"
    assert scene.theirs.post(asked, {"reason": "Combien en reste-t-il ?"}).status_code == 302
    page = f"{scene.desk}/remarques/{newest(scene).id}"
    assert "Répondre au commentaire" in scene.mine.get(page).text
    assert scene.mine.post(page, {"answer": ""}).status_code == 422
    assert scene.mine.post(page, {"answer": "Douze."}).status_code == 302
    assert "répondu" in scene.mine.get(scene.desk).text
    assert "Douze." in scene.theirs.get(page).text


def test_an_empty_comment_is_refused(scene):
    answer = scene.theirs.post(f"{scene.desk}/commenter", {"reason": "  "})
    assert (answer.status_code, "Écrivez votre commentaire." in answer.text) == (422, True)


def test_words_of_a_comment_never_become_markup(scene):
    scene.theirs.post(f"{scene.desk}/commenter", {"reason": "<script>alert(1)</script>"})
    for page in (scene.desk, f"{scene.desk}/remarques/{newest(scene).id}"):
        assert "<script>alert(1)" not in scene.mine.get(page).text


def test_a_remark_of_another_opinion_is_not_found_under_this_one(scene):
    page = amend(scene)
    number = page.rsplit("/", 1)[1]
    assert scene.mine.get(f"/conseil/avis/999999/remarques/{number}").status_code == 404
    assert scene.mine.get(f"{scene.desk}/remarques/999999").status_code == 404


def test_nothing_is_said_nor_answered_while_the_council_votes(scene):
    page = amend(scene)
    with scene.app.app_context(), database().unit_of_work() as unit:
        record_vote(unit, unit.get_one(Opinion, scene.opinion.id), outcome=None)
    assert "Le conseil vote sur ce texte" in scene.mine.get(scene.desk).text
    assert scene.theirs.post(f"{scene.desk}/commenter", {"reason": "Attendez."}).status_code == 409
    for verdict in ("accept", "refuse"):
        assert scene.mine.post(page, {"verdict": verdict, "answer": "Non."}).status_code == 409
    assert scene.theirs.post(f"{page}/retirer").status_code == 409
    assert newest(scene).status is RemarkStatus.OPEN


def test_the_public_page_never_shows_what_members_said_among_themselves(scene):
    amend(scene)
    for address in (f"/avis/{scene.opinion.id}", f"/avis/{scene.opinion.id}.odt"):
        assert "Un canton est trop grand." not in scene.mine.get(address).get_data(as_text=False).decode("latin-1")
