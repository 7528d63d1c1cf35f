import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from search.engine import SearchUnavailable
from search.whoosh_engine import WhooshEngine
from tests.factories.search import asked, ids, make_document, make_engine


def found(engine: WhooshEngine, typed: str) -> list[int]:
    return ids(engine.search(asked(typed)).hits)


def test_another_reader_sees_an_update_and_a_rebuild(tmp_path: Path) -> None:
    engine = make_engine(tmp_path, make_document(text="eau", id=1))
    reader = WhooshEngine(tmp_path / "search")
    assert found(reader, "eau") == [1]
    engine.update(["contribution:2"], [make_document(text="eau", id=2)])
    assert sorted(found(reader, "eau")) == [1, 2]
    engine.rebuild([make_document(text="eau", id=7)])
    assert found(reader, "eau") == [7]


def test_the_folder_is_private(tmp_path: Path) -> None:
    make_engine(tmp_path)
    assert (tmp_path / "search").stat().st_mode & 0o077 == 0


def test_the_postings_kept_in_memory_are_shared_out_among_segments(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.whoosh_index._CACHED_POSTINGS", 12)
    engine = make_engine(tmp_path, *(make_document(text=f"eau gaz {number}", id=number) for number in range(1, 7)))
    engine.update(["contribution:9"], [make_document(text="eau gaz", id=9)])
    for typed in ("eau", "gaz", "eau gaz", "eau -gaz"):
        assert len(found(engine, typed)) == (0 if "-" in typed else 7)
    assert engine._opened is not None
    assert sum(segment.most_cached for segment in engine._opened.segments) <= 12


# --- losing it ------------------------------------------------------------------------


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


def test_one_module_alone_imports_whoosh() -> None:
    packages = ("consult", "contributions", "moderation", "search", "synthesis", "council", "tests")
    root = Path(__file__).parents[2]
    files = [path for name in packages for path in (root / name).rglob("*.py")]
    importing = re.compile(r"^\s*(?:from|import) whoosh\b", re.MULTILINE)
    assert [path.name for path in files if importing.search(path.read_text("utf-8"))] == ["whoosh_index.py"]
