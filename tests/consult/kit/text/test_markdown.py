import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from consult.kit.text.markdown import LONGEST_RENDERED, excerpt, normalise_typed, one_line, plain, render

ALLOWED_TAGS = {
    "p",
    "br",
    "strong",
    "em",
    "ul",
    "ol",
    "li",
    "blockquote",
    "h3",
    "h4",
    "h5",
    "a",
    "code",
    "pre",
    "hr",
}
MARKDOWN_SOUP = st.text(alphabet="ab é<>[]()*_`#-+~!&;:/\\\"'.1\n\t", max_size=120)
UNSAFE = [
    *("javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:x", "data:text/html,x", "vbscript:x"),
    *(
        "//exemple.fr",
        "/mon-compte",
        "\\\\exemple.fr",
        "https:///exemple.fr",
        "http:exemple",
        "file:///etc/passwd",
    ),
    "mailto:",
]


def tags_of(html: str) -> set[str]:
    return {name.lower() for name in re.findall(r"<\s*/?\s*([a-zA-Z!?][\w:-]*)", html)}


@pytest.mark.parametrize(
    "typed", ["<commune>", "a < b", "<3", "R&D", "&lt;", "&copy;", "a <b onclick=x>", "[1]: exemple"]
)
def test_what_is_not_markdown_appears_as_typed(typed: str) -> None:
    assert render(typed).unescape() == f"<p>{typed}</p>\n"
    assert plain(typed) == typed


def test_paragraphs_lines_lists_and_emphasis_are_laid_out() -> None:
    html = render("Une *ligne*\nune **autre**\n\n- un\n- deux\n\n> cité")
    assert html == (
        "<p>Une <em>ligne</em><br>\nune <strong>autre</strong></p>\n"
        "<ul>\n<li>un</li>\n<li>deux</li>\n</ul>\n<blockquote>\n<p>cité</p>\n</blockquote>\n"
    )


def test_a_numbered_list_keeps_its_first_number() -> None:
    assert '<ol start="3">' in render("3. Troisièmement")


def test_headings_go_down_from_h3_without_skipping_a_level() -> None:
    html = render("# Un\n#### Deux\n# Trois\n## Quatre\n### Cinq\n#### Six")
    assert re.findall(r"<(h\d)>", html) == ["h3", "h4", "h3", "h4", "h5", "h5"]


def test_a_heading_without_text_is_dropped() -> None:
    assert render("#\n\n## \n\ntexte") == "<p>texte</p>\n"


def test_a_dashed_line_under_a_text_does_not_make_it_a_heading() -> None:
    assert render("Bonjour\n---") == "<p>Bonjour</p>\n<hr>\n"


@pytest.mark.parametrize("url", ["https://exemple.fr/a?b=1", "http://exemple.fr", "mailto:moi@exemple.fr"])
def test_a_link_to_an_allowed_scheme_is_kept_without_credit(url: str) -> None:
    assert render(f"[ici]({url})") == f'<p><a href="{url}" rel="nofollow ugc noopener">ici</a></p>\n'


@pytest.mark.parametrize("url", UNSAFE)
def test_any_other_link_is_never_made(url: str) -> None:
    assert "<a" not in render(f"[ici]({url}) <{url}>")


def test_a_link_without_text_shows_its_address() -> None:
    assert ">https://exemple.fr</a>" in render("[](https://exemple.fr)")
    assert plain("[](https://exemple.fr)") == "https://exemple.fr"


REL = 'rel="nofollow ugc noopener"'


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        (
            "Voir https://exemple.fr/a_b_c?x=1.",
            f'Voir <a href="https://exemple.fr/a_b_c?x=1" {REL}>https://exemple.fr/a_b_c?x=1</a>.',
        ),
        ("(www.exemple.fr/x)", f'(<a href="https://www.exemple.fr/x" {REL}>www.exemple.fr/x</a>)'),
        ("« http://exemple.fr »", f'« <a href="http://exemple.fr" {REL}>http://exemple.fr</a> »'),
        (
            "https://exemple.fr/caf%C3%A9",
            f'<a href="https://exemple.fr/caf%C3%A9" {REL}>https://exemple.fr/caf%C3%A9</a>',
        ),
    ],
)
def test_an_address_typed_as_it_is_becomes_a_link_that_shows_what_was_typed(typed: str, shown: str) -> None:
    assert render(typed) == f"<p>{shown}</p>\n"
    assert plain(typed) == typed


