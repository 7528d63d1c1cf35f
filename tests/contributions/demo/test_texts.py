"""Reading what the demonstration's people say."""

from collections import Counter

import pytest

from consult.demo.texts import consultation_texts
from consult.kit.text.french import terms_of, tokens
from contributions.demo.texts import direction, proposal_texts
from contributions.wording import typed_title

THEMES = [theme.slug for one in consultation_texts() for theme in one.themes]


@pytest.fixture(scope="module")
def texts():
    """Return everything that was written."""
    return proposal_texts(THEMES)


def keys(texts):
    for one in texts:
        yield one.key
        yield from (argument.key for argument in one.arguments)
        for comment in one.comments:
            yield comment.key
            yield from (f"{comment.key}r{number}" for number in range(1, len(comment.replies) + 1))


def test_there_is_enough_to_read(texts):
    assert len({one.title for one in texts}) >= 60
    assert sum(len(one.arguments) for one in texts) >= 150
    assert sum(len(one.comments) for one in texts) >= 80


def test_every_key_names_one_text(texts):
    assert max(Counter(keys(texts)).values()) == 1


def test_every_text_that_is_directed_exists(texts):
    played, written = direction(), set(keys(texts))
    named = {*played.disputed, *played.applauded, *played.answered_by_another, *played.voices, *played.generations}
    named |= {*played.same_author, *played.same_author.values(), *played.accounts, *played.entered}
    assert named - written == set()


def test_some_texts_came_on_paper_and_some_from_meetings():
    channels = Counter(channel.value for channel, _note in direction().entered.values())
    assert min(channels["paper"], channels["meeting"]) >= 2


def test_no_text_is_longer_than_a_person_may_type(app, texts):
    for one in texts:
        assert typed_title(one.title) == one.title
        assert len(one.body) <= 10_000
        assert max((len(argument.text) for argument in one.arguments), default=0) <= 2_000


def test_what_the_documentation_says_to_look_for_is_written_in_several_ways(texts):
    written = {
        token.word
        for one in texts
        for text in (one.body, *(a.text for a in one.arguments))
        for token in tokens(text)
    }
    for asked, others in {
        "fiscalité": {"fiscale", "fiscal"},
        "lycee": {"lycée", "lycées"},
        "caf": {"caf", "cafés"},
        "thd": {"thd"},
        "ordinateurs": {"ordinateur"},
    }.items():
        assert others <= {word for word in written if set(terms_of(asked)) & set(terms_of(word))}, asked


def test_more_proposals_are_the_same_ones_numbered():
    more = proposal_texts(THEMES[:1], 30)
    assert len(more) == len({one.key for one in more}) == len({one.title for one in more}) == 30
    assert more[13].key == f"{more[0].key}-2"
    assert more[13].arguments[0].key == f"{more[0].key}-2/a1"
