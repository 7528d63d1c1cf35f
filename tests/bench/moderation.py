"""Measure the moderators' desk with few and with many decided texts, and the signals on the longest text.

    make bench
    python -m tests.bench.moderation --engine postgresql
    python -m tests.bench.moderation --plans          also print how the database reads the queue

Times are CPU of this process in milliseconds, the median of several rounds, except those said to be of the clock:
with PostgreSQL the server's work only shows there.
"""

import argparse
import contextlib
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flask import Flask
from sqlalchemy import Connection, Table, create_engine, event, insert, select, text

from consult.accounts.models import Role, User
from consult.kit import clock, schema
from consult.kit.db import Model, database, session
from consult.settings import Settings
from contributions.models import Contribution, Proposal, Status, StatusChange
from moderation.detectors.all import detect
from moderation.detectors.finding import Examined
from moderation.detectors.themes import themes_from
from moderation.examined import as_read
from moderation.models import Concern, Decision, Verdict
from moderation.near import bands
from moderation.operations.signals import words_hash
from tests.bench.words import long_texts
from tests.conftest import Browser
from tests.factories import NOW
from tests.factories.consultations import make_consultation
from tests.factories.contributions import post_proposal
from tests.factories.moderation import decide_on
from tests.factories.people import make_user
from tests.query_counting import counted_queries
from wsgi import create_app

SERVER = "postgresql+psycopg:///{}?host=/var/run/postgresql"
SCRATCH = "consult_bench_moderation"
ROUNDS, BATCH = 15, 5_000
SIZES = {"50 qui attendent": (0, 50), "5 000 qui attendent, 100 000 décidés": (100_000, 5_000)}


@contextlib.contextmanager
def site(engine: str) -> Iterator[Flask]:
    """Give an application on an empty database of its own, dropped at the end."""
    with TemporaryDirectory() as name:
        url = f"sqlite:///{name}/desk.sqlite3" if engine == "sqlite" else SERVER.format(SCRATCH)
        if engine != "sqlite":
            _on_the_server(f"DROP DATABASE IF EXISTS {SCRATCH}", f"CREATE DATABASE {SCRATCH}")
        app = create_app(Settings(testing=True, data_dir=Path(name), database_url=url, secret_key="k" * 40))
        with app.app_context():
            schema.upgrade(database())
        with clock.set_to(NOW):
            yield app
        with app.app_context():
            database().engine.dispose()
        if engine != "sqlite":
            _on_the_server(f"DROP DATABASE {SCRATCH}")


