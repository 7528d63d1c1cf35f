"""Measure the search on many texts: building, filing changes, asking, and the memory of a reader.

    make bench                                       10,000 texts, on Whoosh and, where it answers, PostgreSQL
    python -m tests.bench.search --texts 100000 --engine postgresql

Texts are sentences of the annotated Grand débat put together at random, about 150 words each; queries are
harsh: frequent words, several words, phrases, prefixes, typos. Each is asked with its facets and twenty
marked excerpts, as the page does. Times are CPU in milliseconds: that of this process and, for PostgreSQL,
of the server's process that answers it on the same machine. A scratch database is made and dropped there.
"""

import argparse
import csv
import gzip
import random
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

from consult.kit.text.marks import title_and_passage
from consult.kit.text.synonyms import Synonyms
from search.engine import Document, Engine, Facet
from search.evaluation import with_typos
from search.finder import find
from search.pages import PASSAGE
from search.postgresql_engine import PostgresqlEngine
from search.query import parse
from search.resembling import nearest
from search.synonyms import SHIPPED
from search.whoosh_engine import WhooshEngine

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "grand-debat-annote-2019" / "reponses.csv.gz"
SERVER = "postgresql+psycopg:///{}?host=/var/run/postgresql"
SCRATCH = "consult_bench_search"
WORDS, QUERIES, BATCH, BATCHES, DRAFTS = 150, 300, 50, 20, 60
THEN = datetime(2026, 1, 1, tzinfo=UTC)


def documents(count: int) -> Iterator[Document]:
    """Put texts together, always the same ones."""
    rng = random.Random(count)
    with gzip.open(DATA, "rt", encoding="utf-8", newline="") as file:
        sentences = [
            one for row in csv.DictReader(file) for one in re.split(r"(?<=[.!?])\s+", row["texte"]) if one
        ]
    for number in range(1, count + 1):
        yield _document(number, sentences, rng)


def _document(number: int, sentences: list[str], rng: random.Random) -> Document:
    chosen: list[str] = []
    while sum(map(len, chosen)) < WORDS * 6:
        chosen.append(rng.choice(sentences))
    facets = {
        Facet.CONSULTATION: f"c{rng.randrange(5)}",
        Facet.THEME: f"t{rng.randrange(12)}",
        Facet.KIND: rng.choice(["proposal", "argument", "argument", "comment", "comment"]),
        Facet.TERRITORY: str(rng.randrange(6)),
        Facet.PERIOD: f"2026-{rng.randrange(1, 13):02}",
        Facet.PHASE: str(rng.randrange(8)),
    }
    day = THEN + timedelta(minutes=rng.randrange(500_000))
    return Document(
        "contribution", number, chosen[0][:120], "\n".join(chosen), facets, day, support=rng.randrange(99)
    )


def queries(texts: list[Document]) -> list[str]:
    """Draw what people might type from the texts themselves."""
    rng = random.Random(7)
    return [_query(rng, re.findall(r"\w{4,}", rng.choice(texts).text)) for _ in range(QUERIES)]


def _query(rng: random.Random, words: list[str]) -> str:
    at, many = rng.randrange(max(1, len(words) - 4)), rng.choice([1, 1, 2, 2, 3, 4])
    said = " ".join(words[at : at + many])
    return rng.choice([said, said, said, f'"{said}"', with_typos(said, rng), f"{said[:5]}*"])


@contextmanager
def opened(name: str, folder: Path) -> Iterator[Engine]:
    """Give the engine of this name, where its index is or will be."""
    if name == "whoosh":
        yield WhooshEngine(folder / "search")
        return
    database = create_engine(SERVER.format(SCRATCH), pool_size=1, max_overflow=0)
    yield PostgresqlEngine(database)
    database.dispose()


def clock_of(name: str, engine: Engine) -> Callable[[], float]:
    """Return what counts the seconds of CPU an engine spends, its server's process included."""
    if name == "whoosh":
        return time.process_time
    with engine._database.connect() as connection:  # type: ignore[attr-defined]
        server = Path(f"/proc/{connection.execute(text('SELECT pg_backend_pid()')).scalar_one()}/schedstat")
    return lambda: time.process_time() + int(server.read_text().split()[0]) / 1e9


