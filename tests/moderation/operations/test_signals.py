"""What the detectors see is kept, raises a text, and is settled by a decision."""

import pytest

from contributions import operations as writing
from contributions.drafts import save_draft
from contributions.models import Status
from moderation.charter import DEFAULT
from moderation.detectors.themes import FEWEST_TEXTS
from moderation.examined import examined_text
from moderation.models import Concern, Verdict
from moderation.operations.signals import examine, words_hash
from moderation.queries.queue import pending_review, waiting_count
from moderation.queries.signals import signals_of
from moderation.seen import quoted
from tests.factories import NOW
from tests.factories.consultations import make_theme
from tests.factories.contributions import draft_for, post_comment, post_proposal
from tests.factories.moderation import decide_on

TRAIN = "Remettre des trains du soir entre Vierzon et Bourges, avec des gares ouvertes et des quais abrités."
SCHOOL = "Former les enseignants du collège à la programmation, avec des élèves et des classes équipées."
INSULTING = "Le président du conseil est un connard."


def _insulting(scene):
    text = post_comment(scene.author, scene.proposal, INSULTING)
    examine(text, at=NOW)
    return text


def test_a_law_signal_brings_a_published_text_to_the_queue(scene):
    text = _insulting(scene)
    [row] = pending_review(scene.moderator, at=NOW).items
    assert (row.id, row.law, row.signals, text.status) == (text.id, True, 1, Status.PUBLISHED)


def test_advertising_waits_even_online_after_what_the_law_forbids(scene):
    selling = post_comment(scene.author, scene.proposal, "Code promo sur https://exemple.fr : achetez vite !")
    examine(selling, at=NOW)
    insulting = _insulting(scene)
    rows = pending_review(scene.moderator, at=NOW).items
    assert [(row.id, row.law) for row in rows] == [(insulting.id, True), (selling.id, False)]


def test_what_is_not_about_the_law_waits_for_nobody_once_online(scene):
    text = post_comment(scene.author, scene.proposal, "Écoutez-nous !!!!!!!")
    assert [one.detector for one in examine(text, at=NOW)] == ["shouting"]
    assert waiting_count(scene.moderator) == 0


def test_a_version_is_read_once(scene):
    text = _insulting(scene)
    decide_on(scene.moderator, text, Verdict.KEEP)
    assert examine(text, at=NOW) == []
    assert waiting_count(scene.moderator) == 0


def test_a_corrected_text_is_read_again_and_no_longer_raised(scene):
    text = _insulting(scene)
    writing.edit_response(scene.author, text, "Le président du conseil se trompe.", at=NOW)
    assert examine(text, at=NOW) == []
    assert scene.session.get(Concern, text.id, populate_existing=True).is_open is False


def test_a_decision_says_that_the_text_was_found_automatically(scene):
    assert decide_on(scene.moderator, _insulting(scene), Verdict.HIDE).detected_automatically
    assert not decide_on(scene.moderator, scene.proposal, Verdict.KEEP).detected_automatically


def test_signals_point_at_the_words(scene):
    text = _insulting(scene)
    [[start, end]] = signals_of(text)[0].spans
    assert examined_text(text)[start:end] == "connard"


def test_the_same_words_are_counted_whatever_their_dress(scene):
    assert words_hash("Pour le TRAIN, à Vierzon !") == words_hash("pour le train a vierzon")


@pytest.mark.parametrize(("who", "seen"), [("reader", "copies"), ("author", "flooding")])
def test_a_copy_by_another_is_told_from_ones_own(scene, who, seen):
    for writer, place in (
        (scene.author, scene.proposal),
        (getattr(scene, who), post_proposal(scene.author, scene.consultation)),
    ):
        signals = examine(post_comment(writer, place, "Plus de trains le soir."), at=NOW)
    assert [one.detector for one in signals] == [seen]


def test_what_nobody_sent_yet_is_not_read(scene):
    kept = save_draft(scene.author, scene.consultation, draft_for(scene.consultation, source=INSULTING), at=NOW)
    assert examine(kept, at=NOW) == []


def _two_themes(scene) -> None:
    """Publish enough under two themes for each to be known."""
    scene.consultation.themes.append(make_theme("École", slug="ecole"))
    scene.consultation.pre_moderated = False
    scene.session.flush()
    for theme, source in zip(scene.consultation.themes, (TRAIN, SCHOOL), strict=True):
        for number in range(FEWEST_TEXTS):
            post_proposal(scene.author, scene.consultation, source=f"{source} {number}.", theme_id=theme.id)
    scene.consultation.pre_moderated = True


def test_a_proposal_that_says_what_another_theme_says_is_shown_with_that_theme(scene):
    _two_themes(scene)
    text = post_proposal(scene.reader, scene.consultation, source=f"{SCHOOL * 3} Merci.")
    seen = {one.detector: one.detail for one in examine(text, at=NOW)}
    assert seen["off_theme"] == "École"
    [shown] = [one for one in quoted(signals_of(text), examined_text(text), DEFAULT) if not one.rule]
    assert str(shown.label) == "Peut-être dans un autre thème\u00a0: École"
    assert "enseignants" in shown.words


def test_a_reply_has_no_theme_to_be_off(scene):
    _two_themes(scene)
    text = post_comment(scene.reader, scene.proposal, f"{SCHOOL * 3} Merci.")
    assert "off_theme" not in {one.detector for one in examine(text, at=NOW)}