def _on_the_server(*statements: str) -> None:
    admin = create_engine(SERVER.format("postgres"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        for one in statements:
            connection.execute(text(one))
    admin.dispose()


def fill(app: Flask, decided: int, waiting: int) -> User:
    """Write texts that were decided of, and others that wait, half of them flagged; return who moderates."""
    with app.test_request_context(), database().unit_of_work():
        consultation, author, moderator = make_consultation(), make_user(), make_user(Role.MODERATOR)
        session.add_all([consultation, author, moderator])
        session.flush()
        proposal = post_proposal(author, consultation)
        decision = decide_on(moderator, proposal, Verdict.HIDE)
        done = _copies(Proposal, proposal.id, decided, status=Status.HIDDEN, author_id=None)
        for ids in (done[at : at + BATCH] for at in range(0, len(done), BATCH)):
            _many(Decision, decision.id, [{"contribution_id": one, "status_change_id": None} for one in ids])
            _many(Concern, None, [_concern(one, False) for one in ids])
        flagged = _copies(Proposal, proposal.id, waiting // 2, status=Status.PUBLISHED)
        _many(Concern, None, [_concern(one, True) for one in flagged])
        _copies(Proposal, proposal.id, waiting - waiting // 2, status=Status.PENDING)
    with app.app_context(), database().engine.connect() as connection:
        connection.execute(text("ANALYZE"))
        connection.commit()
    return moderator


def _concern(number: int, is_open: bool) -> dict[str, Any]:  # noqa: FBT001 - a column
    since = session.scalar(select(StatusChange.at).limit(1))
    rank = -(1_000_010 if number % 7 == 0 else 10 + number % 5) if is_open else 0
    return {
        "contribution_id": number,
        "is_open": is_open,
        "rank": rank,
        "law": number % 7 == 0,
        "flags": 1,
        "signals": 0,
        "since": since,
    }


def _copies(model: type[Contribution], like: int, number: int, **values: Any) -> list[int]:
    fresh = {"form_key": None, "fingerprint": None, "external_key": None, **values}
    return [
        one
        for at in range(0, number, BATCH)
        for one in _many(model, like, [fresh for _ in range(min(BATCH, number - at))])
    ]


def _many(model: type[Model], like: int | None, rows: list[dict[str, Any]]) -> list[int]:
    """Insert rows, each a copy of one with some columns changed; return their keys where they are numbers."""
    table: Table = model.__table__  # type: ignore[assignment]
    base: dict[str, Any] = {}
    if like is not None:
        base = dict(session.execute(select(table).where(table.c.id == like)).mappings().one())
        base.pop("id")
    statement = insert(table)
    if like is None:
        session.execute(statement, rows)
        return []
    return list(session.scalars(statement.returning(table.c.id), [{**base, **row} for row in rows]))


def _median(ask: Callable[[], object], clock: Callable[[], float]) -> float:
    spent = []
    for _ in range(ROUNDS):
        start = clock()
        ask()
        spent.append(1_000 * (clock() - start))
    return statistics.median(spent)


def desk(app: Flask, moderator: User) -> dict[str, tuple[float, float, int]]:
    """Return milliseconds of CPU, of the clock, and statements, of each page of the desk."""
    browser = Browser(app).sign_in(moderator)
    first = browser.post("/moderation/suivant").location
    asked: dict[str, Callable[[], Any]] = {
        "file": lambda: browser.get("/moderation"),
        "cas suivant": lambda: browser.post("/moderation/suivant"),
        "un cas": lambda: browser.get(first),
    }
    found = {}
    for name, ask in asked.items():
        if ask().status_code not in {200, 302}:
            raise SystemExit(f"{name} : la page n’a pas répondu")
        with counted_queries(app) as sent:
            ask()
        found[name] = (_median(ask, time.process_time), _median(ask, time.perf_counter), len(sent))
    return found


def plans(app: Flask, moderator: User) -> None:
    """Print how the database reads what the queue asks."""
    seen: list[tuple[str, Any]] = []

    def keep(_connection: Connection, _cursor: object, statement: str, given: object, *_rest: object) -> None:
        if "concern" in statement and statement.startswith("SELECT"):
            seen.append((statement, given))

    with app.app_context():
        engine, is_sqlite = database().engine, database().is_sqlite
    event.listen(engine, "before_cursor_execute", keep)
    Browser(app).sign_in(moderator).get("/moderation")
    event.remove(engine, "before_cursor_execute", keep)
    explain = "EXPLAIN QUERY PLAN " if is_sqlite else "EXPLAIN (ANALYZE, COSTS OFF) "
    with engine.connect() as connection:
        for statement, given in seen:
            print()
            for row in connection.exec_driver_sql(explain + statement, given):
                print("  ", row[-1])


def signals() -> dict[str, float]:
    """Return milliseconds of CPU to read texts of 10,000 characters whose words were never met."""
    texts = long_texts(ROUNDS, 10_000)
    themes = themes_from([("A" if at % 2 else "B", one) for at, one in enumerate(long_texts(60, 800))])

    def read(one: str) -> None:
        words = as_read("Un titre", one)
        words_hash(words)
        bands(1, words)
        detect(Examined(words, theme="A", themes=themes))

    spent = []
    for one in texts:
        start = time.process_time()
        read(one)
        spent.append(1_000 * (time.process_time() - start))
    return {"premier": spent[0], "médiane": statistics.median(spent), "le plus long": max(spent)}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--engine", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--plans", action="store_true")
    chosen = parser.parse_args()
    print("Indices sur un texte de 10 000 caractères, ms de CPU :")
    print("".join(f"  {name} {value:.1f}" for name, value in signals().items()))
    for size, (decided, waiting) in SIZES.items():
        with site(chosen.engine) as app:
            moderator = fill(app, decided, waiting)
            print(f"\n{chosen.engine}, {size:<40}{'ms de CPU':>12}{'ms':>9}{'SQL':>6}")
            for name, (cpu, wall, sent) in desk(app, moderator).items():
                print(f"  {name:<50}{cpu:>12.1f}{wall:>9.1f}{sent:>6}")
            if chosen.plans:
                plans(app, moderator)


if __name__ == "__main__":
    main()
