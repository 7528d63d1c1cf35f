"""Words that nobody may read any more leave a published synthesis, its pages and its files; its counts stay."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from click.testing import CliRunner

from consult.accounts.models import Role
from consult.kit.db import database
from contributions.models import Contribution
from moderation.models import Verdict
from moderation.operations.decisions import decide
from synthesis import dossier
from synthesis.cli import verify
from synthesis.models import Synthesis, SynthesisStatus
from synthesis.operations.life import publish_synthesis, validate_synthesis
from synthesis.queries.syntheses import file_of, files_of
from tests.factories import NOW
from tests.factories.moderation import decide_on, rule_on
from tests.factories.people import make_user
from tests.factories.syntheses import ARGUMENT, work

TITLE = "Garder un guichet humain"


@pytest.fixture
def published(draft, store):
    """Return the draft once published, with a moderator."""
    with draft.app.app_context(), database().unit_of_work() as unit:
        validate_synthesis(draft.secretariat, unit.get_one(Synthesis, draft.synthesis.id), at=NOW)
    work(draft.app)
    with draft.app.app_context(), database().unit_of_work() as unit:
        publish_synthesis(draft.secretariat, unit.get_one(Synthesis, draft.synthesis.id), at=NOW)
    (draft.moderator,) = store(make_user(Role.MODERATOR))
    return draft


def decided(scene, text, verdict: Verdict, rule: int | None = 1) -> None:
    """Decide of a text, then do what the worker does."""
    with scene.app.app_context(), database().unit_of_work() as unit:
        decide_on(scene.moderator, unit.get_one(Contribution, text.id), verdict, rule)
    work(scene.app)


def read(scene, browser) -> str:
    """Return all that a visitor reads of the synthesis, page after page."""
    pages = [f"/syntheses/{scene.synthesis.id}"]
    pages += [f"{pages[0]}/parties/{name}" for name in ("theme-1", "annexe-theme-1", "en-bref")]
    answers = [browser().get(page) for page in pages]
    assert [one.status_code for one in answers] == [200] * len(pages)
    return "\n".join(one.text for one in answers)


def kept_files(scene) -> dict[str, bytes]:
    with scene.app.app_context(), database().unit_of_work(writes=False) as unit:
        synthesis = unit.get_one(Synthesis, scene.synthesis.id)
        assert synthesis.has_current_files
        return {row.name: file_of(synthesis, row.name).content for row in files_of(synthesis)}


def words_of(name: str, content: bytes) -> str:
    """Read a file, unfolding those that are archives."""
    if name.endswith((".odt", ".docx")):
        with ZipFile(BytesIO(content)) as archive:
            content = b"".join(archive.read(one) for one in archive.namelist())
    return content.decode("utf-8", errors="replace")


def holding(scene, words: str) -> set[str]:
    return {name for name, content in kept_files(scene).items() if words in words_of(name, content)}


def test_a_hidden_argument_leaves_the_pages_and_every_file(published, browser):
    assert ARGUMENT in read(published, browser)
    assert {"synthese.html", "contributions.csv", "photographie.json"} <= holding(published, ARGUMENT)
    decided(published, published.argument, Verdict.HIDE)
    assert ARGUMENT not in read(published, browser)
    assert holding(published, ARGUMENT) == set()
    assert "Les mots de 1 contribution ont été retirés depuis" in read(published, browser)


def test_a_hidden_proposal_leaves_no_title_not_even_in_an_address(published, browser):
    decided(published, published.proposal, Verdict.REMOVE, 5)
    seen = read(published, browser)
    assert TITLE not in seen
    assert "garder-un-guichet" not in seen
    assert holding(published, TITLE) == holding(published, "garder-un-guichet") == set()


def test_words_masked_in_a_text_leave_too(published, browser):
    with published.app.app_context(), database().unit_of_work() as unit:
        text = unit.get_one(Contribution, published.argument.id)
        decide(published.moderator, text, rule_on(text, Verdict.MASK, 5, masked="deux heures"), at=NOW)
    work(published.app)
    assert "deux heures par semaine" not in read(published, browser)
    assert holding(published, "deux heures par semaine") == set()


def test_its_votes_and_its_place_stay(published, browser):
    decided(published, published.proposal, Verdict.HIDE)
    made = kept_files(published)
    assert f"P{published.proposal.id}" in made["contributions.csv"].decode()
    assert "12 votes" in read(published, browser)


def test_what_is_put_back_is_read_again_as_it_was(published, browser):
    before = kept_files(published)
    decided(published, published.argument, Verdict.HIDE)
    decided(published, published.argument, Verdict.RESTORE, None)
    assert ARGUMENT in read(published, browser)
    assert kept_files(published) == before


def test_a_change_that_withholds_nothing_writes_nothing_again(published):
    with published.app.app_context(), database().unit_of_work(writes=False) as unit:
        before = unit.get_one(Synthesis, published.synthesis.id).revision
    decided(published, published.argument, Verdict.KEEP, None)
    with published.app.app_context(), database().unit_of_work(writes=False) as unit:
        assert unit.get_one(Synthesis, published.synthesis.id).revision == before


def test_a_dossier_some_words_have_left_says_so_when_it_is_checked(published, tmp_path):
    decided(published, published.argument, Verdict.HIDE)
    for name, content in kept_files(published).items():
        (tmp_path / name).write_bytes(content)
    assert dossier.withheld_from(tmp_path) == [f"A{published.argument.id}"]
    with published.app.app_context():
        answer = CliRunner().invoke(verify, [str(tmp_path)])
    assert (answer.exit_code, "Les mots de 1 contribution en ont été retirés" in answer.output) == (0, True)


def test_a_dossier_touched_since_is_not_excused_by_what_was_withheld(published, tmp_path):
    decided(published, published.argument, Verdict.HIDE)
    for name, content in kept_files(published).items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "contributions.csv").write_bytes(b"autre chose")
    with published.app.app_context():
        answer = CliRunner().invoke(verify, [str(tmp_path)])
    assert (answer.exit_code, "contributions.csv : diffère" in answer.output.replace("\u00a0", " ")) == (1, True)


def test_a_draft_that_only_the_secretariat_reads_is_left_to_its_next_computation(draft, store):
    (draft.moderator,) = store(make_user(Role.MODERATOR))
    decided(draft, draft.argument, Verdict.HIDE)
    with draft.app.app_context(), database().unit_of_work(writes=False) as unit:
        synthesis = unit.get_one(Synthesis, draft.synthesis.id)
        assert (synthesis.status, synthesis.withheld) == (SynthesisStatus.DRAFT, "")
