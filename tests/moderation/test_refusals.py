"""What is refused on the desk and around it: each with its sentence, and nothing changed."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from consult.accounts.models import Role
from consult.kit import clock
from consult.kit.db import database
from contributions.models import Proposal
from contributions.operations import withdraw
from moderation.models import Appeal, Decision, Flag, Merging, Verdict
from tests.factories import NOW
from tests.factories.consultations import make_consultation
from tests.factories.contributions import post_proposal
from tests.factories.moderation import decide_on
from tests.factories.people import make_user

TYPED = {"verdict": "publish", "version": "1", "last_decision": "0"}


@pytest.fixture
def write(app):
    """Return a function that writes in a unit of work of its own."""

    def run(act):
        with app.test_request_context(), database().unit_of_work() as opened:
            return act(opened)

    return run


@pytest.fixture
def kept(app):
    """Return a function that counts what a refusal must leave as it was."""

    def count() -> list[int]:
        with app.app_context(), database().unit_of_work(writes=False) as opened:
            tables = (Decision, Appeal, Merging, Flag)
            return [opened.scalar(select(func.count()).select_from(table)) for table in tables]

    return count


def refused(answer, code, sentence):
    return (answer.status_code, sentence in answer.text.replace("\u00a0", " ")) == (code, True)


def test_a_decision_that_comes_too_late_says_what_happened_meanwhile(browser, write, kept, stored_scene):
    scene, address = stored_scene, f"/moderation/{stored_scene.waiting.id}/decision"
    assert browser(scene.moderator).post(address, TYPED).status_code == 302
    before = kept()
    late = browser(scene.second).post(address, TYPED)
    assert refused(late, 409, "Passez au cas suivant : une autre personne vient de décider de ce texte.")
    twice = browser(scene.moderator).post(address, TYPED)
    assert refused(twice, 409, "Passez au cas suivant : vous avez déjà décidé de ce texte.")
    write(lambda opened: withdraw(scene.author, opened.get_one(Proposal, scene.proposal.id), "", at=NOW))
    gone = browser(scene.second).post(f"/moderation/{scene.proposal.id}/decision", TYPED | {"verdict": "keep"})
    assert refused(gone, 409, "Passez au cas suivant : son auteur a retiré ce texte entre-temps.")
    assert kept() == before


def test_a_measure_that_nobody_took_is_told_as_such(browser, write, stored_scene):
    scene = stored_scene

    def take_automatically(opened):
        held = decide_on(scene.moderator, opened.get_one(Proposal, scene.waiting.id), Verdict.PUBLISH, None)
        held.decided_by_id = None

    write(take_automatically)
    late = browser(scene.second).post(f"/moderation/{scene.waiting.id}/decision", TYPED)
    assert refused(late, 409, "Relisez ce texte : une mesure automatique vient de s’y appliquer.")


def test_a_rule_of_another_charter_and_a_place_where_one_does_not_moderate_are_refused(
    browser, store, kept, stored_scene
):
    address = f"/moderation/{stored_scene.waiting.id}"
    wrong = browser(stored_scene.moderator).post(
        f"{address}/decision", TYPED | {"verdict": "refuse", "rule": "42"}
    )
    assert refused(wrong, 422, "Choisissez la règle de la charte sur laquelle repose cette décision.")
    [other] = store(make_consultation())
    [elsewhere] = store(make_user(Role.MODERATOR, consultation_id=other.id))
    said = "Cette page est réservée aux personnes qui modèrent cette consultation."
    assert refused(browser(elsewhere).post(f"{address}/decision", TYPED), 403, said)
    # A link from an old mail acts on nothing: it asks to sign in, then shows what became of the case.
    assert browser().get(address).location == f"/connexion?suite={address}"
    assert refused(browser(elsewhere).get(address), 403, said)
    assert kept() == [0, 0, 0, 0]


def test_an_appeal_by_someone_else_too_late_or_twice_is_refused(browser, write, kept, stored_scene):
    scene = stored_scene
    hidden = write(
        lambda opened: decide_on(scene.moderator, opened.get_one(Proposal, scene.proposal.id), Verdict.HIDE)
    )
    address, typed = f"/decisions/{hidden.id}/recours", {"text": "Relisez."}
    other = browser(scene.reader).post(address, typed)
    assert refused(other, 403, "Cette décision concerne le texte d’une autre personne.")
    with clock.set_to(NOW + timedelta(days=200)):
        late = browser(scene.author).post(address, typed)
    assert refused(late, 403, "Le délai de six mois pour contester cette décision est passé.")
    assert kept()[1] == 0
    author, said = browser(scene.author), "Attendez la réponse : vous avez déjà contesté cette décision."
    assert author.post(address, typed).status_code == 302
    assert refused(author.post(address, typed), 409, said)
    # Nobody writes a second one for nothing: the form leads to where the first stands.
    assert refused(author.get(address, follow_redirects=True), 200, said)
    own = browser(scene.moderator).post("/moderation/recours/1", {"answer": "Non.", "outcome": "confirm"})
    assert refused(own, 403, "Laissez une autre personne répondre : vous avez pris la décision contestée.")
    assert kept()[1] == 1


def test_merging_in_a_circle_or_across_consultations_is_refused(browser, write, kept, stored_scene):
    scene = stored_scene

    def three(opened):
        elsewhere = make_consultation()
        opened.add(elsewhere)
        opened.flush()
        here = [post_proposal(scene.author, opened.merge(scene.consultation)) for _ in range(2)]
        last = [decide_on(scene.moderator, one, Verdict.PUBLISH, None).id for one in here]
        return *(one.id for one in here), *last, post_proposal(scene.author, elsewhere).id

    first, second, on_first, on_second, away = write(three)
    desk = browser(scene.moderator)

    def join(one, kept_id, last):
        return desk.post(f"/moderation/{one}/doublon", {"kept": kept_id, "version": 1, "last_decision": last})

    assert join(first, second, on_first).status_code == 302
    before, said = kept(), "Choisissez une autre proposition de cette consultation."
    circle = "Choisissez une proposition publiée : celle-ci ne l’est plus, ou est déjà réunie à une autre."
    assert refused(join(second, first, on_second), 422, circle)
    assert refused(join(second, second, on_second), 422, said)
    assert refused(join(second, away, on_second), 422, said)
    assert kept() == before
