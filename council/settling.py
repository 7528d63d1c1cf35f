"""What a transmitted synthesis leaves to a council to settle: what is wanted by all, divides, or is rare.

The sentences are those of the synthesis; rare proposals and those outside the region's powers come from the very
data it was computed from, by the same functions.
"""

from collections.abc import Iterator

from flask_babel import gettext as _

from consult.kit.text.markdown import plain
from council.models import Transmission
from council.questions import Point, Question
from synthesis.analysis.corpus import Contribution, Corpus, ProposalRow
from synthesis.analysis.powers import outside_powers
from synthesis.analysis.signals import weak_signals
from synthesis.analysis.votes import receptions
from synthesis.composer.document import Claim, Section, claims_of
from synthesis.models import Synthesis
from synthesis.queries.syntheses import sections_of
from synthesis.reading import corpus_of_snapshot, written_part

_MOST = 12
_LONGEST = 300


def questions_of(transmission: Transmission) -> list[Question]:
    """Return what a synthesis leaves to settle, the headings without a point left out."""
    synthesis = transmission.synthesis
    corpus = corpus_of_snapshot(synthesis.snapshot_id) if synthesis.snapshot_id is not None else None
    found = [
        Question(_("Ce que presque tout le monde veut"), _said(synthesis, "en-bref", "en-bref-soutenu")),
        Question(_("Ce qui divise"), _said(synthesis, "en-bref", "en-bref-divise")),
        Question(_("Ce que des groupes séparent"), _said(synthesis, "opinion", "opinion-separe")),
        Question(_("Peu l’ont dit, personne ne l’a contredit"), tuple(_rare(corpus)) if corpus else ()),
        Question(_("Hors des compétences de la Région"), tuple(_outside(corpus)) if corpus else ()),
    ]
    return [one for one in found if one.points]


def _said(synthesis: Synthesis, part: str, section_id: str) -> tuple[Point, ...]:
    """Return the sentences of one section of a part that rest on contributions."""
    if part not in {row.section_id for row in sections_of(synthesis)}:
        return ()
    _frame, written = written_part(synthesis, part)
    claims = [claim for claim in _claims(written.section, section_id) if claim.evidence]
    return tuple(Point(claim.id, claim.text[:_LONGEST]) for claim in claims[:_MOST])


def _claims(part: Section, section_id: str) -> Iterator[Claim]:
    for section in part.walk():
        if section.id == section_id:
            for block in section.blocks:
                yield from claims_of(block)


def _rare(corpus: Corpus) -> Iterator[Point]:
    rows = receptions(corpus)
    for theme in corpus.themes:
        own = [row for row in rows if row.proposal.theme_id == theme.id]
        for signal in weak_signals(corpus, own).uncontradicted:
            yield _point("rare", corpus.by_ref[signal.ref])


def _outside(corpus: Corpus) -> Iterator[Point]:
    for flagged in outside_powers(corpus, corpus.proposals)[:_MOST]:
        yield _point("hors", corpus.by_ref[flagged.ref])


def _point(kind: str, row: Contribution) -> Point:
    words = row.title if isinstance(row, ProposalRow) else plain(row.text)
    return Point(f"{kind}-{row.ref}", f"{row.ref} – {words}"[:_LONGEST])
