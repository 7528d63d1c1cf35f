"""The words that signals point at, marked in the text itself."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from consult.kit.text.markdown import render
from moderation.charter import DEFAULT
from moderation.examined import as_read
from moderation.highlights import marked, marked_words
from moderation.models import FlagReason, Signal

SAID = re.compile(r'<span class="visually-hidden"> \((.*?)\)</span>')


def signal(*spans: tuple[int, int], reason=FlagReason.INSULT, detector="insults"):
    return Signal(spans=[list(span) for span in spans], reason=reason, detector=detector)


def private(*spans: tuple[int, int]):
    return signal(*spans, reason=FlagReason.PERSONAL_DATA, detector="private")


def span_of(words, passage):
    return words.index(passage), words.index(passage) + len(passage)


def shown(source, *found: tuple[object, str], title=""):
    """Return a title and a text marked where the passages of each (make, passage) stand."""
    words = as_read(title, source)
    signals = [make(span_of(words, passage)) for make, passage in found]
    return marked(title, render(source), words, signals, DEFAULT)


def bare(html):
    """Return the HTML without the marks."""
    return re.sub(r"</?mark[^>]*>", "", SAID.sub("", str(html)))


@pytest.fixture(autouse=True)
def _languages(app):
    with app.test_request_context():
        yield


def test_the_words_are_marked_where_they_stand_with_the_rule_said_after_them():
    text = shown("Ce **connard** du conseil.", (signal, "connard")).text
    rule = f"règle 1\u00a0: {DEFAULT.rules[0].title}"
    assert text == Markup(
        '<p>Ce <strong><mark data-rule="règle 1">connard<span class="visually-hidden"> '
        f"({rule})</span></mark></strong> du conseil.</p>\n"
    )


def test_a_title_is_marked_apart_from_its_text():
    both = shown("Rien ici.", (signal, "connards"), title="Ces connards & <b>les autres</b>")
    assert "<mark" not in both.text
    assert both.title.startswith('Ces <mark data-rule="règle 1">connards<')
    assert both.title.endswith(" &amp; &lt;b&gt;les autres&lt;/b&gt;")


def test_a_passage_that_goes_through_bold_and_lines_is_said_once_at_its_end():
    text = shown("Un **vrai** connard\nfini, oui.", (signal, "vrai connard\nfini")).text
    assert len(SAID.findall(text)) == 1
    assert "fini<span" in text
    assert text.count("<mark") == 3


def test_places_that_overlap_keep_each_their_rule():
    text = shown("Ce connard du 06 12 34 56 78.", (signal, "connard du 06"), (private, "06 12 34 56 78")).text
    assert [said.partition("\u00a0")[0] for said in SAID.findall(text)] == ["règle 1", "règle 5"]
    assert '<mark data-rule="règle 1">06<' in text
    assert '<mark data-rule="règle 5"> 12 34 56 78<' in text


def test_two_detectors_on_the_same_words_and_rule_say_it_once():
    text = shown("Ce connard.", (signal, "connard"), (signal, "connard")).text
    assert len(SAID.findall(text)) == 1


def test_what_looks_like_markup_stays_words():
    text = shown('<script>connard()</script> & "connard"', (signal, "connard()")).text
    assert "<script" not in text
    assert "&lt;script&gt;<mark" in text


def test_html_that_does_not_hold_the_words_read_gives_way_to_the_words():
    words = "Ce connard & lui."
    text = marked("", Markup("<p>D’autres mots</p>"), words, [signal(span_of(words, "connard"))], DEFAULT).text
    assert text.startswith('<p class="case-edit">Ce <mark')
    assert text.endswith("&amp; lui.</p>")


def test_places_outside_of_the_text_mark_nothing():
    words = "Trois mots ici."
    assert bare(marked_words(words, [signal((-3, 5), (40, 50))], DEFAULT)) == f'<p class="case-edit">{words}</p>'


def test_what_no_rule_speaks_of_says_what_was_seen():
    words = "Un texte."
    charter = type(DEFAULT)(1, ())
    assert "ressemblent à une insulte" in marked_words(words, [signal((0, 2))], charter)


SOURCES = st.text(alphabet="ab é*_`#>-1.\n <>&[](): \\~\u00a0/", max_size=60)
SPANS = st.lists(st.tuples(st.integers(-2, 70), st.integers(-2, 70)), max_size=4)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=st.text(alphabet="ab <&", max_size=8).map(str.strip), source=SOURCES, spans=SPANS)
def test_whatever_the_text_marking_it_changes_no_other_letter(title, source, spans):
    html, words = render(source), as_read(title, source)
    both = marked(title, html, words, [signal(*spans)], DEFAULT)
    plainly = Markup('<p class="case-edit">{}</p>').format(words[len(title) + 1 if title else 0 :])
    assert Markup(bare(both.text)).unescape() in {html.unescape(), plainly.unescape()}
    assert Markup(bare(both.title)).unescape() == title
