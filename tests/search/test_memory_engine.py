import pytest

from search.engine import Facet
from search.memory_engine import MemoryEngine
from search.whoosh_engine import WhooshEngine
from tests.factories.search import asked, ids, make_document, make_engine

TEXTS = [
    make_document("La fibre au village", "Le très haut débit pour tous.", id=1, theme="Culture", author="Camille"),
    make_document("Un guichet", "La fibre, oui, et le droit à l'oubli.", id=2, support=4),
    make_document("Libraries", "We should open the libraries on Sundays", id=3, theme_slug="culture"),
    make_document("Les lycées", "Des médiathèques, des médiathèques.", id=4, days_ago=3),
    make_document("Divers", "Médiathèque", id=5, kind="comment"),
]


@pytest.fixture(scope="module")
def engines(tmp_path_factory: pytest.TempPathFactory) -> tuple[MemoryEngine, WhooshEngine]:
    return MemoryEngine(TEXTS), make_engine(tmp_path_factory.mktemp("index"), *TEXTS)


@pytest.mark.parametrize(
    "typed",
    [
        *("fibre", "fibres village", "lycee", '"droit à l\'oubli"', "library", "médiathèque -commentaire"),
        *("media*", "theme:culture", "auteur:camille", "rien", "-fibre", "fibre guichet -village"),
    ],
)
def test_texts_held_in_memory_are_found_ranked_and_counted_as_filed_ones(
    engines: tuple[MemoryEngine, WhooshEngine], typed: str
) -> None:
    held, filed = (engine.search(asked(typed)) for engine in engines)
    assert ids(held.hits) == ids(filed.hits)
    assert [round(hit.score, 3) for hit in held.hits] == [round(hit.score, 3) for hit in filed.hits]
    assert (held.total, list(held.frequencies)) == (filed.total, list(filed.frequencies))
    assert {facet: dict(held.facets[facet]) for facet in Facet} == {
        facet: dict(filed.facets[facet]) for facet in Facet
    }


def test_close_words_are_those_held(engines: tuple[MemoryEngine, WhooshEngine]) -> None:
    held, filed = engines
    assert held.close_words("guichte") == filed.close_words("guichte")


def test_nothing_held_answers_nothing() -> None:
    empty = MemoryEngine([])
    assert (empty.search(asked("eau")).total, empty.close_words("maison"), empty.is_sound()) == (0, [], True)


def test_what_is_held_is_never_changed_from_outside() -> None:
    held = MemoryEngine(TEXTS)
    assert not held.update(["contribution:1"], [])
    assert held.search(asked("village")).total == 1
