"""What was typed becomes what is kept, within its limits."""

import pytest

from consult.kit.errors import Invalid
from contributions.links import checked_link
from contributions.models import Kind
from contributions.wording import EXCERPT_LENGTH, LIMITS, brought, fingerprint, typed, typed_title


@pytest.mark.parametrize("kind", [Kind.PROPOSAL, Kind.ARGUMENT, Kind.COMMENT])
@pytest.mark.parametrize("text", ["", "   ", "\n\t ", "\u200b\u200b", "\u202e"])
def test_a_text_without_a_word_is_refused(kind, text):
    with pytest.raises(Invalid) as refusal:
        typed(kind, text)
    assert refusal.value.field == "source"


def test_a_source_needs_no_words():
    assert typed(Kind.SOURCE, "").source == ""


@pytest.mark.parametrize("kind", Kind)
def test_the_longest_text_passes_and_one_more_character_does_not(kind):
    assert len(typed(kind, "a" * LIMITS[kind]).source) == LIMITS[kind]
    with pytest.raises(Invalid):
        typed(kind, "a" * (LIMITS[kind] + 1))


def test_a_brought_text_may_be_longer_than_a_typed_one():
    assert len(brought("mot " * 6_000).source) > LIMITS[Kind.PROPOSAL]


def test_a_wording_holds_its_html_and_its_excerpt():
    wording = typed(Kind.PROPOSAL, "Une **permanence** par semaine.\n\n- sans rendez-vous")
    assert "<strong>permanence</strong>" in wording.html
    assert wording.excerpt == "Une permanence par semaine. sans rendez-vous"


def test_an_excerpt_fits_the_list():
    assert len(typed(Kind.PROPOSAL, "mot " * 500).excerpt) <= EXCERPT_LENGTH


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("  Ouvrir   la mairie\tle soir ", "Ouvrir la mairie le soir"),
        ("Ouvrir la\nmairie le soir", "Ouvrir la mairie le soir"),
        ("Ouvrir\u200b la mairie\u202e le soir", "Ouvrir la mairie le soir"),
        ("E\u0301cole ouverte le soir", "École ouverte le soir"),
    ],
)
def test_a_title_is_cleaned_without_changing_its_words(written, kept):
    assert typed_title(written) == kept


@pytest.mark.parametrize("title", ["", "Court", "x" * 161, "\u200b" * 40])
def test_a_title_too_short_or_too_long_is_refused(title):
    with pytest.raises(Invalid) as refusal:
        typed_title(title)
    assert refusal.value.field == "title"


def test_the_same_person_place_and_words_have_one_fingerprint():
    assert fingerprint(1, 2, "texte") == fingerprint(1, 2, "texte")


@pytest.mark.parametrize("other", [(2, 2, "texte"), (1, 3, "texte"), (1, 2, "autre"), (12, "", "texte")])
def test_anything_different_has_another(other):
    assert fingerprint(*other) != fingerprint(1, 2, "texte")


@pytest.mark.parametrize(
    "link",
    [
        "https://exemple.fr",
        "http://exemple.fr/a?b=c#d",
        " https://exemple.fr/espace ",
        "HTTPS://EXEMPLE.FR",
        "https://éxemple.fr/é",
        "https://[::1]/",
    ],
)
def test_a_page_people_can_be_sent_to_is_accepted(link):
    assert checked_link(link) == link.strip()


@pytest.mark.parametrize(
    "link",
    [
        "",
        "exemple.fr",
        "//exemple.fr",
        "/chemin",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "mailto:a@b.fr",
        "https://",
        "https:///chemin",
        "https://[",
        "https://exemple.fr/" + "x" * 2_000,
    ],
)
def test_anything_else_is_refused_with_what_to_do(link):
    with pytest.raises(Invalid) as refusal:
        checked_link(link)
    assert refusal.value.field == "link"


@pytest.mark.parametrize(
    ("link", "sentence"),
    [
        ("https://ana:secret@exemple.fr/", "Ôtez de cette adresse"),
        ("https://ana@exemple.fr/", "Ôtez de cette adresse"),
        ("https://impots.gouv.fr@exemple.fr/", "Ôtez de cette adresse"),
        ("https://exemple.fr/une page", "Recopiez cette adresse"),
        ("https://exemple.fr\\@ailleurs.example/", "Recopiez cette adresse|Ôtez de cette adresse"),
        ("https://exemple.fr:port/", "Donnez une adresse complète"),
        ("https://exemple.fr/\u202egpj.exe", "Recopiez cette adresse"),
    ],
)
def test_a_link_that_hides_where_it_leads_is_refused_with_what_to_do(link, sentence):
    with pytest.raises(Invalid, match=sentence) as refused:
        checked_link(link)
    assert refused.value.field == "link"
