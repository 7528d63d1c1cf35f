"""What people type, and what the page then shows: one line each."""

import re

import pytest

from consult.kit.text.markdown import excerpt, normalise_typed, plain, render
from consult.kit.text.slugs import slugify

TAG = re.compile(r"<[^>]+>")
SHOWN_AS_TYPED = [
    "<commune>",
    "a < b",
    "<3",
    "a > b",
    "5 < 6 > 4",
    "R&D",
    "AT&T &amp; compagnie",
    "100 % gratuit",
    "C'est l'été",
    "« entre guillemets »",
    'il a dit "non"',
    "prix : 12 €",
    "adresse@exemple.fr",
    "https://exemple.fr/a?b=1&c=2",
    "[crochets]",
    "(parenthèses)",
    "{accolades}",
    "{{ config }}",
    "{% if x %}",
    "$100",
    "C:\\dossier",
    "3*4=12",
    "a_b_c",
    "#motdièse",
    "=> suite",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<!-- rien -->",
    "&lt;commune&gt;",
    "&nbsp;",
    "&#60;b&#62;",
]
RENDERED = [
    ("**gras**", "<strong>gras</strong>"),
    ("*penché*", "<em>penché</em>"),
    ("- un\n- deux", "<li>un</li>"),
    ("1. un\n2. deux", "<ol>"),
    ("> cité", "<blockquote>"),
    ("[page](https://exemple.fr)", 'href="https://exemple.fr"'),
    ("[courrier](mailto:a@exemple.fr)", 'href="mailto:a@exemple.fr"'),
    ("une ligne\nune autre", "<br"),
    ("un\n\ndeux", "<p>deux</p>"),
    ("# Titre", "<h3>"),
    ("### Titre", "<h3>"),
]
NEVER = [
    ("[x](javascript:alert(1))", "javascript:"),
    ("[x](JAVASCRIPT:alert(1))", 'href="javascript'),
    ("[x](data:text/html,x)", 'href="data'),
    ("[x](vbscript:x)", 'href="vbscript'),
    ("[x](//ailleurs.example)", 'href="//'),
    ("[x](file:///etc/passwd)", 'href="file'),
    ("![x](https://ailleurs.example/x.png)", "<img"),
    ("<iframe src=x>", "<iframe"),
    ("<style>p{}</style>", "<style"),
    ("<b onclick=x>ici</b>", "<b"),
    ("| a | b |\n|---|---|\n| 1 | 2 |", "<table"),
]
SLUGS = [
    ("Ouvrir la mairie le soir", "ouvrir-la-mairie-le-soir"),
    ("École & cantine", "ecole-cantine"),
    ("L’été à Tours", "l-ete-a-tours"),
    ("Œuvre d'art", "oeuvre-d-art"),
    ("100 % fibre !", "100-fibre"),
    ("  espaces   partout  ", "espaces-partout"),
    ("---", "texte"),
    ("", "texte"),
    ("😀", "texte"),
    ("../../etc/passwd", "etc-passwd"),
    ("<script>", "script"),
]


@pytest.mark.parametrize("typed", SHOWN_AS_TYPED)
def test_what_is_not_markdown_is_shown_as_it_was_typed(typed):
    shown = TAG.sub("", str(render(typed)))
    for written, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#39;", "'"), ("&amp;", "&")):
        shown = shown.replace(written, sign)
    assert shown.strip() == typed


@pytest.mark.parametrize("typed", SHOWN_AS_TYPED)
def test_an_excerpt_shows_the_same_words(typed):
    assert plain(typed) == typed


@pytest.mark.parametrize(("typed", "part"), RENDERED)
def test_what_is_markdown_takes_its_form(typed, part):
    assert part in str(render(typed))


@pytest.mark.parametrize(("typed", "part"), NEVER)
def test_what_could_harm_has_no_form(typed, part):
    html = str(render(typed))
    assert part not in html or f"&lt;{part.lstrip('<')}" in html or f"({part}" in html


@pytest.mark.parametrize(("title", "slug"), SLUGS)
def test_a_title_makes_a_plain_address(title, slug):
    assert slugify(title) == slug


@pytest.mark.parametrize("length", [20, 40, 80, 160])
def test_an_excerpt_never_exceeds_its_length_nor_cuts_a_word(length):
    words = "Une permanence numérique chaque semaine dans les mairies des petites communes rurales du département"
    cut = excerpt(words, length)
    assert len(cut) <= length
    assert set(cut.rstrip("…").split()) <= set(words.split())


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\r\nb", "a\nb"),
        ("a\rb", "a\nb"),
        ("fin   \nsuite", "fin\nsuite"),
        ("z\u200bero", "zero"),
        ("\u202ebidi\u202c", "bidi"),
        ("e\u0301", "é"),
        ("\ufeffdébut", "début"),
        ("bruit\x00\x07", "bruit"),
        ("  autour  ", "autour"),
    ],
)
def test_what_is_invisible_is_removed_and_nothing_else(typed, kept):
    assert normalise_typed(typed) == kept
