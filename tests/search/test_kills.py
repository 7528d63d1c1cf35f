"""A worker killed at any point of indexing loses no text, leaves no lock and needs no restart by hand."""

import os
import random
import subprocess
import sys
from pathlib import Path

from consult.kit import jobs
from consult.kit.db import database
from search.engines import engine
from search.pages import Asked, search_page

ROOT = Path(__file__).parents[2]
WORKER = """
import sys
from pathlib import Path
from consult.kit import clock, jobs
from consult.settings import Settings
from tests.factories import NOW
from wsgi import create_app
app = create_app(Settings(testing=True, database_url=sys.argv[1], data_dir=Path(sys.argv[2]), secret_key="k" * 40))
with app.app_context(), clock.set_to(NOW):
    print("ready", flush=True)
    while True:
        jobs.release_leases()
        jobs.run_due()
"""
KILLS = int(os.environ.get("KILLS", "2"))


def start_worker(settings):
    command = [sys.executable, "-c", WORKER, settings.database_url, str(settings.data_dir)]
    worker = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    worker.stdout.readline()
    return worker


def test_a_worker_killed_again_and_again_loses_nothing(site, settings):
    rng = random.Random(5)
    proposals = []
    for kill in range(KILLS):
        with start_worker(settings) as worker:
            count = rng.randint(1, 18)
            proposals += [site.propose(f"La médiathèque {kill} {number}") for number in range(count)]
            worker.kill()
    with site.app.app_context():
        jobs.release_leases()
    site.work()
    with site.app.test_request_context(), database().unit_of_work(writes=False):
        pages = [search_page(engine(), Asked("médiathèque", page=page)) for page in range(1, KILLS + 2)]
    assert {one.text.id for page in pages for one in page.results} == {one.id for one in proposals}
