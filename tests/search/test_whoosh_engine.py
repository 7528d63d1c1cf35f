import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from search.engine import Alternative, Document, Facet, Match, SearchUnavailable, Sort
from search.whoosh_engine import WhooshEngine
from tests.factories.search import asked, ids, make_document, make_engine


def found(engine: WhooshEngine, typed: str) -> list[int]:
    return ids(engine.search(asked(typed)).hits)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("fiscalité", "une réforme fiscale"),
        ("lycee", "le lycée"),
        ('"droit à l’oubli"', "Le droit à l'oubli."),
        ("porta*", "la portabilité"),
        ("égaux -fibre", "l'égalité"),
        ('"droit à l’oubli"', "Le droit de l'oubli."),
    ],
)
def test_a_text_is_found(tmp_path: Path, typed: str, text: str) -> None:
    engine = make_engine(tmp_path, make_document(text=text, id=1), make_document(text="autre chose", id=2))
    assert found(engine, typed) == [1]


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ('"oubli du droit"', "Le droit à l'oubli."),
        ('"santé fibre"', "santé. Et puis la fibre"),
        ('"droit à l’oubli"', "droit oubli"),
        ("eau -fibre", "l'eau et la fibre"),
        ("eau gaz", "l'eau"),
        ("eau theme:culture", "l'eau"),
        ("eau auteur:Camille", "l'eau"),
        ("eau -pol*", "l'eau polluée"),
    ],
)
def test_a_text_is_not_found(tmp_path: Path, typed: str, text: str) -> None:
    assert found(make_engine(tmp_path, make_document(text=text, theme="Santé", author="Dominique")), typed) == []


def test_a_theme_and_an_author_are_found_by_their_words(tmp_path: Path) -> None:
    engine = make_engine(tmp_path, make_document(id=1, theme="Santé et soins", author="Camille Berry"))
    assert found(engine, "theme:sante") == found(engine, 'auteur:"camille berry"') == [1]


def test_a_title_counts_more_than_a_text_and_the_form_typed_more_than_its_family(tmp_path: Path) -> None:
    engine = make_engine(
        tmp_path,
        make_document("Rien", "la fibre pour tous et partout", id=1),
        make_document("La fibre", "pour tous et partout", id=2),
        make_document("Rien", "les fibres pour tous et partout", id=3),
    )
    assert found(engine, "fibre") == [2, 1, 3]


def test_support_then_recency_settle_what_is_equal(tmp_path: Path) -> None:
    engine = make_engine(
        tmp_path,
        make_document(text="eau", id=1, days_ago=2),
        make_document(text="eau", id=2, days_ago=1),
        make_document(text="eau", id=3, days_ago=3, support=9),
    )
    assert found(engine, "eau") == [3, 2, 1]


@pytest.mark.parametrize(("sort", "expected"), [(Sort.RECENT, [2, 1, 3]), (Sort.SUPPORTED, [3, 1, 2])])
def test_other_orders_are_kept_to(tmp_path: Path, sort: Sort, expected: list[int]) -> None:
    engine = make_engine(
        tmp_path,
        make_document("eau", "eau eau", id=1, days_ago=2, support=1),
        make_document(text="eau", id=2, days_ago=1),
        make_document(text="eau", id=3, days_ago=3, support=9),
    )
    assert ids(engine.search(replace(asked("eau"), sort=sort)).hits) == expected


def test_facets_count_what_each_choice_would_give(tmp_path: Path) -> None:
    engine = make_engine(
        tmp_path,
        make_document(text="eau", theme_slug="sante"),
        make_document(text="eau", theme_slug="sante", kind="argument"),
        make_document(text="eau", theme_slug="culture"),
        make_document(text="gaz", theme_slug="culture"),
    )
    results = engine.search(replace(asked("eau"), chosen={Facet.THEME: "sante"}))
    assert results.total == 2
    assert results.facets[Facet.THEME] == {"sante": 2, "culture": 1}
    assert results.facets[Facet.KIND] == {"proposal": 1, "argument": 1}


def test_pages_follow_each_other_and_the_total_is_of_all(tmp_path: Path) -> None:
    engine = make_engine(tmp_path, *(make_document(text="eau", days_ago=day) for day in range(45)))
    pages = [engine.search(replace(asked("eau"), offset=offset)) for offset in (0, 20, 40, 60)]
    assert [len(page.hits) for page in pages] == [20, 20, 5, 0]
    assert {page.total for page in pages} == {45}


def test_when_any_word_will_do_texts_with_all_of_them_come_first(tmp_path: Path) -> None:
    engine = make_engine(
        tmp_path,
        make_document("portabilité portabilité", id=1),
        make_document(text="la portabilité, entre bien d'autres choses moins rares, des données", id=2),
        make_document(text="données", id=3),
    )
    results = engine.search(replace(asked("portabilité données"), match=Match.ANY))
    assert ids(results.hits)[0] == 2
    assert results.total == 3


def test_texts_that_changed_since_can_be_left_out_at_once(tmp_path: Path) -> None:
    engine = make_engine(tmp_path, make_document(text="eau", id=1), make_document(text="eau", id=2))
    results = engine.search(replace(asked("eau"), without=frozenset({"contribution:1"})))
    assert ids(results.hits) == [2]
    assert results.facets[Facet.KIND] == {"proposal": 1}


