import csv
import gzip
import html
import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.kit.text.from_html import markdown_from_html
from consult.kit.text.markdown import normalise_typed, plain, render

LINK = re.compile(r"</?a\b[^>]*>")

MARKS = st.text(alphabet="aé1 .*_`#>+-~[]()<>&\\!\n", max_size=60)
TAGS = [
    "p",
    "div",
    "strong",
    "em",
    "b",
    "ul",
    "ol",
    "li",
    "h1",
    "h2",
    "blockquote",
    "a",
    "br",
    "span",
    "table",
    "td",
]
FRAGMENTS = st.lists(
    st.one_of(
        st.sampled_from([f"<{tag}>" for tag in TAGS] + [f"</{tag}>" for tag in TAGS]), MARKS.map(html.escape)
    ),
    max_size=20,
).map("".join)


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", unicodedata.normalize("NFC", text)))


@pytest.mark.parametrize(
    ("foreign", "ours"),
    [
        ("<p>Un</p>\n\n<p>Deux</p>", "Un\n\nDeux"),
        ("Un<br />\ndeux<br>", "Un\ndeux"),
        ("<p>un <b>mot </b>fort et <i> doux</i></p>", "un **mot** fort et *doux*"),
        ("<ul><li>un</li>\n<li><p>deux</p><ul><li>trois</li></ul></li></ul>", "- un\n- deux\n\n  - trois"),
        ("<ol start=3><li>un</li><li>deux</li></ol>", "3. un\n4. deux"),
        ("<h1>Titre</h1><h2>Sous-titre</h2>texte", "# Titre\n\n## Sous-titre\n\ntexte"),
        ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"),
        ('<a href="https://exemple.fr/a(b)">ici</a>', "[ici](https://exemple.fr/a%28b%29)"),
        ("<table><tr><td>un</td><td>deux</td></tr></table>", "un\n\ndeux"),
        ("a<hr>b", "a\n\n---\n\nb"),
        ("<div>un<div>deux</div>trois</div>", "un\n\ndeux\n\ntrois"),
    ],
)
def test_the_layout_is_kept(foreign: str, ours: str) -> None:
    assert markdown_from_html(foreign) == ours


@pytest.mark.parametrize(
    "text",
    ["1. Premier", "- tiret", "# dièse", "> chevron", "*étoile*", "_souligné_", "[lien](https://exemple.fr)", "<https://a.fr>",
     "`code`", "~~~", "---", "2015) an", "snake_case", "C:\\dossier", "+ de fibre", "[courriel]", "&eacute;"],
)  # fmt: skip
def test_a_text_that_looks_like_markdown_stays_literal(text: str) -> None:
    source = markdown_from_html(f"<p>{html.escape(text)}</p>")
    assert LINK.sub("", render(source).unescape()) == f"<p>{text}</p>\n"


def test_an_address_is_a_link_with_all_its_signs() -> None:
    source = markdown_from_html("<p>Lire https://exemple.fr/Vote_en_ligne*2 (utile)</p>")
    assert source == "Lire https://exemple.fr/Vote_en_ligne*2 (utile)"
    assert ">https://exemple.fr/Vote_en_ligne*2</a>" in render(source)


@pytest.mark.parametrize(
    "foreign",
    ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", '<a href="javascript:alert(1)">x</a>',
     '<a href="//exemple.fr">x</a>', "<svg><script>1</script></svg>", "<p onclick=alert(1)>x</p>"],
)  # fmt: skip
def test_nothing_active_survives(foreign: str) -> None:
    shown = str(render(markdown_from_html(foreign)))
    assert not re.search(r"<(?!/?p>)|onclick|onerror", shown)


def test_emphasis_that_would_not_read_back_is_dropped_rather_than_shown_as_stars() -> None:
    assert markdown_from_html("l<b>«a»</b>b") == "l«a»b"


def test_a_row_of_underscores_beside_a_star_reads_back_exactly() -> None:
    assert plain(markdown_from_html("<p>______*chiffres de 2014_____</p>")) == "______*chiffres de 2014_____"


def test_a_thousand_nested_tags_keep_their_text() -> None:
    assert markdown_from_html("<blockquote>" * 1000 + "fin" + "</blockquote>" * 1000).endswith("fin")


@given(MARKS)
def test_any_text_reads_back_exactly(text: str) -> None:
    source = markdown_from_html("<p>" + html.escape(text).replace("\n", "<br>") + "</p>")
    assert plain(source).split() == normalise_typed(text).split()


@given(FRAGMENTS)
def test_no_letter_is_lost_whatever_the_tags(foreign: str) -> None:
    text = html.unescape(re.sub(rf"</?({'|'.join(TAGS)})>", "", foreign))
    shown = plain(markdown_from_html(foreign))
    assert Counter(re.findall(r"[aé1]", text)) - Counter(shown) == Counter()


@pytest.mark.shared_data
def test_the_bodies_of_a_real_consultation_lose_no_word(shared_data: Path) -> None:
    with gzip.open(shared_data / "republique-numerique-2015/propositions.csv.gz", "rt", encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    assert len(rows) == 495
    changed = [
        row for row in rows if words(plain(markdown_from_html(row["corps_html"]))) != words(row["corps_texte"])
    ]
    assert changed == []
