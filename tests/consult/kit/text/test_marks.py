import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from consult.kit.text.french import terms
from consult.kit.text.marks import Wanted, best_passage, mark, title_and_passage
from consult.kit.text.words import Language, asked_terms

FRENCH = st.text(alphabet="abé <>&\"'’-\nlr.", max_size=400)


def wanted(query: str, *prefixes: str) -> Wanted:
    return Wanted(frozenset(terms(query)), prefixes)


def test_words_of_the_same_family_are_marked_and_the_rest_is_escaped() -> None:
    shown = mark("L'égalité <b>fiscale</b> & sociale", wanted("égaux fiscalité"))
    assert shown == "L&#39;<mark>égalité</mark> &lt;b&gt;<mark>fiscale</mark>&lt;/b&gt; &amp; sociale"


def test_words_of_an_english_text_are_marked_by_their_own_family() -> None:
    asked = Wanted(frozenset(asked_terms("library")))
    assert "<mark>libraries</mark>" in best_passage("We should open the libraries on Sundays", asked)
    assert mark("Libraries", asked, Language.ENGLISH) == "<mark>Libraries</mark>"
    assert mark("Libraries", asked) == "Libraries"


def test_a_title_is_marked_in_the_language_of_its_text() -> None:
    asked = Wanted(frozenset(asked_terms("library")))
    title, passage = title_and_passage("Libraries & us", "We should open the libraries", asked, 80)
    assert title == "<mark>Libraries</mark> &amp; us"
    assert passage == "We should open the <mark>libraries</mark>"


def test_the_beginning_of_a_word_marks_the_word() -> None:
    assert mark("La portabilité", wanted("", "porta")) == "La <mark>portabilité</mark>"


def test_the_passage_with_most_different_words_is_chosen() -> None:
    text = (
        "La fibre, la fibre, la fibre. " + "Rien à voir ici. " * 20 + "La fibre au lycée. " + "Encore rien. " * 20
    )
    shown = best_passage(text, wanted("fibre lycée"), 80)
    assert "<mark>fibre</mark> au <mark>lycée</mark>" in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")


def test_without_a_word_found_the_passage_is_the_beginning() -> None:
    assert best_passage("Un texte assez long pour être coupé", Wanted(), 20) == "Un texte assez long …"


def test_a_short_text_is_shown_whole_on_one_line() -> None:
    assert best_passage("Un\n\ntexte", wanted("texte"), 100) == "Un <mark>texte</mark>"


@given(FRENCH, st.integers(min_value=60, max_value=200))
def test_nothing_but_marks_is_ever_added(text: str, length: int) -> None:
    shown = best_passage(text, wanted("abé", "l"), length)
    assert set(re.findall(r"<[^>]*>", shown)) <= {"<mark>", "</mark>"}
    bare = Markup(re.sub("</?mark>", "", shown)).unescape()
    assert bare.removeprefix("… ").removesuffix(" …") in " ".join(text.split())
    assert len(bare) <= length + 4


@pytest.mark.parametrize(
    ("text", "query", "shown"),
    [
        ("", "eau", ""),
        ("eau", "", "eau"),
        ("eau", "eau", "<mark>eau</mark>"),
        ("L'eau", "eau", "L&#39;<mark>eau</mark>"),
        ("eau & eau", "eau", "<mark>eau</mark> &amp; <mark>eau</mark>"),
        ("<eau>", "eau", "&lt;<mark>eau</mark>&gt;"),
        ("<mark>eau</mark>", "eau", "&lt;mark&gt;<mark>eau</mark>&lt;/mark&gt;"),
        ("<script>eau</script>", "script", "&lt;<mark>script</mark>&gt;eau&lt;/<mark>script</mark>&gt;"),
        ('"eau"', "eau", "&#34;<mark>eau</mark>&#34;"),
        ("&amp; eau", "amp", "&amp;<mark>amp</mark>; eau"),
        ("&lt;b&gt;", "eau", "&amp;lt;b&amp;gt;"),
        ("des lois", "loi", "des <mark>lois</mark>"),
        ("Œuvres", "oeuvre", "<mark>Œuvres</mark>"),
        ("aujourd’hui", "aujourd'hui", "<mark>aujourd’hui</mark>"),
        ("eau de la", "de la", "eau de la"),
        ("{{ eau }} %s {0}", "eau", "{{ <mark>eau</mark> }} %s {0}"),
        ("👍eau👍", "eau", "👍<mark>eau</mark>👍"),
        ("eaux, peau", "eau", "<mark>eaux</mark>, peau"),
    ],
)
def test_a_text_is_escaped_then_its_words_are_marked(text: str, query: str, shown: str) -> None:
    assert mark(text, wanted(query)) == shown