@pytest.mark.parametrize(
    "typed",
    [
        "exemple.fr, etc.",
        "marie@exemple.fr",
        "mailto:marie@exemple.fr",
        "ftp://exemple.fr",
        "//exemple.fr",
        "https://banque.fr@exemple.com/",
        "http\\://exemple.fr",
        "`https://exemple.fr`",
    ],
)
def test_nothing_else_is_guessed_to_be_an_address(typed: str) -> None:
    assert "<a" not in render(typed)


def test_a_link_one_wrote_keeps_its_own_words() -> None:
    assert render("[https://vrai.fr](https://exemple.fr)").count("<a ") == 1


def test_an_image_becomes_a_link_so_that_nothing_is_fetched_elsewhere() -> None:
    assert tags_of(render("![photo](https://exemple.fr/x.png)")) == {"p", "a"}


def test_a_text_nested_too_deep_is_shown_as_typed_rather_than_cut() -> None:
    assert "fin" in render("> " * 40 + "fin")
    assert "fin" in plain("".join("  " * depth + "- a\n" for depth in range(40)) + "fin")


@given(MARKDOWN_SOUP)
def test_only_allowed_tags_and_attributes_ever_appear(source: str) -> None:
    html = str(render(source))
    assert tags_of(html) <= ALLOWED_TAGS
    attributes = re.findall(r"<\w+ ([^>]*)>", html)
    assert all(
        re.fullmatch(r'(href="[^"<>]*" rel="nofollow ugc noopener"|start="\d+")', found) for found in attributes
    )


@given(MARKDOWN_SOUP)
def test_no_word_is_lost_on_the_way_to_the_page(source: str) -> None:
    shown = re.sub(r"</?(p|br|strong|em|[uo]l|li|h\d|a|code|pre|hr|blockquote)\b[^>]*>", "", render(source))
    assert set(re.findall(r"\w+", plain(source))) <= set(re.findall(r"\w+", Markup(shown).unescape()))


@pytest.mark.parametrize(
    "piece",
    [
        "[",
        "[a](",
        "*a ",
        "**a",
        "_",
        ">",
        "- ",
        "`",
        "<",
        "](",
        "- a\n",
        "[[]]",
        "\\",
        "*_",
        "(",
        "a\n",
        "http://",
        "www.a.",
    ],
)
def test_twenty_thousand_hostile_characters_are_rendered_without_losing_the_last(piece: str) -> None:
    source = piece * (20_000 // len(piece)) + "\n\nfin"
    assert "fin" in render(source)


def test_a_text_beyond_any_reason_is_laid_out_as_paragraphs_only() -> None:
    assert "**" in render("**gras** " * LONGEST_RENDERED)


def test_plain_text_keeps_words_and_drops_marks() -> None:
    assert plain("## Titre\n\nUn **mot** [lié](https://exemple.fr)\nsuite\n\n- `a`\n\n```\nx\ny\n```") == (
        "Titre\nUn mot lié\nsuite\na\nx\ny"
    )


def test_an_excerpt_stops_between_words() -> None:
    assert excerpt("Un deux trois, quatre", 15) == "Un deux trois…"
    assert excerpt("Un deux trois", 8) == "Un deux…"
    assert excerpt("Un\n deux", 8) == "Un deux"
    assert excerpt("anticonstitutionnellement", 5) == "anti…"


@given(st.text(max_size=200), st.integers(min_value=2, max_value=60))
def test_an_excerpt_is_never_longer_than_asked(text: str, length: int) -> None:
    assert len(excerpt(text, length)) <= length


def test_typed_text_is_normalised() -> None:
    assert normalise_typed(" e\u0301te\u0301  \r\nb\rc\u2028d ") == "été\nb\nc\nd"


def test_control_zero_width_and_direction_characters_are_removed() -> None:
    assert normalise_typed("a\x00b\u200bc\u202ed\u2066e\ufefff\u00adg\u200dh\ud800i\uffffj") == "abcdefghij"


def test_a_joined_emoji_stays_one() -> None:
    assert normalise_typed("👨‍👩‍👧") == "👨‍👩‍👧"


@given(st.text())
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalise_typed(normalise_typed(text)) == normalise_typed(text)


def test_a_field_of_one_line_keeps_the_spaces_of_french_typography():
    assert one_line("  Aider\n ne suffit\t pas\u00a0: un avis, vraiment\u202f?\r\n") == (
        "Aider ne suffit pas\u00a0: un avis, vraiment\u202f?"
    )
