"""Documents leave with the account of whoever joined them, and are handed over with the rest."""

import io
import json
import tarfile
import zipfile

import pytest
from sqlalchemy import select

from consult.accounts.exports import personal_archive
from consult.accounts.models import User
from consult.accounts.operations.erasure import erase_user
from consult.accounts.personal_data import TextsFate
from consult.kit import backup
from consult.kit.db import database, session
from contributions import counters
from contributions.attachments.models import Attachment
from contributions.drafts import save_draft
from contributions.models import Proposal
from tests.factories import NOW
from tests.factories.contributions import draft_for
from tests.factories.files import make_pdf


@pytest.fixture
def joined(place):
    """Return the place once its author has joined a document."""
    document = (io.BytesIO(make_pdf()), "plan.pdf")
    place.mine.post(place.address, {"document": document, "description": "Le plan."})
    with place.app.app_context(), database().unit_of_work():
        yield place


@pytest.mark.parametrize("fate", TextsFate)
def test_documents_go_with_the_account_whatever_becomes_of_the_texts(joined, fate):
    erase_user(session.get_one(User, joined.author.id), fate, at=NOW)
    assert session.scalars(select(Attachment)).all() == []
    assert session.get_one(Proposal, joined.proposal.id).attachments == 0


def test_the_documents_of_a_draft_go_with_it(joined):
    author, proposal = session.get_one(User, joined.author.id), session.get_one(Proposal, joined.proposal.id)
    draft = save_draft(author, proposal.consultation, draft_for(proposal.consultation), at=NOW)
    session.scalars(select(Attachment)).one().contribution_id = draft.id
    erase_user(author, TextsFate.UNSIGNED, at=NOW)
    assert session.scalars(select(Attachment)).all() == []
    assert session.get(Proposal, draft.id) is None


def test_the_archive_holds_the_documents_themselves(joined):
    with joined.app.test_request_context():
        packed = personal_archive(session.get_one(User, joined.author.id), at=NOW)
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        (line,) = json.loads(archive.read("documents.json"))
        assert (line["nom"], line["description"]) == ("plan.pdf", "Le plan.")
        assert archive.read(line["fichier"]).startswith(b"%PDF-")


def test_someone_without_documents_is_told_so(joined):
    other = session.scalars(select(User).where(User.id != joined.author.id)).first()
    with joined.app.test_request_context():
        packed = personal_archive(other, at=NOW)
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert json.loads(archive.read("documents.json")) == []


def test_counters_made_again_find_the_documents(joined):
    proposal = session.get_one(Proposal, joined.proposal.id)
    proposal.attachments = 9
    counters.rebuild(proposal.consultation)
    assert proposal.attachments == 1


def test_a_backup_holds_the_files(joined, site_folder, tmp_path):
    digest = session.scalars(select(Attachment.digest)).one()
    session.commit()
    backup.save(database(), site_folder, tmp_path / "site.tar", at=NOW)
    with tarfile.open(tmp_path / "site.tar") as archive:
        assert f"files/attachments/{digest[:2]}/{digest}" in archive.getnames()
