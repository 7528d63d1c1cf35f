"""What a moderator is shown of what the detectors saw."""

from moderation.charter import DEFAULT
from moderation.examined import examined_text
from moderation.operations.signals import examine
from moderation.queries.charters import rules_in_force
from moderation.queries.signals import signals_of
from moderation.seen import passages_for, quoted, words_to_mask
from tests.factories import NOW
from tests.factories.contributions import post_comment, post_proposal


def _seen(text):
    examine(text, at=NOW)
    return signals_of(text)


def _passages(text):
    return passages_for(_seen(text), examined_text(text), rules_in_force(text.consultation_id))


def test_the_words_are_those_of_the_text(scene):
    text = post_comment(scene.author, scene.proposal, "**Quel connard**, appelez le 06 12 34 56 78.")
    shown = quoted(_seen(text), examined_text(text), DEFAULT)
    assert [list(one.words) for one in shown] == [["connard"], ["06 12 34 56 78"]]
    assert [one.rule for one in shown] == ["règle 1", "règle 5"]
    assert str(shown[0].label) == "Des mots qui ressemblent à une insulte"


def test_a_title_is_read_too(scene):
    text = post_proposal(scene.author, scene.consultation, title="Ces connards du conseil")
    assert _passages(text) == {"1": "connards"}


def test_the_passages_offered_are_those_of_each_rule(scene):
    text = post_comment(scene.author, scene.proposal, "Ces connards, ce connard : appelez le 06 12 34 56 78.")
    assert _passages(text) == {"1": "connards\nconnard", "5": "06 12 34 56 78"}


def test_the_words_offered_to_be_masked_are_the_private_ones(scene):
    text = post_comment(scene.author, scene.proposal, "Ce connard habite au 06 12 34 56 78, ou a@exemple.fr.")
    assert words_to_mask(_seen(text), examined_text(text)) == "06 12 34 56 78\na@exemple.fr"
    assert words_to_mask([], "") == ""


def test_nothing_seen_is_nothing_shown():
    assert quoted([], "", DEFAULT) == []
