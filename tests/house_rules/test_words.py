"""Every word a page shows comes from the message catalogue."""

import re

import pytest
from jinja2 import Environment

from consult.kit.assets import folder

ROOT = folder("templates")
# The gallery shows components by their names, to those who write pages.
TEMPLATES = sorted(
    path for path in ROOT.rglob("*") if path.suffix in {".html", ".txt"} and "gallery" not in path.parts
)
LETTERS = re.compile(r"[^\W\d_]{2,}")
SEEN_ATTRIBUTES = re.compile(r"\s(?:alt|title|aria-label|placeholder)=\"([^\"]*)\"")
MARKUP = re.compile(r"<!DOCTYPE[^>]*>|(?s:<style>.*?</style>)|<[^>]*>|&\w+;|\b[\w.-]+\.fr\b")
CLASSES = re.compile(r"{% block body_class %}.*?{%-? ?endblock ?%}")
jinja = Environment(extensions=["jinja2.ext.i18n"], trim_blocks=True)


def written_outside_catalogue(source):
    """Return the words of a template that no translation can reach."""
    kept, inside = [], False
    tokens = list(jinja.lex(CLASSES.sub("", source)))
    for place, (_line, kind, text) in enumerate(tokens):
        if kind == "name" and text in {"trans", "endtrans"} and tokens[place - 2][1] == "block_begin":
            inside = text == "trans"
        if kind == "data" and not inside:
            kept.append(text)
        elif kind == "variable_begin":
            kept.append("0")
    html = "".join(kept)
    seen = MARKUP.sub(" ", html) + " ".join(SEEN_ATTRIBUTES.findall(html))
    return LETTERS.findall(seen)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_template_writes_no_word_outside_the_catalogue(template):
    assert written_outside_catalogue(template.read_text("utf-8")) == []


def test_a_word_in_a_tag_or_an_attribute_is_found():
    assert written_outside_catalogue('<p title="Titre">{{ _("Bon") }} Texte {# note #}</p>') == ["Texte", "Titre"]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_template_never_turns_escaping_off(template):
    assert not re.search(r"\|\s*safe\b|autoescape\s+false", template.read_text("utf-8"))
