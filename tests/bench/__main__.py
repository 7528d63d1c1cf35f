"""Measure the main pages beside a bare Flask page, in the same run, and count their SQL statements.

    make bench                       1,500 people, the demonstration's own texts
    python -m tests.bench --proposals 3000

Times are CPU of this process, in milliseconds, the median of several rounds; only the ratios mean
something away from the machine that made them.
"""

import argparse
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Flask
from sqlalchemy import select

from consult.accounts.models import User
from consult.consultations.models import Consultation
from consult.demo import making
from consult.kit import jobs, schema
from consult.kit.db import database, session
from consult.settings import Settings
from contributions.models import Proposal, Status
from tests.conftest import Browser
from tests.query_counting import counted_queries
from wsgi import create_app

ROUNDS, WARM = 40, 5
OPEN = "/consultations/notre-region-numerique-2030"


@dataclass(frozen=True)
class Measure:
    """What one page costs: milliseconds of CPU, SQL statements, bytes sent."""

    name: str
    milliseconds: float
    statements: int
    size: int


def bare_page() -> Measure:
    """Measure a page that only answers."""
    app = Flask("bare")
    app.add_url_rule("/", view_func=lambda: "<p>Bonjour</p>")
    client = app.test_client()
    return Measure("page nue de Flask", _median(lambda: client.get("/")), 0, len(client.get("/").data))


def measure(app: Flask, name: str, ask: Callable[[], object]) -> Measure:
    """Measure what `ask` does, once it has been done a few times."""
    for _ in range(WARM):
        ask()
    with counted_queries(app) as sent:
        answer = ask()
    return Measure(name, _median(ask), len(sent), len(getattr(answer, "data", b"")))


def _median(ask: Callable[[], object]) -> float:
    spent = []
    for _ in range(ROUNDS):
        start = time.process_time()
        ask()
        spent.append(1_000 * (time.process_time() - start))
    return statistics.median(spent)


def _fill(app: Flask, people: int, proposals: int) -> None:
    with app.app_context():
        schema.upgrade(database())
        with database().unit_of_work():
            making.make(datetime.now(UTC), seed=2030, people=people, proposals=proposals)
        jobs.run_due()


def _busiest() -> tuple[int, User]:
    """Return the open proposal that is most talked about, and someone who may vote on it."""
    with database().unit_of_work(writes=False):
        seen = (Proposal.status == Status.PUBLISHED) & (Consultation.slug == OPEN.rpartition("/")[2])
        talked = select(Proposal.id).join(Consultation).where(seen).order_by(Proposal.comments.desc(), Proposal.id)
        citizens = select(User).where(User.email.is_not(None), ~User.grants.any()).order_by(User.id)
        return session.scalars(talked).first() or 0, session.scalars(citizens).first() or User()


def measures(app: Flask) -> list[Measure]:
    """Measure the list, a proposal, a vote, a search and a synthesis."""
    with app.app_context():
        proposal, citizen = _busiest()
    visitor, voter = Browser(app), Browser(app).sign_in(citizen)
    choices = {"n": 0}

    def vote() -> object:
        choices["n"] += 1
        position = ("for", "mixed", "against")[choices["n"] % 3]
        return voter.post(f"/propositions/{proposal}/vote", {"position": position})

    pages = {
        "liste": f"{OPEN}/propositions",
        "liste la plus soutenue": f"{OPEN}/propositions?tri=soutenues",
        "proposition": f"/propositions/{proposal}",
        "recherche": "/recherche?q=formation",
        "synthèse": "/syntheses/1",
    }
    found = [
        measure(app, name, lambda address=address: visitor.get(address, follow_redirects=True))  # type: ignore[misc]
        for name, address in pages.items()
    ]
    return [*found, measure(app, "vote", vote)]


def main() -> None:
    """Fill a site, measure it and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--people", type=int, default=1_500)
    parser.add_argument("--proposals", type=int, default=0)
    chosen = parser.parse_args()
    with TemporaryDirectory() as name:
        url = f"sqlite:///{name}/consult.sqlite3"
        app = create_app(
            Settings(testing=True, demo=True, data_dir=Path(name), database_url=url, secret_key="k" * 40)
        )
        _fill(app, chosen.people, chosen.proposals)
        bare = bare_page()
        print(f"{'':<26}{'ms de CPU':>12}{'× la page nue':>16}{'SQL':>6}{'octets':>10}")
        for one in [bare, *measures(app)]:
            ratio = one.milliseconds / bare.milliseconds
            print(f"{one.name:<26}{one.milliseconds:>12.2f}{ratio:>16.1f}{one.statements:>6}{one.size:>10}")


if __name__ == "__main__":
    main()
