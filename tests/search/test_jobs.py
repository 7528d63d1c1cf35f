from pathlib import Path

from sqlalchemy import select, text
from structlog.testing import capture_logs

from consult.kit import jobs as kit_jobs
from consult.kit import outbox
from consult.kit.db import database
from consult.kit.jobs import Job
from contributions.models import Contribution, Status
from contributions.news import CHANGED
from search import jobs
from search.engines import engine
from search.pages import Asked, search_page
from tests.factories import NOW


def search(site, typed):
    with site.app.test_request_context(), database().unit_of_work(writes=False):
        return search_page(engine(), Asked(typed))


def lose_index(site):
    with site.app.app_context():
        if database().is_sqlite:
            (Path(site.app.extensions["consult_settings"].data_dir) / "search" / "current").unlink()
            return
        with site.unit() as unit:
            unit.execute(text("DROP TABLE consult_search.document"))


def found(site, typed):
    return {one.text.id for one in search(site, typed).results}


def test_an_edit_is_filed(site):
    proposal = site.propose("Ouvrir une médiathèque")
    site.work()
    with site.unit() as unit:
        row = unit.get_one(Contribution, proposal.id)
        row.title = "Ouvrir une piscine"
        kit_jobs.enqueue("search.index", {"id": proposal.id}, at=NOW)
    site.work()
    assert found(site, "piscine") == {proposal.id}
    assert found(site, "médiathèque") == set()


def test_while_another_process_writes_what_changed_is_put_off_and_not_lost(site):
    site.work()
    proposal = site.propose("Ouvrir une médiathèque")

    def meanwhile():
        jobs.index_changed([{"id": proposal.id}])
        yield from ()

    with site.app.app_context():
        engine().rebuild(meanwhile())
    with site.unit(writes=False) as unit:
        assert unit.scalars(select(Job).where(Job.kind == "search.index", Job.finished_at.is_(None))).all()


def test_a_lost_index_is_built_again_when_something_changes(site):
    proposal = site.propose("Ouvrir une médiathèque")
    with site.app.app_context():
        jobs.index_changed([{"id": proposal.id}])
        assert engine().is_sound()
    assert search(site, "médiathèque").available


def test_a_first_start_is_told_as_no_loss(site):
    site.propose("Ouvrir une médiathèque")
    with capture_logs() as said:
        site.work()
        assert search(site, "médiathèque").available
    assert [line for line in said if line["event"] in {"search.index_lost", "search.reopened"}] == []


def test_an_index_that_was_there_and_no_longer_opens_is_told_as_lost(site):
    proposal = site.propose("Ouvrir une médiathèque")
    site.work()
    lose_index(site)
    with capture_logs() as said, site.app.app_context():
        jobs.index_changed([{"id": proposal.id}])
    assert "search.index_lost" in [line["event"] for line in said]
    assert search(site, "médiathèque").available


def test_a_sound_index_is_left_alone_and_a_lost_one_built_again(site):
    site.propose("Ouvrir une médiathèque")
    with site.app.app_context():
        jobs.keep_sound({})
        assert engine().is_sound()
        jobs.keep_sound({})
        assert jobs.rebuild() == 1


def test_what_a_rebuild_filed_is_not_filed_again_and_what_a_worker_is_at_is_left_to_it(site):
    for title in ("Ouvrir une médiathèque", "Ouvrir une piscine"):
        site.propose(title)
    with site.unit() as unit:
        taken = unit.scalars(select(Job).where(Job.kind == "search.index")).first()
        taken.lease_until = NOW
    with site.app.app_context():
        jobs.rebuild()
    with site.unit(writes=False) as unit:
        left = unit.scalars(select(Job.id).where(Job.kind == "search.index", Job.finished_at.is_(None))).all()
    assert left == [taken.id]


def test_while_the_index_catches_up_with_many_changes_results_still_show(site, monkeypatch):
    monkeypatch.setattr("search.queries.waiting.MOST_PENDING", 1)
    proposals = [site.propose(f"Ouvrir la médiathèque {number}") for number in range(3)]
    with site.app.app_context():
        jobs.rebuild()
    for proposal in proposals[:2]:
        site.change(proposal, Status.HIDDEN)
    assert found(site, "médiathèque") == {proposals[2].id}


def test_every_text_is_told_while_the_index_is_built(site):
    site.propose("Ouvrir une médiathèque")
    told = []
    with site.app.app_context():
        jobs.rebuild(told.append)
    assert told == [1]


def test_after_a_change_of_stems_the_worker_builds_the_index_again(site, monkeypatch):
    site.propose("Ouvrir une médiathèque")
    site.work()
    for module in ("whoosh_engine", "postgresql_engine"):
        monkeypatch.setattr(f"search.{module}.shape", lambda: "otherwise")
    assert len(found(site, "médiathèque")) == 1
    with site.app.app_context():
        assert not engine().is_sound()
        jobs.keep_sound({})
        assert engine().is_sound()
    assert len(found(site, "médiathèque")) == 1


def test_while_hundreds_of_changes_wait_by_batches_results_still_show(site):
    proposal = site.propose("Ouvrir une médiathèque")
    site.work()
    with site.unit():
        outbox.record_all(CHANGED, [{"id": proposal.id + more} for more in range(201)], at=NOW)
    assert found(site, "médiathèque") == {proposal.id}
    site.work()
    assert found(site, "médiathèque") == {proposal.id}
