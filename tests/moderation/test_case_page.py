"""The page of a case: what resembles it, the theme it looks like, what is asked twice before it goes online."""

import re

import pytest
from sqlalchemy import select

from consult.kit.db import database
from consult.kit.mail import OutgoingMail
from consult.kit.similar import Similar, finders
from contributions.models import Contribution, Proposal, Status
from moderation.models import FlagReason, Signal
from moderation.operations.signals import examine
from moderation.operations.urgency import note_alert, take_away_at_once
from tests.factories import NOW
from tests.factories.consultations import make_theme
from tests.factories.contributions import post_comment, post_proposal

PHONE = "Appelez-moi au 06 12 34 56 78."


@pytest.fixture
def moderator(browser, stored_scene):
    """Return a moderator's browser that sends a decision from the page of a case, as that page stands."""
    one = browser(stored_scene.moderator)

    def send(number, verdict, page="", **typed: str):
        page = page or one.get(f"/moderation/{number}").text
        held = dict(re.findall(r'<input name="(version|last_decision|sure)" type="hidden" value="(\w*)"', page))
        masked = re.search(r'<textarea[^>]*name="masked"[^>]*>\s*([^<]*)</textarea>', page)
        sent = {**held, "verdict": verdict, "masked": masked[1].strip() if masked else "", **typed}
        return one.post(f"/moderation/{number}/decision", sent)

    one.send = send
    return one


def status_of(app, number):
    with app.app_context(), database().unit_of_work(writes=False) as opened:
        return opened.get_one(Contribution, number).status


def test_the_closest_proposals_stand_beside_the_case_and_d_says_why_it_does_nothing(app, moderator, stored_scene):
    twin, waiting = stored_scene.proposal, stored_scene.waiting
    finders.add(app, lambda *_asked, **_how: [Similar(one.id, "", "", "") for one in (waiting, twin)])
    page = moderator.get(f"/moderation/{waiting.id}").text
    assert "Propositions proches" in page
    assert re.findall(r'<li><a href="/propositions/(\d+)-', page) == [str(twin.id)]
    # Not online yet: the key leads to the reason, as « S » does without a saved reply.
    assert re.search(r'<p [^>]*data-key="d">Pour réunir cette proposition à une autre, publiez-la', page)
    assert re.search(r'<p [^>]*data-key="s">Vous n’avez pas encore de réponse enregistrée', page)
    assert f'href="/moderation/{twin.id}/doublon" data-key="d"' in moderator.get(f"/moderation/{twin.id}").text


def test_before_any_word_is_typed_what_shares_some_follows_the_nearest(app, moderator, stored_scene):
    with app.test_request_context(), database().unit_of_work() as opened:
        place = opened.merge(stored_scene.consultation)
        place.pre_moderated = False
        near = post_proposal(stored_scene.author, place, title="Des cars le soir")
        twin = post_proposal(
            stored_scene.author, place, title="Une carte pour tous", source="Une carte de lecteur."
        )
        text = post_proposal(
            stored_scene.reader, place, title="Emprunter partout", source="Deux cartes, une carte."
        )
    finders.add(app, lambda *_asked, **_how: [Similar(near.id, "", "", "")])
    page = moderator.get(f"/moderation/{text.id}/doublon").text
    assert re.findall(r'name="kept" value="(\d+)"', page) == [str(near.id), str(twin.id)]


@pytest.fixture
def misplaced(app, stored_scene):
    """Return what a detector takes for a proposal of another theme, and that theme."""
    with app.test_request_context(), database().unit_of_work() as opened:
        proposal = opened.get_one(Proposal, stored_scene.waiting.id)
        proposal.consultation.themes.append(theme := make_theme("Culture"))
        start = proposal.title.index("lieu")
        seen = {"detector": "off_theme", "reason": FlagReason.OFF_TOPIC, "spans": [[start, start + 4]]}
        opened.add(
            Signal(contribution_id=proposal.id, version=1, detail="Culture", found_at=NOW, settled_at=None, **seen)
        )
    return proposal, theme


