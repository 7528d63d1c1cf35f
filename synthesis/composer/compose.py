"""The one entrance: findings and edits in, a document out."""

from collections.abc import Sequence
from dataclasses import replace

from synthesis.analysis.findings import Findings
from synthesis.composer.across import across
from synthesis.composer.annex import annex
from synthesis.composer.brief import brief
from synthesis.composer.corrections import CORRECTIONS, corrections
from synthesis.composer.document import Document, Section
from synthesis.composer.edits import Edits, apply_edits
from synthesis.composer.limits import limits
from synthesis.composer.method import method
from synthesis.composer.opinion import opinion
from synthesis.composer.participation import participation
from synthesis.composer.quoting import inside
from synthesis.composer.reproducibility import Versions, reproducibility
from synthesis.composer.settle import settle
from synthesis.composer.themes import theme_chapter
from synthesis.composer.wording import Wording
from synthesis.composer.writer import Writer


def compose(
    findings: Findings, edits: Edits | None = None, say: Wording | None = None, versions: Versions = ()
) -> Document:
    """Arrange findings in one document, then put in their place the words of the secretariat."""
    chosen = edits or Edits()
    writer = Writer(_ordered(findings, chosen.order), say or Wording())
    facts = findings.corpus.consultation
    document = Document(
        title=writer.say.gettext("Synthèse de la consultation « %(title)s »", title=inside(facts.title)),
        subtitle=facts.question,
        dateline=_dateline(writer),
        organiser=facts.organiser,
        language=writer.say.language,
        notice=writer.say.gettext("Données fictives") if facts.fictitious else "",
        taken_at=findings.corpus.taken_at,
        snapshot=findings.snapshot,
        sections=_numbered(_sections(writer, versions)),
        labels=_labels(writer.say),
        figures=findings.figures.rows,
    )
    return apply_edits(document, chosen)


def _ordered(findings: Findings, order: Sequence[int]) -> Findings:
    """Set the themes in the order a person chose; those it does not name come after, as they were."""
    place = {theme_id: rank for rank, theme_id in enumerate(order)}
    themes = sorted(findings.themes, key=lambda found: place.get(found.theme.id, len(place)))
    return replace(findings, themes=tuple(themes))


def _sections(writer: Writer, versions: Versions) -> tuple[Section, ...]:
    return (
        brief(writer),
        method(writer),
        participation(writer),
        *(theme_chapter(writer, found) for found in writer.findings.themes),
        *across(writer),
        opinion(writer),
        settle(writer),
        limits(writer),
        annex(writer),
        corrections(writer.say),
        reproducibility(writer, versions),
    )


def _numbered(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """Give the chapters their numbers; *En bref* and the annexes keep their bare names."""
    bare = {"en-bref", "annexe", CORRECTIONS}
    number, found = 0, []
    for section in sections:
        number += section.id not in bare
        found.append(section if section.id in bare else replace(section, title=f"{number}. {section.title}"))
    return tuple(found)


def _dateline(writer: Writer) -> str:
    facts = writer.findings.corpus.consultation
    return writer.say.gettext(
        "Consultation ouverte du %(start)s au %(end)s. Données arrêtées au %(taken)s.",
        start=writer.say.day(facts.opened_at),
        end=writer.say.day(facts.closed_at),
        taken=writer.say.day(writer.findings.corpus.taken_at),
    )


def _labels(say: Wording) -> tuple[tuple[str, str], ...]:
    """List the words the formats print around the text, so that no format holds a sentence of its own."""
    return (
        ("contents", say.gettext("Sommaire")),
        ("handwritten", say.gettext("rédigé par le secrétariat")),
        ("evidence", say.gettext("Contributions à l’appui")),
        ("page", say.gettext("page")),
        ("favour", say.gettext("Pour")),
        ("mixed", say.gettext("Mitigé")),
        ("against", say.gettext("Contre")),
        ("position", say.gettext("Position")),
        ("votes", say.gettext("Votes")),
        ("all_evidence", say.gettext("Toutes les contributions de ce sujet")),
        ("summary", say.gettext("En une phrase")),
        ("parts", say.gettext("Ce sujet en réunit de plus étroits")),
        ("cut", say.gettext("[…]")),
        ("share", say.gettext("Part")),
        (
            "unprintable",
            say.gettext("Un signe que la police du document ne contient pas est remplacé par son code."),
        ),
    )
