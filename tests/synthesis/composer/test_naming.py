from dataclasses import replace

import pytest

from synthesis.analysis.findings import analyse
from synthesis.analysis.topics import Topic
from synthesis.composer.naming import how_named, topic_name
from synthesis.composer.quoting import SHORT_TITLE
from synthesis.composer.withholding import repeated
from synthesis.composer.wording import Wording
from synthesis.composer.writer import Writer
from tests.factories.corpora import corpus, proposal

LONG = "Ne pas couper le cuivre tant que chaque personne seule n’a pas une ligne qui marche vraiment"
TOPIC = Topic(1, 1, (), ("P1", "A1", "A2", "A3"), (), (), 0.4, named=("P1", "A1"), about="P1")


def writer(title: str) -> Writer:
    return Writer(analyse(corpus(proposal(1, title=title))), Wording())


@pytest.mark.parametrize(
    ("changes", "name", "told"),
    [
        (
            {"label": ("fibre", "hameaux")},
            "fibre, hameaux",
            "dont au moins 2 avec un mot de ce nom",
        ),
        ({}, "autour de «\u00a0La fibre\u00a0»", "dont 2 sur cette proposition"),
        (
            {"named": ("P1",)},
            "contributions diverses, dont «\u00a0La fibre\u00a0»",
            "dont 1 sur cette proposition",
        ),
        ({"named": (), "about": ""}, "contributions diverses", "sans mot qui les réunisse"),
    ],
)
def test_a_topic_is_called_by_its_words_by_a_title_or_honestly_by_nothing(
    changes: dict[str, object], name: str, told: str
) -> None:
    topic = replace(TOPIC, **changes)  # type: ignore[arg-type]
    assert topic_name(writer("La fibre"), topic) == name
    assert how_named(writer("La fibre"), topic) == told


def test_a_long_title_is_cut_between_two_words() -> None:
    name = topic_name(writer(LONG), TOPIC, SHORT_TITLE)
    assert name == "autour de «\u00a0Ne pas couper le cuivre tant que chaque personne…\u00a0»"


def test_quotes_inside_a_title_are_those_of_quotes_inside_quotes() -> None:
    assert topic_name(writer("Les «\u00a0ressources\u00a0» en ligne"), TOPIC) == (
        "autour de «\u00a0Les “ressources” en ligne\u00a0»"
    )


def test_a_title_cut_short_leaves_with_the_words_of_a_contribution_nobody_may_read() -> None:
    whole = corpus(proposal(1, title=LONG))
    name = topic_name(writer(LONG), TOPIC)
    assert "cuivre" in name
    assert "cuivre" not in repeated(["P1"], whole).without(f"Sujet 1\u00a0: {name}")
