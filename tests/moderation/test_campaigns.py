"""The page of a campaign says what was seen in its texts, and asks before it publishes them as they are."""

import re
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from consult.kit import jobs
from consult.kit.db import database, session
from contributions import operations as writing
from contributions.models import Contribution, Status
from moderation.masking import MASK
from moderation.models import Decision, SavedReply
from moderation.operations.signals import examine
from tests.factories import NOW
from tests.factories.contributions import draft_for
from tests.factories.people import make_user

ADDRESS = "jeanne.martin.orleans@exemple.fr"
TEXT = (
    "Nous demandons que la ligne de train entre Orléans et Châteauroux reste ouverte le soir et le dimanche. "
    f"Écrivez à {ADDRESS} pour nous rejoindre. "
)
ENDINGS = ("Merci.", "Merci de nous lire.", "C’est urgent !", "Je suis usager.", "Signé : une voyageuse.")
KNOWINGLY = "Publier ces textes tels quels"


@pytest.fixture
def campaign(app, stored_scene):
    """Return the scene once five people sent the same private address, before publication."""
    scene = SimpleNamespace(**vars(stored_scene), app=app)
    with scene.app.app_context(), database().unit_of_work() as unit:
        consultation = unit.merge(scene.consultation)
        consultation.pre_moderated = True
        scene.copies = [_send(consultation, ending) for ending in ENDINGS]
    scene.address = f"/moderation/campagnes/{scene.copies[0]}"
    return scene


def _send(consultation, ending: str) -> int:
    author = make_user()
    session.add(author)
    session.flush()
    draft = draft_for(consultation, title="Garder la ligne ouverte le soir", source=TEXT + ending)
    text = writing.submit_proposal(author, consultation, draft, at=NOW)
    examine(text, at=NOW)
    return text.id


def statuses(scene) -> set[Status]:
    with scene.app.app_context(), database().unit_of_work(writes=False) as unit:
        return {unit.get_one(Contribution, number).status for number in scene.copies}


def sources(scene) -> list[str]:
    with scene.app.app_context(), database().unit_of_work(writes=False) as unit:
        return [unit.get_one(Contribution, number).source for number in scene.copies]


def publish(scene, browser, **more: str):
    page = browser.get(scene.address).text
    up_to = re.search(r'name="up_to"[^>]*value="(\d+)"', page)[1]
    answer = browser.post(scene.address, {"verdict": "publish", "up_to": up_to} | more)
    with scene.app.app_context():
        jobs.run_due()
    return answer


def test_what_was_seen_is_counted_and_asked_about(campaign, browser):
    page = browser(campaign.moderator).get(campaign.address).text.replace("\u00a0", " ")
    assert "Information privée : 5 textes" in page
    assert KNOWINGLY in page


def test_nothing_is_published_until_the_box_is_ticked(campaign, browser):
    desk = browser(campaign.moderator)
    refused = publish(campaign, desk)
    assert (refused.status_code, "Cochez la case pour publier ces textes" in refused.text) == (422, True)
    assert statuses(campaign) == {Status.PENDING}
    assert publish(campaign, desk, knowingly="y").status_code == 302
    assert statuses(campaign) == {Status.PUBLISHED}


def test_the_same_words_are_masked_in_all(campaign, browser):
    desk = browser(campaign.moderator)
    page = desk.get(campaign.address).text
    assert re.search(rf"<textarea[^>]*>\s*{ADDRESS}</textarea>", page)
    assert re.search(r'<option selected value="5">', page)
    assert publish(campaign, desk, verdict="mask", rule="5", masked="").status_code == 422
    assert publish(campaign, desk, verdict="mask", rule="5", masked=ADDRESS).status_code == 302
    assert statuses(campaign) == {Status.PUBLISHED}
    assert not [words for words in sources(campaign) if ADDRESS in words or MASK not in words]


def test_a_text_without_the_words_to_mask_stays_in_the_queue(campaign, browser):
    publish(campaign, browser(campaign.moderator), verdict="mask", rule="5", masked="une voyageuse\nusager")
    assert sorted(words[-40:].count(MASK) for words in sources(campaign)) == [0, 0, 0, 1, 1]
    assert statuses(campaign) == {Status.PENDING, Status.PUBLISHED}


def test_a_saved_reply_goes_to_every_author(campaign, browser):
    with campaign.app.app_context(), database().unit_of_work():
        reply = SavedReply(
            owner_id=campaign.moderator.id, title="Adresse", text="Sans votre adresse, oui.", saved_at=NOW
        )
        session.add(reply)
        session.flush()
    desk = browser(campaign.moderator)
    publish(campaign, desk, verdict="request_revision", rule="5", reply=str(reply.id), explanation="Merci.")
    with campaign.app.app_context(), database().unit_of_work(writes=False):
        told = session.scalars(select(Decision.explanation)).all()
    assert told == ["Sans votre adresse, oui.\n\nMerci."] * len(ENDINGS)


def test_a_case_leads_to_its_campaign(campaign, browser):
    page = browser(campaign.moderator).get(f"/moderation/{campaign.copies[3]}").text
    assert f'href="{campaign.address}"' in page


def test_a_text_of_no_campaign_leads_to_none(campaign, browser):
    page = browser(campaign.moderator).get(f"/moderation/{campaign.proposal.id}").text
    assert "/moderation/campagnes/" not in page
