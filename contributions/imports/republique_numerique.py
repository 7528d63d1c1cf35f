"""Read the data of the République numérique consultation (2015), as they were published.

The folder holds `propositions`, `arguments` and `sources`, each a CSV file compressed with gzip.
Amendments have lost their text and the graph of common votes is no contribution: both are counted
and set aside.
"""

import tomllib
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from consult.accounts.models import ContributorKind
from consult.kit.errors import Invalid
from consult.kit.tables import Line, read_table
from consult.kit.text.from_html import markdown_from_html
from contributions.imports.reading import Reading, heading, known, markdown_from_text, moment, number, title
from contributions.imports.rows import (
    Brought,
    BroughtArgument,
    BroughtAuthor,
    BroughtProposal,
    BroughtSource,
    BroughtText,
    BroughtTheme,
    Frame,
    SetAside,
    Tick,
)
from contributions.links import checked_link
from contributions.models import Kind, Position

FRAME = Path(__file__).with_suffix(".toml")
PROPOSALS, ARGUMENTS, SOURCES = "propositions.csv.gz", "arguments.csv.gz", "sources.csv.gz"
AMENDMENTS, NODES, EDGES = "amendements.csv.gz", "covote_noeuds.csv.gz", "covote_aretes.csv.gz"
COLUMNS = {
    PROPOSALS: (
        "id section section_rang section_titre titre corps_texte corps_html explication auteur auteur_type "
        "cree_le modifie_le votes_ok votes_nok votes_mitige votes_total arguments_pour arguments_contre "
        "nb_sources nb_amendements corbeille communaute_covote"
    ),
    ARGUMENTS: "id proposition_id section sens texte auteur cree_le votes",
    SOURCES: "id proposition_id section categorie titre lien texte auteur cree_le votes",
    AMENDMENTS: (
        "id proposition_id section titre auteur auteur_type votes_ok votes_nok votes_mitige votes_total "
        "nb_arguments nb_sources communaute_covote"
    ),
    NODES: "id communaute type_contribution type_auteur votes_ok votes_nok votes_mitige",
    EDGES: "a b",
}
"""The columns of each file, exactly."""

_POSITIONS = {"pour": Position.FOR, "contre": Position.AGAINST}
_KINDS = {
    "Citoyen": ContributorKind.CITIZEN,
    "Organisation à but non lucratif": ContributorKind.ASSOCIATION,
    "Organisation à but lucratif": ContributorKind.COMPANY,
    "Institution": ContributorKind.PUBLIC_BODY,
}
_STATE = "gouvernement"
_LONGEST_SLUG, _LONGEST_THEME, _LONGEST_LABEL, _LONGEST_CATEGORY = 80, 200, 400, 80
_SHORTEST_PSEUDONYM = 4


class RepubliqueNumerique:
    """The files of one folder, read and found to be what they should be; their records are not yet."""

    def __init__(self, path: Path) -> None:
        """Read the files of a folder, or of the folder that holds `path`; raises `Invalid` with what to do."""
        if not path.exists():
            raise Invalid(_l("Indiquez le dossier des données : « %(path)s » n’existe pas.", path=path))
        self._folder = path if path.is_dir() else path.parent
        self._proposals, self._arguments, self._sources = map(self._lines, (PROPOSALS, ARGUMENTS, SOURCES))
        self._set_aside = tuple(self._counted())

    def __len__(self) -> int:
        """Count the records that `read` will go through."""
        return len(self._proposals) + len(self._arguments) + len(self._sources)

    def read(self, tick: Tick) -> Brought:
        """Return the consultation, without the records that cannot be kept, each said with its line."""
        reading = Reading(tick)
        proposals = tuple(reading.keep(Kind.PROPOSAL, PROPOSALS, self._proposals, _proposal))
        keys = frozenset(one.key for one in proposals)
        arguments = tuple(
            reading.keep(Kind.ARGUMENT, ARGUMENTS, self._arguments, lambda line: _argument(line, keys))
        )
        sources = tuple(reading.keep(Kind.SOURCE, SOURCES, self._sources, lambda line: _source(line, keys)))
        return Brought(
            frame=Frame(**tomllib.loads(FRAME.read_text("utf-8"))),
            themes=_themes(self._proposals, {one.theme for one in proposals}),
            authors=_authors([*proposals, *arguments, *sources], _kinds(self._proposals)),
            proposals=proposals,
            arguments=arguments,
            sources=sources,
            read=reading.read,
            left_out=tuple(reading.left_out),
            set_aside=self._set_aside,
        )

    def _lines(self, file: str) -> list[Line]:
        return list(read_table(self._folder / file, COLUMNS[file].split()))

    def _counted(self) -> Iterator[SetAside]:
        reasons = {
            AMENDMENTS: _("les données n’ont gardé que leur titre"),
            NODES: _("ce sont les points du graphe des votes communs, pas des contributions"),
            EDGES: _("ce sont les liens du graphe des votes communs, pas des contributions"),
        }
        for file, reason in reasons.items():
            if (self._folder / file).exists():
                yield SetAside(file, len(self._lines(file)), reason)


