import tomllib
from pathlib import Path

import pytest
from flask import Flask

from consult.kit.text.french import fold, tokens
from consult.kit.text.synonyms import Synonyms, phrase_of
from search.synonyms import SHIPPED, init_app, synonyms

LIST = Synonyms.read(SHIPPED)
GROUPS = [group["mots"] for group in tomllib.loads(SHIPPED.read_text("utf-8"))["groupe"]]


def others(typed: str) -> set[object]:
    words = [token for token in tokens(typed) if token.terms]
    return {other for one in LIST.find(words) for other in one.others}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("THD", "très haut débit"),
        ("THD", "fibre"),
        ("fibre", "THD"),
        ("la fibre", "très haut débit"),
        ("le très haut débit", "FTTH"),
        ("EPN", "espace public numérique"),
        ("un EPN", "tiers-lieu"),
        ("cyberbase", "EPN"),
        ("tiers lieux", "EPN"),
        ("zones blanches", "absence de réseau"),
        ("illectronisme", "fracture numérique"),
        ("exclusion numérique", "illectronisme"),
        ("médiation numérique", "inclusion numérique"),
        ("logiciels libres", "open source"),
        ("open data", "données ouvertes"),
        ("RGPD", "données personnelles"),
        ("données à caractère personnel", "RGPD"),
        ("IA", "intelligence artificielle"),
        ("ENT", "espace numérique de travail"),
        ("DMP", "mon espace santé"),
        ("télémédecine", "téléconsultation"),
        ("un ordi", "ordinateur"),
        ("seniors", "personnes âgées"),
        ("les aînés", "seniors"),
        ("connection", "connexion"),
        ("le digital", "numérique"),
        ("CAF", "caisse d’allocations familiales"),
    ],
)
def test_the_list_of_the_site_joins_what_people_say(typed: str, meant: str) -> None:
    assert phrase_of(meant) in others(typed)
    assert phrase_of(meant) in others(fold(typed))


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group[0])
def test_each_group_has_two_ways_at_least_and_each_finds_another(group: list[str]) -> None:
    assert len({phrase_of(words) for words in group}) > 1
    assert [words for words in group if not others(words)] == []


@pytest.mark.parametrize("typed", ["eau", "espace", "public", "haut", "débit", "zone", "code", "libre"])
def test_a_lone_word_of_a_phrase_stands_for_nothing_else(typed: str) -> None:
    assert others(typed) == set()


@pytest.fixture
def site(tmp_path: Path) -> Flask:
    bare = Flask(__name__)
    init_app(bare, tmp_path)
    return bare


def find(site: Flask, word: str) -> list[object]:
    with site.app_context():
        return list(synonyms().find(tokens(word)))


def test_without_a_replacement_the_list_of_the_site_is_used(site: Flask) -> None:
    assert find(site, "fibre") != []


def test_a_replacement_is_used_alone_as_soon_as_it_is_there(site: Flask, tmp_path: Path) -> None:
    assert find(site, "vélo") == []
    (tmp_path / SHIPPED.name).write_text('[[groupe]]\nmots = ["vélo", "bicyclette"]\n', "utf-8")
    assert find(site, "vélo") != []
    assert find(site, "fibre") == []


@pytest.mark.parametrize("content", [b"mots =", b"\xff\xfe", b"[[groupe]]\nmots = 3", b"groupe = [1]"])
def test_a_replacement_that_cannot_be_read_leaves_the_list_of_the_site(
    site: Flask, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / SHIPPED.name).write_bytes(content)
    assert find(site, "fibre") != []


def test_the_list_is_read_once_while_it_does_not_change(site: Flask) -> None:
    with site.app_context():
        assert synonyms() is synonyms()