def test_another_theme_breaks_no_rule_and_one_key_moves_there(app, moderator, misplaced):
    proposal, theme = misplaced
    page = moderator.get(f"/moderation/{proposal.id}").text
    assert "Peut-être dans un autre thème : Culture : « lieu »" in page.replace("\u00a0", " ")
    assert ("<mark" in page, re.search(r'data-passages="(.*?)"', page)[1]) == (False, "{}")
    assert re.search(
        r'data-key="t"[^>]*name="move"[^>]*>\s*<label for="move">Déplacer vers «\u00a0Culture\u00a0»', page
    )
    assert moderator.send(proposal.id, "publish", move="y").status_code == 302
    with app.app_context(), database().unit_of_work(writes=False) as opened:
        assert opened.get_one(Proposal, proposal.id).theme_id == theme.id
        told = opened.scalars(select(OutgoingMail).order_by(OutgoingMail.id.desc())).first()
    assert told.subject.endswith("est en ligne")
    assert "La modération l’a rangée dans le thème «\u00a0Culture\u00a0»" in told.text
    # Where it stands now, nothing is offered any more.
    assert 'name="move"' not in moderator.get(f"/moderation/{proposal.id}").text


def test_a_proposal_left_online_and_moved_by_hand_is_told_to_its_author(app, moderator, misplaced, stored_scene):
    _proposal, theme = misplaced
    number = stored_scene.proposal.id
    assert moderator.send(number, "keep", theme=str(theme.id)).status_code == 302
    assert moderator.send(number, "keep").status_code == 302
    with app.app_context(), database().unit_of_work(writes=False) as opened:
        subjects = opened.scalars(select(OutgoingMail.subject)).all()
    assert [one.rsplit("» ")[-1] for one in subjects] == ["change de thème"]


def test_words_left_to_mask_are_published_only_at_the_second_press(app, moderator, stored_scene):
    with app.test_request_context(), database().unit_of_work() as opened:
        text = post_proposal(stored_scene.author, opened.merge(stored_scene.consultation), source=PHONE * 3)
        examine(text, at=NOW)
    first = moderator.send(text.id, "publish", explanation="Merci à vous.")
    assert (first.status_code, status_of(app, text.id)) == (422, Status.PENDING)
    assert "Des mots restent à masquer\u00a0: «\u00a006 12 34 56 78\u00a0»" in first.text
    assert ("Publier quand même" in first.text, "Merci à vous." in first.text) == (True, True)
    assert moderator.send(text.id, "publish", first.text).status_code == 302
    assert status_of(app, text.id) is Status.PUBLISHED


def test_a_text_without_words_to_mask_goes_at_the_first_press(app, moderator, stored_scene):
    assert moderator.send(stored_scene.waiting.id, "publish").status_code == 302
    assert status_of(app, stored_scene.waiting.id) is Status.PUBLISHED


def test_what_was_taken_away_at_once_comes_back_at_the_second_press_and_says_who_was_alerted(
    app, moderator, stored_scene
):
    with app.test_request_context(), database().unit_of_work() as opened:
        text = post_comment(
            stored_scene.author, opened.get_one(Proposal, stored_scene.proposal.id), "Je le tuerai."
        )
        kept = take_away_at_once(stored_scene.moderator, text, version=1, at=NOW)
        note_alert(stored_scene.moderator, kept, "le 17", at=NOW)
    page = moderator.get(f"/moderation/{text.id}").text
    assert f'href="/moderation/urgences/{kept.id}"' in page
    first = moderator.send(text.id, "restore")
    assert (first.status_code, status_of(app, text.id)) == (422, Status.REMOVED)
    assert re.search(r"Alerte notée\u00a0: [^<]*le 17\. Une seconde pression le remet en ligne", first.text)
    assert moderator.send(text.id, "restore", first.text).status_code == 302
    assert status_of(app, text.id) is Status.PUBLISHED


def test_the_texts_of_an_author_go_on_past_the_first_twenty(app, moderator, stored_scene):
    with app.test_request_context(), database().unit_of_work() as opened:
        proposal = opened.get_one(Proposal, stored_scene.proposal.id)
        texts = [post_comment(stored_scene.author, proposal, f"Mot {n}.").id for n in range(21)]
    case = f"/moderation/{stored_scene.waiting.id}"
    page = moderator.get(case).text
    [more] = re.findall(rf'href="({case}\?autres=\d+)#auteur">Afficher la suite', page)
    assert f'href="/moderation/{texts[0]}"' not in page
    rest = moderator.get(more).text
    assert [f'href="/moderation/{one}"' in rest for one in (texts[0], proposal.id, texts[-1])] == [
        True,
        True,
        False,
    ]
    assert ("Afficher la suite" in rest, "Revenir aux plus récents" in rest) == (False, True)