def test_an_update_replaces_adds_and_drops_in_one_commit(tmp_path: Path) -> None:
    engine = make_engine(tmp_path, *(make_document(text="eau", id=number) for number in (1, 2, 3)))
    again = [make_document(text="gaz", id=1), make_document(text="eau", id=4)]
    assert engine.update(["contribution:1", "contribution:2", "contribution:4"], again)
    assert sorted(found(engine, "eau")) == [3, 4]
    assert found(engine, "gaz") == [1]


def test_another_reader_sees_an_update_and_a_rebuild(tmp_path: Path) -> None:
    engine = make_engine(tmp_path, make_document(text="eau", id=1))
    reader = WhooshEngine(tmp_path / "search")
    assert found(reader, "eau") == [1]
    engine.update(["contribution:2"], [make_document(text="eau", id=2)])
    assert sorted(found(reader, "eau")) == [1, 2]
    engine.rebuild([make_document(text="eau", id=7)])
    assert found(reader, "eau") == [7]


def test_a_second_writer_is_turned_away_without_waiting(tmp_path: Path) -> None:
    engine = make_engine(tmp_path, make_document(text="eau", id=1))

    def meanwhile() -> Iterator[Document]:
        assert not WhooshEngine(tmp_path / "search").update(["contribution:1"], [])
        yield make_document(text="eau", id=2)

    engine.rebuild(meanwhile())
    assert found(engine, "eau") == [2]


def test_how_many_texts_hold_a_word_is_known(tmp_path: Path) -> None:
    engine = make_engine(
        tmp_path, make_document(text="la fibre"), make_document("Fibres"), make_document(text="eau")
    )
    assert engine.count(asked("fibre").clauses[0].alternatives[0]) == 1
    assert engine.count(Alternative(prefix="fib")) == 2
    assert [word.written for word in engine.close_words("fibrs")] == ["fibre", "fibres"]


@pytest.mark.parametrize(
    "typed", ["'; DROP TABLE x", "a" * 9_000, "((((", "%_", "النطاق", "\\", "NOT AND OR", "👍 eau"]
)
def test_any_text_gets_an_answer(tmp_path: Path, typed: str) -> None:
    assert make_engine(tmp_path, make_document(text="eau")).search(asked(typed)).total >= 0


def test_an_empty_index_answers_nothing(tmp_path: Path) -> None:
    assert make_engine(tmp_path).search(asked("eau")).total == 0


def test_the_folder_is_private(tmp_path: Path) -> None:
    make_engine(tmp_path)
    assert (tmp_path / "search").stat().st_mode & 0o077 == 0


# --- losing it ------------------------------------------------------------------------


def test_a_lost_index_says_so_and_can_be_rebuilt(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path / "search")
    assert not engine.is_sound()
    with pytest.raises(SearchUnavailable):
        engine.search(asked("eau"))
    with pytest.raises(SearchUnavailable):
        engine.update([], [make_document()])
    engine.rebuild([make_document(text="eau", id=1)])
    assert engine.is_sound()
    assert found(engine, "eau") == [1]


def damage(folder: Path, ending: str) -> None:
    for path in (folder / "search" / "current").resolve().glob(f"*{ending}"):
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 3])


@pytest.mark.filterwarnings("ignore:.*unclosed file", "ignore:Exception ignored in")
@pytest.mark.parametrize("ending", [".toc", ".trm", ".pst", ".col"])
def test_a_damaged_index_says_so_until_it_is_rebuilt(tmp_path: Path, ending: str) -> None:
    make_engine(tmp_path, *(make_document(text=f"eau {number}") for number in range(50)))
    damage(tmp_path, ending)
    engine = WhooshEngine(tmp_path / "search")
    with pytest.raises(SearchUnavailable):
        engine.search(asked("eau"))
    assert not engine.is_sound()
    engine.rebuild([make_document(text="eau", id=1)])
    assert engine.is_sound()
    assert found(engine, "eau") == [1]


KILLED = """
import sys
from pathlib import Path
from tests.factories.search import make_document, make_engine
from search.whoosh_engine import WhooshEngine
engine = WhooshEngine(Path(sys.argv[1]) / "search")
print("writing", flush=True)
number = 100
while True:
    number += 1
    if number % 5:
        engine.update([f"contribution:{number}"], [make_document(text="eau", id=number)])
    else:
        engine.rebuild([make_document(text="eau", id=1), make_document(text="gaz", id=2)])
"""


@pytest.mark.parametrize("delay", [0.0, 0.03, 0.1, 0.25])
def test_a_writer_killed_at_any_point_leaves_a_sound_index_and_no_lock(tmp_path: Path, delay: float) -> None:
    make_engine(tmp_path, make_document(text="eau", id=1), make_document(text="gaz", id=2))
    root = str(Path(__file__).parents[2])
    command = [sys.executable, "-c", KILLED, str(tmp_path)]
    with subprocess.Popen(
        command, cwd=root, env={**os.environ, "PYTHONPATH": root}, stdout=subprocess.PIPE
    ) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        signal.sigtimedwait([], delay)
        writer.kill()
    engine = WhooshEngine(tmp_path / "search")
    assert engine.is_sound()
    assert found(engine, "gaz") == [2]
    assert engine.update(["contribution:9"], [make_document(text="gaz", id=9)])
    assert sorted(found(engine, "gaz")) == [2, 9]
