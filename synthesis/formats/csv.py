"""The published contributions as a table for a spreadsheet, in the way of every table of the site."""

from datetime import UTC

from consult.kit.exports import csv_lines
from synthesis.analysis.corpus import ArgumentRow, CommentRow, Contribution, Corpus, ProposalRow, SourceRow
from synthesis.analysis.facts import Position, VoteTotals
from synthesis.composer.attribution import arrival, nature
from synthesis.composer.document import AnnexEntry, Document
from synthesis.composer.wording import Wording


def render(corpus: Corpus, document: Document, say: Wording | None = None) -> bytes:
    """Write every published contribution on one line, with its totals and its place."""
    places = _places(document)
    titles = {theme.id: theme.title for theme in corpus.themes}
    words = say or Wording()
    rows = [
        _cells(row, titles[corpus.theme_id_of(row)], places.get(row.ref, ""), words)
        for row in corpus.contributions
    ]
    return "".join(csv_lines(_headings(words), rows)).encode()


def _headings(say: Wording) -> list[str]:
    return [
        say.gettext("référence"),
        say.gettext("nature"),
        say.gettext("thème"),
        say.gettext("sujet"),
        say.gettext("proposition"),
        say.gettext("position"),
        say.gettext("titre"),
        say.gettext("texte"),
        say.gettext("lien"),
        say.gettext("auteur (numéro)"),
        say.gettext("qualité"),
        say.gettext("canal"),
        say.gettext("territoire"),
        say.gettext("publiée le (UTC)"),
        say.gettext("votes pour"),
        say.gettext("votes mitigés"),
        say.gettext("votes contre"),
        say.gettext("votes pour importés"),
        say.gettext("votes mitigés importés"),
        say.gettext("votes contre importés"),
        say.gettext("soutiens"),
        say.gettext("adresse"),
    ]


def _places(document: Document) -> dict[str, str]:
    blocks = (block for section in document.walk() for block in section.blocks)
    found: dict[str, str] = {}
    for block in blocks:
        if isinstance(block, AnnexEntry):
            found[block.ref] = block.place
            found.update({reply.ref: reply.place for reply in block.replies})
    return found


def _cells(row: Contribution, theme: str, place: str, say: Wording) -> list[str]:
    return [
        row.ref,
        _kind(row, say),
        theme,
        place,
        row.ref if isinstance(row, ProposalRow) else f"P{_proposal_id(row)}",
        _position(row, say),
        row.title if isinstance(row, ProposalRow | SourceRow) else "",
        row.text,
        row.link if isinstance(row, SourceRow) else "",
        str(row.author),
        row.author_kind if isinstance(row, ProposalRow) else "",
        arrival(row.channel, say),
        row.territory_name if isinstance(row, ProposalRow) else "",
        row.published_at.astimezone(UTC).isoformat(),
        *_totals(row),
        str(row.supports) if isinstance(row, ArgumentRow) else "",
        row.path,
    ]


def _kind(row: Contribution, say: Wording) -> str:
    return say.gettext("argument") if isinstance(row, ArgumentRow) else nature(row, say)


def _position(row: Contribution, say: Wording) -> str:
    if not isinstance(row, ArgumentRow):
        return ""
    return say.gettext("pour") if row.position is Position.FOR else say.gettext("contre")


def _proposal_id(row: Contribution) -> int:
    if isinstance(row, ArgumentRow | CommentRow | SourceRow):
        return row.proposal_id
    raise TypeError(f"not a reply: {row!r}")


def _totals(row: Contribution) -> list[str]:
    if not isinstance(row, ProposalRow):
        return [""] * 6
    return [*_three(row.votes), *_three(row.imported_votes)]


def _three(votes: VoteTotals) -> list[str]:
    return [str(votes.favour), str(votes.mixed), str(votes.against)]
