"""The République numérique consultation read straight into a corpus, for tests on real texts."""

import csv
import gzip
from datetime import datetime
from pathlib import Path

from synthesis.analysis.corpus import ArgumentRow, Corpus, ProposalRow, SourceRow, ThemeRow
from synthesis.analysis.facts import Channel, ConsultationFacts, Participation, Position, Tally, VoteTotals

Record = dict[str, str]


def read_republique_numerique(folder: Path) -> Corpus:
    proposals, arguments, sources = (_read(folder, name) for name in ("propositions", "arguments", "sources"))
    everyone = sorted({row["auteur"] for row in [*proposals, *arguments, *sources]})
    authors = {name: number for number, name in enumerate(everyone, start=1)}
    themes = _themes(proposals)
    theme_ids = {theme.slug: theme.id for theme in themes}
    moments = sorted(_moment(row) for row in [*proposals, *arguments, *sources])
    kinds = {row["auteur"]: row["auteur_type"] for row in proposals}
    names = sorted(set(kinds.values()))
    return Corpus(
        taken_at=moments[-1],
        consultation=ConsultationFacts(
            slug="republique-numerique",
            title="République numérique",
            question="Que faut-il changer au projet de loi pour une République numérique ?",
            organiser="Secrétariat d’État chargé du Numérique",
            territory="France",
            opened_at=moments[0],
            closed_at=moments[-1],
            imported=True,
        ),
        themes=themes,
        proposals=tuple(_proposal(row, theme_ids, authors) for row in proposals),
        arguments=tuple(_argument(row, authors) for row in arguments),
        sources=tuple(_source(row, authors) for row in sources),
        participation=Participation(
            people=len(everyone),
            by_kind=tuple(Tally(name, list(kinds.values()).count(name)) for name in names if name),
        ),
    )


def _read(folder: Path, name: str) -> list[Record]:
    with gzip.open(folder / f"{name}.csv.gz", "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _number(identifier: str) -> int:
    return int(identifier[1:])


def _moment(row: Record) -> datetime:
    return datetime.fromisoformat(row["cree_le"])


def _themes(proposals: list[Record]) -> tuple[ThemeRow, ...]:
    titles = {row["section"]: row["section_titre"] for row in proposals}
    numbered = enumerate(titles.items(), start=1)
    return tuple(ThemeRow(number, slug, title, number) for number, (slug, title) in numbered)


def _proposal(row: Record, themes: dict[str, int], authors: dict[str, int]) -> ProposalRow:
    number = _number(row["id"])
    return ProposalRow(
        id=number,
        theme_id=themes[row["section"]],
        title=row["titre"],
        source=row["corps_texte"],
        text=row["corps_texte"],
        author=authors[row["auteur"]],
        author_kind=row["auteur_type"],
        channel=Channel.ONLINE,
        territory_code="",
        territory_name="",
        published_at=_moment(row),
        path=f"/propositions/{number}-proposition",
        imported_votes=VoteTotals(int(row["votes_ok"]), int(row["votes_mitige"]), int(row["votes_nok"])),
        marked=row["corbeille"] == "1",
    )


def _argument(row: Record, authors: dict[str, int]) -> ArgumentRow:
    number, proposal = _number(row["id"]), _number(row["proposition_id"])
    return ArgumentRow(
        id=number,
        proposal_id=proposal,
        position=Position.FOR if row["sens"] == "pour" else Position.AGAINST,
        text=row["texte"],
        author=authors[row["auteur"]],
        channel=Channel.ONLINE,
        published_at=_moment(row),
        path=f"/propositions/{proposal}-proposition#argument-{number}",
        supports=int(row["votes"]),
    )


def _source(row: Record, authors: dict[str, int]) -> SourceRow:
    number, proposal = _number(row["id"]), _number(row["proposition_id"])
    return SourceRow(
        id=number,
        proposal_id=proposal,
        title=row["titre"],
        link=row["lien"],
        text=row["texte"],
        author=authors[row["auteur"]],
        channel=Channel.ONLINE,
        published_at=_moment(row),
        path=f"/propositions/{proposal}-proposition#source-{number}",
    )
