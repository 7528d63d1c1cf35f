"""Open the main pages in Chromium on a simulated slow 3G line, and say when each can be used.

    make bench
    python -m tests.bench.slow_line

The line is the one Lighthouse calls slow 3G: 400 kbit/s both ways, 400 ms for each exchange. The processor is
slowed four times, as that of an old phone. Pages are compressed as the proxy of docs/operate.md does. « Prête »
is when the text is drawn and the scripts have run; a first visit has nothing in its cache, the next has our files.
"""

import gzip
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flask import Flask, Response, request
from playwright.sync_api import Page, sync_playwright
from sqlalchemy import select
from werkzeug.serving import make_server

from consult.demo import making
from consult.kit import jobs, schema
from consult.kit.db import database, session
from consult.settings import Settings
from contributions.models import Proposal, Status
from tests.conftest import CHROMIUM_FLAGS
from wsgi import create_app

BYTES_A_SECOND, LATENCY_MILLISECONDS, SLOWER = 400_000 // 8, 400, 4
PHONE = {"width": 360, "height": 740}
OPEN = "/consultations/notre-region-numerique-2030"
READY = """() => Math.max(
    performance.getEntriesByType("navigation")[0].domContentLoadedEventEnd,
    performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0
)"""


def compress(response: Response) -> Response:
    """Compress an answer, as the proxy does."""
    if "gzip" in request.headers.get("Accept-Encoding", "") and response.mimetype.startswith("text/"):
        response.direct_passthrough = False
        response.data = gzip.compress(response.data, 6)
        response.headers["Content-Encoding"] = "gzip"
    return response


def filled(folder: str) -> Flask:
    """Return the application with its demonstration."""
    data = Path(folder)
    app = create_app(
        Settings(
            testing=True,
            demo=True,
            data_dir=data,
            database_url=f"sqlite:///{data / 'slow.sqlite3'}",
            secret_key="k" * 40,
        )
    )
    with app.app_context():
        schema.upgrade(database())
        with database().unit_of_work():
            making.make(datetime.now(UTC), seed=2030, people=300, proposals=0)
        jobs.run_due()
    app.after_request(compress)
    return app


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """Serve the application on this machine; give its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()


def addresses(app: Flask) -> dict[str, str]:
    """Return the pages to open."""
    with app.app_context(), database().unit_of_work(writes=False):
        found = select(Proposal).where(Proposal.status == Status.PUBLISHED).order_by(Proposal.discussion.desc())
        proposal = session.scalars(found.limit(1)).one()
    return {
        "accueil": "/",
        "consultation": OPEN,
        "liste des propositions": f"{OPEN}/propositions",
        "proposition": f"/propositions/{proposal.id}-{proposal.slug}",
        "vote rapide": f"{OPEN}/vote-rapide",
        "inscription": "/inscription",
    }


def slow(page: Page) -> Any:
    """Put a page behind the slow line; return the session that did."""
    tools = page.context.new_cdp_session(page)
    tools.send("Network.enable")
    line = {"downloadThroughput": BYTES_A_SECOND, "uploadThroughput": BYTES_A_SECOND}
    tools.send("Network.emulateNetworkConditions", {"offline": False, "latency": LATENCY_MILLISECONDS, **line})
    tools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    return tools


def visit(page: Page, address: str) -> tuple[float, int, int]:
    """Open an address; return seconds until it is ready, bytes received and requests sent."""
    received: list[int] = []
    tools = slow(page)
    tools.on("Network.loadingFinished", lambda event: received.append(round(event["encodedDataLength"])))
    page.goto(address, wait_until="load")
    ready = page.evaluate(READY) / 1000
    tools.detach()
    sent = [size for size in received if size]
    return ready, sum(sent), len(sent)


def measure(new_page: Callable[[], Page], site: str, pages: dict[str, str]) -> None:
    """Print a line for each page: the first visit, then the next with our files already there."""
    print(f"{'':24}{'première visite':>36}{'la suivante':>36}")
    for name, address in pages.items():
        page = new_page()
        first, following = visit(page, site + address), visit(page, site + address)
        page.context.close()
        print(
            f"{name:24}"
            + "".join(f"{s:12.2f} s {size / 1024:8.1f} Kio {n:3} req." for s, size, n in (first, following))
        )


def main() -> None:
    """Measure the main pages."""
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        app = filled(folder)
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=CHROMIUM_FLAGS)
        with served(app) as site:
            measure(lambda: chromium.new_context(viewport=PHONE).new_page(), site, addresses(app))
        chromium.close()


if __name__ == "__main__":
    main()