# --- one record -----------------------------------------------------------------------


def _proposal(line: Line) -> BroughtProposal:
    written_at, edited_at = moment(line, "cree_le"), moment(line, "modifie_le")
    title(line, "section_titre", _LONGEST_THEME)
    return BroughtProposal(
        key=title(line, "id"),
        author=title(line, "auteur"),
        theme=title(line, "section", _LONGEST_SLUG),
        title=heading(line, "titre"),
        text=_body(line),
        written_at=written_at,
        edited_at=edited_at if edited_at != written_at else None,
        votes=(number(line, "votes_ok"), number(line, "votes_mitige"), number(line, "votes_nok")),
        marked=line["corbeille"] == "1",
        from_organiser=line["auteur"] == _STATE,
    )


def _body(line: Line) -> str:
    """Return the article, then the explanation its author joined: some wrote everything there."""
    article = markdown_from_html(line["corps_html"])
    heading, _newline, explanation = line["explication"].partition("\n")
    if not explanation.strip():
        return article
    return f"{article}\n\n### {heading.strip()}\n\n{markdown_from_text(explanation)}".lstrip()


def _argument(line: Line, proposals: Collection[str]) -> BroughtArgument:
    position = _POSITIONS.get(line["sens"])
    if position is None:
        raise Invalid(_l("la colonne « sens » ne dit ni « pour » ni « contre »."))
    return BroughtArgument(
        key=title(line, "id"),
        proposal=known(line, "proposition_id", proposals),
        author=title(line, "auteur"),
        position=position,
        text=markdown_from_text(line["texte"]),
        written_at=moment(line, "cree_le"),
        supports=number(line, "votes"),
    )


def _source(line: Line, proposals: Collection[str]) -> BroughtSource:
    return BroughtSource(
        key=title(line, "id"),
        proposal=known(line, "proposition_id", proposals),
        author=title(line, "auteur"),
        label=heading(line, "titre", _LONGEST_LABEL),
        link=checked_link(line["lien"]),
        category=title(line, "categorie", _LONGEST_CATEGORY),
        text=markdown_from_text(line["texte"]),
        written_at=moment(line, "cree_le"),
        supports=number(line, "votes"),
    )


# --- themes and authors ---------------------------------------------------------------


def _themes(lines: Iterable[Line], kept: Collection[str]) -> tuple[BroughtTheme, ...]:
    """Return the sections in the order in which the file first names them."""
    titles: dict[str, str] = {}
    for line in lines:
        if line["section"] in kept:
            titles.setdefault(line["section"], heading(line, "section_titre"))
    return tuple(BroughtTheme(slug, name) for slug, name in titles.items())


def _kinds(lines: Iterable[Line]) -> dict[str, ContributorKind]:
    """Return in whose name each author spoke, as far as the data say it."""
    return {line["auteur"]: _KINDS[line["auteur_type"]] for line in lines if line["auteur_type"] in _KINDS}


def _authors(texts: Sequence[BroughtText], kinds: dict[str, ContributorKind]) -> tuple[BroughtAuthor, ...]:
    since = {one.author: one.written_at for one in sorted(texts, key=lambda one: one.written_at, reverse=True)}
    names = _names(sorted(since))
    return tuple(
        BroughtAuthor(key, names[key], kinds.get(key, ContributorKind.NOT_SAID), since=first)
        for key, first in sorted(since.items())
    )


def _names(keys: Sequence[str]) -> dict[str, str]:
    """Return a name to show for each pseudonym: as few of its characters as tell all of them apart."""
    marks = [key.removeprefix("c_") for key in keys]
    length = _SHORTEST_PSEUDONYM
    while len({mark[:length] for mark in marks}) < len(set(marks)):
        length += 1
    named = {key: _("Anonyme %(mark)s", mark=mark[:length]) for key, mark in zip(keys, marks, strict=True)}
    return {**named, **({_STATE: _("Gouvernement")} if _STATE in named else {})}
