"""The whole République numérique consultation, from its files to its annex."""

import pickle
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from synthesis.composer.document import AnnexEntry, QuoteBlock, Section, TopicBlock, claims_of
from synthesis.dossier import Dossier
from tests.synthesis.quotes_in import quotes_in

pytestmark = pytest.mark.shared_data
GIBIBYTE = 1 << 20  # in the kibibytes the system counts memory in
MEASURED = """
import pickle, sys
from pathlib import Path
from contributions.imports.republique_numerique import RepubliqueNumerique
from synthesis import dossier
from synthesis.evaluation.whole import corpus_of

built = dossier.build(corpus_of(RepubliqueNumerique(Path(sys.argv[1])).read(lambda: None)))
dossier.files(built, dossier.FORMATS)
# Not getrusage: what it calls a peak begins with that of the process which started this one.
print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
with open(sys.argv[2], "wb") as file:
    pickle.dump(built, file)
"""


@dataclass(frozen=True)
class Made:
    """What a process of its own made of the whole consultation, and the most memory it took, in kibibytes."""

    built: Dossier
    memory: int


@pytest.fixture(scope="module")
def made(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Made:
    kept = tmp_path_factory.mktemp("whole") / "made"
    words = [sys.executable, "-c", MEASURED, shared_data / "republique-numerique-2015", kept]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    return Made(pickle.loads(kept.read_bytes()), int(done.stdout))


@pytest.fixture(scope="module")
def built(made: Made) -> Dossier:
    return made.built


def entries(built: Dossier) -> list[AnnexEntry]:
    blocks = [block for section in built.document.walk() for block in section.blocks]
    return [block for block in blocks if isinstance(block, AnnexEntry)]


def quotes(built: Dossier) -> list[QuoteBlock]:
    return [quote for section in built.document.walk() for block in section.blocks for quote in quotes_in(block)]


def test_all_proposals_are_in_the_annex_once(built: Dossier) -> None:
    refs = [entry.ref for entry in entries(built)]
    assert len(refs) == len(set(refs)) == 495


def test_every_contribution_is_in_the_annex_once(built: Dossier) -> None:
    refs = [ref for entry in entries(built) for ref in (entry.ref, *(reply.ref for reply in entry.replies))]
    assert sorted(refs) == sorted(row.ref for row in built.corpus.contributions)


def test_every_quote_is_exact(built: Dossier) -> None:
    found = quotes(built)
    assert len(found) > 200
    assert all(built.corpus.by_ref[one.ref].text[one.start : one.end] == one.words for one in found)


def test_no_author_is_quoted_twice_in_a_topic(built: Dossier) -> None:
    by_ref = built.corpus.by_ref
    for topic in topics(*built.document.sections):
        authors = [by_ref[quote.ref].author for quote in topic.quotes]
        assert len(authors) == len(set(authors))


def test_figures_are_those_of_the_source(built: Dossier) -> None:
    figures = {figure.name: figure.value for figure in built.document.figures}
    assert (figures["proposals"], figures["arguments"], figures["sources"]) == (495, 3049, 247)
    assert figures["marked"] == 4
    assert figures["votes"] == 0


def test_every_theme_has_topics_of_its_own(built: Dossier) -> None:
    chapters = [part for part in built.document.sections if part.id.startswith("theme-")]
    assert len(chapters) == len(built.corpus.themes)
    assert all(topics(chapter) for chapter in chapters)


def test_every_claim_of_a_theme_rests_on_that_theme(built: Dossier) -> None:
    corpus = built.corpus
    for theme in corpus.themes:
        chapter = next(part for part in built.document.sections if part.id == f"theme-{theme.id}")
        cited = {corpus.by_ref[ref] for claim in claims(chapter) for ref in claim}
        assert {corpus.theme_id_of(row) for row in cited} == {theme.id}


def test_it_takes_less_than_a_gibibyte(made: Made) -> None:
    assert made.memory < GIBIBYTE


def topics(*chapters: Section) -> list[TopicBlock]:
    return [
        block
        for chapter in chapters
        for part in chapter.walk()
        for block in part.blocks
        if isinstance(block, TopicBlock)
    ]


def claims(chapter: Section) -> list[tuple[str, ...]]:
    return [claim.evidence for part in chapter.walk() for block in part.blocks for claim in claims_of(block)]
