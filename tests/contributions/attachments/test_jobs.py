"""A file goes when no text has it; a crash between a file and its row loses nothing."""

import os
from datetime import timedelta

import pytest

from consult.kit import clock, jobs
from consult.kit.checks import Gravity
from consult.kit.db import database, session
from contributions.attachments.checking import Cleaned
from contributions.attachments.checks import files_are_there
from contributions.attachments.models import Attachment, MediaType
from contributions.attachments.operations import NewDocument, join_document
from contributions.attachments.storage import storage
from contributions.models import Proposal
from tests.factories import NOW
from tests.factories.files import make_pdf

PLAN = Cleaned(MediaType.PDF, make_pdf())


@pytest.fixture
def inside(place):
    """Work inside the application, with the worker's clock."""
    with place.app.app_context():
        yield place


def join(place, file: Cleaned = PLAN) -> None:
    proposal = session.get_one(Proposal, place.proposal.id)
    join_document(place.author, proposal, NewDocument(file, "plan.pdf"), at=NOW)


def join_then_stop(place) -> None:
    with database().unit_of_work():
        join(place)
        raise RuntimeError("the machine stopped")


def age_files(hours: int) -> None:
    then = (clock.now() - timedelta(hours=hours)).timestamp()
    for digest in storage().names():
        os.utime(storage().path(digest), (then, then))


def digests() -> list[str]:
    return list(storage().names())


def test_a_file_whose_row_never_came_is_taken_away_later(inside):
    with pytest.raises(RuntimeError, match="the machine stopped"):
        join_then_stop(inside)
    assert len(digests()) == 1
    age_files(hours=2)
    jobs.run_due()
    assert digests() == []


def test_a_row_never_comes_without_its_file(inside):
    with database().unit_of_work():
        join(inside)
    with database().unit_of_work(writes=False):
        assert [storage().has(one.digest) for one in session.query(Attachment)] == [True]


def test_a_file_just_written_waits_for_its_row(inside):
    storage().put(b"en chemin")
    age_files(hours=0)
    jobs.run_due()
    assert len(digests()) == 1


def test_a_file_that_a_text_has_stays_however_old(inside):
    with database().unit_of_work():
        join(inside)
    age_files(hours=5_000)
    jobs.run_due()
    assert len(digests()) == 1


def test_a_file_goes_once_its_last_text_let_it_go(inside):
    with database().unit_of_work():
        join(inside)
    with database().unit_of_work():
        session.query(Attachment).delete()
    age_files(hours=2)
    jobs.run_due()
    assert digests() == []


def test_the_operator_is_told_of_a_document_without_its_file(inside):
    with database().unit_of_work():
        join(inside)
    assert [one.gravity for one in files_are_there()] == [Gravity.FINE]
    storage().remove(digests()[0])
    assert [one.gravity for one in files_are_there()] == [Gravity.FAULT]
