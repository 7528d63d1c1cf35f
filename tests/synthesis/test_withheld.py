"""Words that nobody may read any more leave a published synthesis, its pages and its files; its counts stay."""

import re
from hashlib import sha256
from io import BytesIO
from json import dumps, loads
from zipfile import ZipFile

import pytest
from click.testing import CliRunner

from consult.accounts.models import Role
from consult.kit.db import database
from contributions.models import Contribution
from moderation.masking import MASK
from moderation.models import Verdict
from moderation.operations.decisions import decide
from synthesis import dossier
from synthesis.cli import verify
from synthesis.composer.document import QuoteBlock, Side
from synthesis.composer.withholding import REMOVED, Withheld, masked_between
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
    assert "Depuis la publication, des mots de 1 contribution ont été retirés" in read(published, browser)


def test_a_hidden_proposal_leaves_no_title_not_even_in_an_address(published, browser):
    decided(published, published.proposal, Verdict.REMOVE, 5)
    seen = read(published, browser)
    assert TITLE not in seen
    assert "garder-un-guichet" not in seen
    assert holding(published, TITLE) == holding(published, "garder-un-guichet") == set()


def masking(scene, words: str) -> None:
    """Mask words of the argument, then do what the worker does."""
    with scene.app.app_context(), database().unit_of_work() as unit:
        text = unit.get_one(Contribution, scene.argument.id)
        decide(scene.moderator, text, rule_on(text, Verdict.MASK, 5, masked=words), at=NOW)
    work(scene.app)


def test_words_masked_in_a_text_leave_alone_and_the_rest_is_read_as_the_site_shows_it(published, browser):
    masking(published, "deux heures")
    seen, now = read(published, browser), ARGUMENT.replace("deux heures", MASK)
    assert "deux heures par semaine" not in seen
    assert holding(published, "deux heures par semaine") == set()
    assert now in seen
    assert {"synthese.html", "synthese.json", "contributions.csv", "photographie.json"} <= holding(published, now)
    assert f"«\u00a0{REMOVED}\u00a0»" not in "".join(quoted_in(published))


def quoted_in(scene) -> list[str]:
    """List the quotes of the page of the theme, with their marks."""
    return re.findall(
        r"<blockquote[^>]*>(.*?)</blockquote>", kept_files(scene)["synthese.html"].decode(), re.DOTALL
    )


def test_every_format_says_near_its_beginning_and_in_its_limits_that_words_left(published):
    decided(published, published.argument, Verdict.HIDE)
    made = kept_files(published)
    told = "Depuis la publication, des mots de 1 contribution ont été retirés"
    for name in ("synthese.html", "synthese.odt", "synthese.docx", "synthese.json"):
        assert words_of(name, made[name]).count(told) == 2
    parts = {part["id"]: part for part in loads(made["synthese.json"])["document"]["sections"]}
    assert told in parts["en-bref"]["blocks"][0]["claims"][0]["text"]
    assert told in parts["limites"]["blocks"][0]["claims"][0]["text"]
    assert REMOVED in parts["limites"]["blocks"][0]["claims"][0]["text"]


def test_the_fingerprints_say_of_which_file_each_is(published):
    decided(published, published.argument, Verdict.HIDE)
    made = kept_files(published)
    given, manifest = made["synthese.html"].decode().replace("\u00a0", " "), loads(made["manifeste.json"])
    now = sha256(made["photographie.json"]).hexdigest()
    assert manifest["files"]["photographie.json"] == now != manifest["snapshot"]
    assert f"remplacée depuis : {manifest['snapshot']}" in given
    assert f"photographie.json qui la remplace : {now}" in given
    assert "octet près" not in given


def test_a_quote_nothing_is_left_of_gives_way_to_the_next_one_and_a_lone_one_says_so():
    gone, other = (QuoteBlock(ref, "/", 0, 3, words, "") for ref, words in (("A1", "Oui"), ("A2", "Non")))
    taken = Withheld({"A1": {"Oui": REMOVED}})
    assert taken.without(Side("Pour", (gone, other))).quotes == (other,)
    assert [one.words for one in taken.without(Side("Pour", (gone,))).quotes] == [REMOVED]


def test_masked_words_are_found_again_where_they_stood_and_nothing_masked_is_shown():
    before, after = "Le maire Untel ment, et Untel triche.", "Le maire [x] ment, et [x] triche."
    assert masked_between(before, after, "[x]", 0, 20) == "Le maire [x] ment,"
    assert masked_between(before, after, "[x]", 21, 37) == "et [x] triche."
    assert masked_between(before, after, "[x]", 10, 13) == "[x]"
    assert masked_between(before, "Un autre texte [x].", "[x]", 0, 20) == ""


def test_what_an_earlier_version_kept_is_still_withheld(published, browser):
    with published.app.app_context(), database().unit_of_work() as unit:
        synthesis = unit.get_one(Synthesis, published.synthesis.id)
        synthesis.withheld = dumps({f"A{published.argument.id}": [ARGUMENT]})
    assert ARGUMENT not in read(published, browser)


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