def _on_the_server(statement: str) -> None:
    admin = create_engine(SERVER.format("postgres"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(statement))
    admin.dispose()


def _timed(clock: Callable[[], float], work: Callable[[], object]) -> float:
    start = clock()
    work()
    return clock() - start


def _memory() -> float:
    """Return the memory of this process alone, in MiB: the pages of files are shared and given back."""
    found = re.search(r"RssAnon:\s+(\d+) kB", Path("/proc/self/status").read_text())
    return int(found[1]) / 1024 if found else 0.0


def build(engine: Engine, texts: list[Document], clock: Callable[[], float]) -> None:
    """Build the index, then file changes by small batches."""
    print(f"{'index entier':<34}{_timed(clock, lambda: engine.rebuild(texts)):>10.1f} s")

    def change() -> None:
        for start in range(BATCHES):
            changed = texts[start * BATCH : (start + 1) * BATCH]
            engine.update([one.key for one in changed], changed)

    print(f"{'textes changés par seconde':<34}{BATCH * BATCHES / _timed(clock, change):>10.0f}")


def alike(engine: Engine, texts: list[Document], clock: Callable[[], float]) -> None:
    """Look for what resembles a text, as the form does while one writes."""
    spent = sorted(
        1_000 * _timed(clock, lambda one=one: engine.search(nearest("c0", one.title, one.text)))  # type: ignore[misc]
        for one in texts[:DRAFTS]
    )
    print(f"{'propositions proches, médiane (ms)':<36}{statistics.median(spent):>8.1f}")
    print(f"{'propositions proches, 95e centile':<36}{spent[int(len(spent) * 0.95)]:>8.1f}")


def read(engine: Engine, texts: list[Document], clock: Callable[[], float]) -> None:
    """Ask everything, as the page does."""
    synonyms = Synonyms.read(SHIPPED)
    by_id = {one.id: one for one in texts}
    asked = queries(texts)
    before = _memory()

    def ask(typed: str) -> None:
        found = find(engine, parse(typed, synonyms))
        for hit in found.results.hits:
            document = by_id[hit.id]
            title_and_passage(document.title, document.text, found.wanted, PASSAGE)

    first = _timed(clock, lambda: ask(asked[0]))
    spent = sorted(1_000 * _timed(clock, lambda typed=typed: ask(typed)) for typed in asked)  # type: ignore[misc]
    print(f"{'première question (ms)':<34}{1_000 * first:>10.0f}")
    print(f"{'question, médiane (ms)':<34}{statistics.median(spent):>10.1f}")
    print(f"{'question, 95e centile (ms)':<34}{spent[int(len(spent) * 0.95)]:>10.1f}")
    print(f"{'mémoire en plus (Mio)':<34}{_memory() - before:>10.0f}")


def main() -> None:
    """Build in this process, read in another one."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--texts", type=int, default=10_000)
    parser.add_argument("--engine", choices=("whoosh", "postgresql"), default="whoosh")
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if not DATA.exists():
        print(f"Absent, donc non mesuré : {DATA.name}, du Grand débat annoté.")
        return
    texts = list(documents(chosen.texts))
    if chosen.folder:
        with opened(chosen.engine, chosen.folder) as engine:
            read(engine, texts, clock_of(chosen.engine, engine))
            alike(engine, texts, clock_of(chosen.engine, engine))
        return
    print(f"--- recherche, {chosen.engine}, {chosen.texts} textes")
    if chosen.engine == "postgresql":
        try:
            _on_the_server(f"DROP DATABASE IF EXISTS {SCRATCH}")
        except OperationalError:
            print("PostgreSQL ne répond pas : non mesuré.")
            return
        _on_the_server(f"CREATE DATABASE {SCRATCH}")
    with TemporaryDirectory() as folder:
        with opened(chosen.engine, Path(folder)) as engine:
            build(engine, texts, clock_of(chosen.engine, engine))
        sys.stdout.flush()
        words = [sys.executable, "-m", "tests.bench.search", *sys.argv[1:], "--folder", folder]
        subprocess.run(words, check=True)
    if chosen.engine == "postgresql":
        _on_the_server(f"DROP DATABASE {SCRATCH}")


if __name__ == "__main__":
    main()
