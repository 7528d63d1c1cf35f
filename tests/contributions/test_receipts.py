"""A receipt says what was kept and when; anyone can check it, and it names nobody."""

import hashlib
import re
from types import SimpleNamespace

import pytest

from consult.kit.db import database, session
from contributions import drafts, operations
from contributions.models import Argument, Proposal, Status
from contributions.operations import SourceDraft
from contributions.queries.receipts import check
from contributions.receipts import SCISSORS, receipt_of
from contributions.status import change_status
from tests.factories import NOW
from tests.factories.consultations import make_consultation
from tests.factories.contributions import draft_for, post_argument, post_proposal
from tests.factories.people import make_user

TITLE, TEXT = "Ouvrir la mairie un soir par semaine", "Le **jeudi**, par exemple.\n\nOu le samedi <matin> & midi."


@pytest.fixture
def proposal(scene):
    """Return a proposal with a title and a text of two paragraphs."""
    return post_proposal(scene.author, scene.consultation, title=TITLE, source=TEXT)


def test_the_hash_is_that_of_the_words_and_their_number(proposal):
    receipt = receipt_of(proposal)
    assert receipt.content == f"P{proposal.id}\nversion 1\n{TITLE}\n\n{TEXT}\n"
    assert receipt.digest == hashlib.sha256(receipt.content.encode()).hexdigest()


def test_a_source_is_known_by_its_title_and_address(scene, proposal):
    source = operations.add_source(scene.author, proposal, SourceDraft("https://exemple.fr", "Étude"), at=NOW)
    assert receipt_of(source).content == f"S{source.id}\nversion 1\nÉtude\nhttps://exemple.fr\n\n\n"


def test_a_receipt_is_found_by_its_number_and_hash(proposal):
    receipt = receipt_of(proposal)
    checked = check(f" {receipt.reference.lower()} ", receipt.digest.upper())
    assert checked.receipt == receipt
    assert checked.is_present_version


def test_the_receipt_of_a_former_version_is_still_ours(scene, proposal):
    former = receipt_of(proposal)
    operations.edit_proposal(
        scene.author, proposal, draft_for(scene.consultation, title=TITLE, source="Le lundi."), at=NOW
    )
    checked = check(former.reference, former.digest)
    assert checked.receipt.content == former.content
    assert not checked.is_present_version
    assert check(former.reference, receipt_of(proposal).digest).receipt.version == 2


@pytest.mark.parametrize("reference", ["", "12", "P", "A{id}", "P99999", "P{id}x", "P1234567890", "P١"])
def test_another_number_is_not_ours(proposal, reference):
    assert check(reference.format(id=proposal.id), receipt_of(proposal).digest) is None


@pytest.mark.parametrize("digest", ["", "0" * 64, "rien", "٣" * 64])
def test_another_hash_is_not_ours(proposal, digest):
    assert check(proposal.reference, digest) is None


def test_a_draft_has_no_receipt(scene):
    draft = drafts.save_draft(scene.author, scene.consultation, draft_for(scene.consultation), at=NOW)
    assert check(draft.reference, receipt_of(draft).digest) is None


# --- pages --------------------------------------------------------------------------------


@pytest.fixture
def town(app, store):
    """Return an author with a proposal and an argument, committed."""
    consultation, author = make_consultation(), make_user(display_name="Ana Loir")
    store(consultation, author)
    with app.app_context(), database().unit_of_work():
        proposal = post_proposal(author, consultation, title=TITLE, source=TEXT)
        argument = post_argument(author, proposal)
    return SimpleNamespace(**locals())


def test_the_file_ends_with_exactly_what_was_hashed(browser, town):
    answer = browser(town.author).get(f"/contributions/{town.proposal.id}/recu.txt")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="recu-P{town.proposal.id}.txt"'
    head, _, hashed = answer.data.partition(f"\n{SCISSORS}\n".encode())
    assert hashlib.sha256(hashed).hexdigest() == receipt_of(town.proposal).digest
    assert receipt_of(town.proposal).digest in head.decode()
    assert f"sed '1,/^{SCISSORS}$/d' recu-P{town.proposal.id}.txt | sha256sum" in head.decode()


def test_the_page_to_print_leads_to_the_public_check(browser, town):
    page = browser(town.author).get(f"/contributions/{town.argument.id}/recu").text
    address = re.search(r'href="http://localhost(/verifier-un-recu\?[^"]+)"', page)[1].replace("&amp;", "&")
    assert "Ce reçu est authentique" in browser().get(address).text


def test_the_check_names_nobody_and_shows_no_word_of_the_text(browser, town):
    receipt = receipt_of(town.proposal)
    answer = browser().get(f"/verifier-un-recu?numero={receipt.reference}&empreinte={receipt.digest}")
    assert "Ce reçu est authentique" in answer.text
    for kept in ("Ana Loir", TITLE, "jeudi", "csrf_token"):
        assert kept not in answer.text
    assert "Set-Cookie" not in answer.headers


def test_a_wrong_receipt_says_what_to_do_and_keeps_what_was_typed(browser, town):
    page = browser().get("/verifier-un-recu?numero=P1&empreinte=<b>abc").text
    assert "Ce reçu ne correspond à rien" in page
    assert 'value="&lt;b&gt;abc"' in page


def test_a_text_out_of_sight_is_acknowledged_without_a_way_to_it(app, browser, town):
    with app.app_context(), database().unit_of_work():
        change_status(session.get_one(Argument, town.argument.id), Status.REMOVED, None, at=NOW)
    receipt = receipt_of(town.argument)
    page = browser().get(f"/verifier-un-recu?numero={receipt.reference}&empreinte={receipt.digest}").text
    assert "Ce texte n’est pas public aujourd’hui." in page
    assert f"/contributions/{town.argument.id}" not in page


def test_a_text_changed_since_says_so(app, browser, town):
    former = receipt_of(town.proposal)
    with app.app_context(), database().unit_of_work():
        draft = draft_for(town.consultation, title=TITLE, source="Le lundi.")
        operations.edit_proposal(town.author, session.get_one(Proposal, town.proposal.id), draft, at=NOW)
    page = browser().get(f"/verifier-un-recu?numero={former.reference}&empreinte={former.digest}").text
    assert "Son auteur a modifié ce texte depuis" in page
