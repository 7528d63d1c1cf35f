"""Both languages are whole: every sentence of the screens has its English, and French its plurals."""

import ast
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message

from consult.kit import messages
from consult.kit.assets import folder

ROOT = Path(messages.__file__).resolve().parents[2]
PLACEHOLDER = re.compile(r"%\(\w+\)s|%%|\{\w+\}")


@pytest.fixture(scope="module")
def present() -> Catalog:
    """Return every sentence the code and the pages hold now."""
    return messages.extracted(ROOT, folder("templates"))


def forms(written: object) -> list[str]:
    return [written] if isinstance(written, str) else list(written or ())


def sentences(catalog: Catalog) -> list[Message]:
    return [one for one in catalog if one.id]


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_the_catalogue_holds_the_present_sentences_and_no_other(present, language):
    wanted = {tuple(forms(one.id)) for one in sentences(present) if language != "fr" or one.pluralizable}
    assert {tuple(forms(one.id)) for one in sentences(messages.read(language))} == wanted


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_no_sentence_is_left_without_translation(language):
    assert [one.id for one in messages.missing(messages.read(language))] == []


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_the_site_reads_what_was_written(language):
    path = messages.po_path(language)
    dates = messages.updated(language, messages.read(language))
    assert path.with_suffix(".mo").read_bytes() == messages.compiled(dates)


def test_a_translation_keeps_what_is_filled_in():
    for one in sentences(messages.read("en")):
        wanted = set(PLACEHOLDER.findall(forms(one.id)[-1]))
        given = set(PLACEHOLDER.findall(forms(one.string)[-1]))
        assert given == wanted, one.id


def test_english_is_not_written_with_french_spaces():
    for one in sentences(messages.read("en")):
        for written in forms(one.string):
            assert not re.search(r"[\u00a0\u202f][:;!?»]|«", written), written


# French writes a space that never breaks: U+00A0 before « : » and inside « », the narrower U+202F before ; ! ?
FRENCH_FAULT = re.compile(
    r"«(?!\u00a0)|(?<!\u00a0)»|(?<!\u00a0):(?=\s|$)|(?<![\u202f;!?])[;!?](?=\s|$)|(?<!\u00a0)%%(?!\w)"
)


def test_french_is_written_with_its_own_spaces(present):
    written = [sentence for one in sentences(present) for sentence in forms(one.id)]
    assert [sentence for sentence in written if FRENCH_FAULT.search(sentence)] == []


def test_the_command_line_is_written_with_the_spaces_of_french():
    commands = [path for room in messages.ROOMS for path in (ROOT / room).rglob("cli.py")]
    said = [
        node.value
        for path in [*commands, ROOT / "consult" / "settings.py"]
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    assert [sentence for sentence in said if re.search(r"\w [;:!?](?=\s|$)|« | »", sentence)] == []


@pytest.mark.parametrize(
    ("faulty", "right"),
    [
        ("Erreur :", "Erreur\u00a0:"),
        ("Pourquoi ?", "Pourquoi\u202f?"),
        ("Pourquoi\u00a0?", "Pourquoi\u202f?"),
        ("Lisez « ceci »", "Lisez «\u00a0ceci\u00a0»"),
        ("Bon; bien", "Bon\u202f; bien à 18:30"),
        ("%(share)s %%", "%(share)s\u00a0%%"),
    ],
)
def test_an_ordinary_space_before_a_french_sign_is_found(faulty, right):
    assert FRENCH_FAULT.search(faulty)
    assert not FRENCH_FAULT.search(right)
