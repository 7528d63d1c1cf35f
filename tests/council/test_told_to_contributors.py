"""Whoever wrote what led to a recommendation reads it on their page and in their mail, and nobody else is told."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from consult.kit import clock
from consult.kit.db import database
from consult.kit.mail import OutgoingMail
from contributions.follows.operations.following import follow_written
from contributions.follows.operations.telling import tell_due
from contributions.models import Contribution
from council.models import CitedContribution, OfficialResponse, Progress
from council.operations.commitments import StepDraft, record_step
from council.queries.answers import commitment_at
from tests.factories import NOW

ANSWERED = "La Région répond à un avis qui s’appuie sur cette discussion"


@pytest.fixture
def scene(followed):
    """Return the followed opinion, once everyone follows what they wrote."""
    with followed.app.app_context(), database().unit_of_work() as unit:
        follow_written(set(unit.scalars(select(Contribution.id))), at=NOW - timedelta(days=1))
    return followed


def change(scene, act) -> None:
    with scene.app.test_request_context(), database().unit_of_work() as unit:
        act(unit)


def tell(scene, *days: int) -> None:
    for day in days:
        at = NOW + timedelta(days=day)
        with clock.set_to(at):
            change(scene, lambda _unit, at=at: tell_due(at))


def mails(scene, who) -> list[str]:
    with scene.app.app_context(), database().unit_of_work(writes=False) as unit:
        theirs = select(OutgoingMail.text).where(OutgoingMail.recipient == who.email)
        return list(unit.scalars(theirs.order_by(OutgoingMail.id)))


def about(texts: list[str], words: str) -> int:
    return sum(words in text for text in texts)


def test_the_author_of_what_is_cited_is_told_the_answer_and_each_move_once(scene):
    tell(scene, 1, 2, 3)
    told = mails(scene, scene.author)
    assert about(told, ANSWERED) == 1
    assert about(told, "Ouvrir six guichets") == 1
    assert about(told, "Publier la carte") == 1


def test_whoever_voted_without_writing_there_is_told_nothing_of_it(scene):
    tell(scene, 1, 2)
    for voter in scene.voters[1:4]:
        assert about(mails(scene, voter), "Ouvrir six guichets") == 0


def test_a_move_after_the_first_letter_comes_in_the_next_one(scene):
    tell(scene, 1)
    before = len(mails(scene, scene.author))
    step = StepDraft(Progress.UNDER_WAY, 80, "Cinq guichets sur six.")
    later = NOW + timedelta(days=1, hours=1)
    change(
        scene, lambda _unit: record_step(scene.secretariat, commitment_at(scene.commitments[1].id), step, at=later)
    )
    tell(scene, 2, 3)
    fresh = mails(scene, scene.author)[before:]
    assert about(fresh, "Ouvrir six guichets") == 1
    assert about(fresh, "Publier la carte") == 0


def test_nothing_is_told_before_the_answer_is_published(scene):
    change(scene, lambda unit: setattr(unit.scalars(select(OfficialResponse)).one(), "published_at", None))
    tell(scene, 1, 2)
    told = mails(scene, scene.author)
    assert about(told, "Ouvrir six guichets") == about(told, ANSWERED) == 0


def test_what_the_opinion_does_not_cite_is_told_nothing(scene):
    change(scene, lambda unit: unit.query(CitedContribution).delete())
    tell(scene, 1, 2)
    assert about(mails(scene, scene.author), ANSWERED) == 0


def test_a_contributor_reads_the_whole_way_of_their_text_in_order(scene, browser):
    text = browser(scene.author).get("/mes-contributions").text
    steps = ["Dans un avis du conseil", "La Région a répondu", "La Région s’est engagée", "C’est fait"]
    assert [text.index(step) for step in steps] == sorted(text.index(step) for step in steps)
    assert "pour sa recommandation 1" in text
    assert "acceptée." in text
    for commitment in scene.commitments:
        assert f"/engagements/{commitment.id}" in text


def test_the_author_of_an_argument_follows_it_too(scene, browser):
    assert "Dans un avis du conseil" in browser(scene.reader).get("/mes-contributions").text


def test_everyone_follows_a_proposal_to_the_end_without_signing_in(scene, browser):
    text = browser().get(f"/propositions/{scene.proposal.id}/suivi").text
    for words in ("Citée dans la recommandation 1", "La Région répond à la recommandation 1", "C’est fait"):
        assert words in text
    assert "csrf_token" not in text
