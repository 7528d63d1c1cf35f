"""Words quoted under a topic: those of a sentence or others, letter for letter, first or in another's place."""

import re

import pytest
from sqlalchemy import select

from synthesis.composer.rearranging import span_of
from synthesis.models import SynthesisEdit
from synthesis.reading import edits_made, words_before
from tests.synthesis.desk.conftest import plain


def address(desk, ref=None):
    topic = desk.topics()[0]
    return f"{desk.theme}/sujets/{topic.key}/citer/{ref or topic.refs[-1]}"


def cite(desk, ref=None, **values: object):
    return desk.browser.post(address(desk, ref), {"seen": desk.seen(), "instead": ""} | values)


def first_words(desk, ref=None):
    """Return the span and the words of the first sentence offered."""
    page = desk.browser.get(address(desk, ref)).text
    return re.search(r'name="sentence"[^>]*value="(\d+-\d+)"', page)[1]


def test_words_copied_from_the_text_are_quoted_where_they_stand(desk):
    cite(desk, sentence=first_words(desk))
    whole = desk.topics()[0].quotes[0]
    part = whole.words[3:20].strip()
    assert cite(desk, words=f"  {part} ").status_code == 302
    found = desk.topics()[0].quotes[0]
    assert found.words == part
    assert found.end - found.start == len(part)
    assert whole.words[found.start - whole.start :].startswith(part)


def test_a_quote_takes_the_place_of_another_and_the_others_stay(desk):
    before = desk.topics()[0].quotes
    cite(desk, sentence=first_words(desk), instead=span_of(before[0]))
    after = desk.topics()[0].quotes
    assert len(after) == len(before)
    assert after[0].ref == desk.topics()[0].refs[-1]
    assert after[1:] == before[1:]


def test_words_replaced_are_told_in_words_even_where_an_early_change_kept_their_place_only(desk):
    replaced = desk.topics()[0].quotes[0]
    cite(desk, sentence=first_words(desk), instead=span_of(replaced))
    said = plain(f"« {replaced.words} » ({replaced.ref})")
    for kept, told in ((span_of(replaced), said), ("des mots", "des mots")):
        with desk.at_work() as (unit, synthesis):
            unit.scalars(select(SynthesisEdit)).one().before = kept
            unit.flush()
            assert plain(edits_made(synthesis).changes[0].before) == told
        assert span_of(replaced) not in desk.page("/themes/theme-1")
    with desk.at_work() as (_unit, synthesis):
        assert words_before(synthesis, [SynthesisEdit(id=7, before="A999999:0-4")]) == {7: "A999999"}


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"words": "le"}, "ceux-ci n’y sont pas"),
        ({"words": "Des mots que personne n’a écrits."}, "ceux-ci n’y sont pas"),
        ({"words": "x" * 601}, "600"),
        ({"sentence": "5-6"}, "Choisissez une phrase"),
        ({"sentence": "un-deux"}, "Choisissez une phrase"),
        ({}, "Choisissez une phrase"),
    ],
    ids=["too few", "invented", "too long", "no such sentence", "no span", "nothing"],
)
def test_words_the_text_does_not_hold_are_refused_and_nothing_changes(desk, sent, said):
    before = desk.topics()[0].quotes
    answer = cite(desk, **sent)
    assert answer.status_code == 422
    assert said in plain(answer.text)
    assert desk.topics()[0].quotes == before


def test_the_same_words_are_not_quoted_twice(desk):
    span = first_words(desk)
    assert cite(desk, sentence=span).status_code == 302
    answer = cite(desk, sentence=span)
    assert answer.status_code == 422
    assert "Ces mots sont déjà cités sous ce sujet." in answer.text


def test_only_texts_of_the_topic_can_be_quoted_and_never_among_the_ungrouped(desk):
    other = desk.topics()[1].refs[0]
    assert desk.browser.get(address(desk, other)).status_code == 404
    assert desk.browser.get(f"{desk.theme}/sujets/non-regroupees/citer/{other}").status_code == 404


def test_a_quote_lifts_the_signature_and_is_marked_in_the_list_of_changes(desk):
    cite(desk, sentence=first_words(desk))
    page = desk.page("/themes/theme-1")
    assert f"La signature de {desk.scene.secretariat.display_name} sur ce thème est levée" in page
    assert "citation choisie" in page
    assert desk.topics()[0].is_changed


def test_whoever_chose_on_a_former_state_is_told_to_read_again(desk):
    first, last = desk.topics()[0].refs[0], desk.topics()[0].refs[-1]
    before = desk.seen()
    cite(desk, last, sentence=first_words(desk, last))
    assert cite(desk, first, sentence=first_words(desk, first), seen=before).status_code == 409
    assert desk.topics()[0].quotes[0].ref == last
