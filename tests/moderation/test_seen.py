"""What a moderator is shown of what the detectors saw."""

from moderation.operations.signals import examine
from moderation.queries.signals import signals_of
from moderation.seen import first_words, quoted
from tests.factories import NOW
from tests.factories.contributions import post_comment, post_proposal


def _seen(text):
    examine(text, at=NOW)
    return signals_of(text)


def test_the_words_are_those_of_the_text(scene):
    text = post_comment(scene.author, scene.proposal, "**Quel connard**, appelez le 06 12 34 56 78.")
    shown = quoted(_seen(text), text)
    assert [list(one.words) for one in shown] == [["connard"], ["06 12 34 56 78"]]
    assert str(shown[0].label) == "Des mots qui ressemblent à une insulte"


def test_a_title_is_read_too(scene):
    text = post_proposal(scene.author, scene.consultation, title="Ces connards du conseil")
    assert first_words(_seen(text), text) == "connards"


def test_the_passage_offered_is_about_the_law(scene):
    text = post_comment(scene.author, scene.proposal, "Écoutez-nous !!!!!!!!")
    assert first_words(_seen(text), text) == ""


def test_nothing_seen_is_nothing_shown(scene):
    assert quoted([], scene.proposal) == []
