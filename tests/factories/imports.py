"""Write the files of a consultation held elsewhere, as they were published; give only what the test is about."""

import csv
import gzip
import io
from pathlib import Path

from contributions.imports.republique_numerique import ARGUMENTS, COLUMNS, PROPOSALS, SOURCES

Record = dict[str, str]
_PROPOSAL = {
    "id": "o61",
    "section": "section-1-ouverture",
    "section_rang": "Section 1",
    "section_titre": "Ouverture des données",
    "titre": "Ouvrir les données des transports",
    "corps_html": "<p>Les horaires, <strong>en direct</strong>.</p>",
    "auteur": "c_24d56a1bdb",
    "auteur_type": "Citoyen",
    "cree_le": "2015-09-27T10:00:00+0200",
    "modifie_le": "2015-09-27T10:00:00+0200",
    "votes_ok": "12",
    "votes_nok": "3",
    "votes_mitige": "2",
    "votes_total": "17",
    "corbeille": "0",
}
_RESPONSE = {
    "proposition_id": "o61",
    "texte": "C’est utile à tous.",
    "auteur": "c_90fbb00000",
    "cree_le": "2015-09-28T10:00:00+0200",
    "votes": "5",
}
_ARGUMENT = {**_RESPONSE, "id": "a1", "sens": "pour"}
_SOURCE = {
    **_RESPONSE,
    "id": "s1",
    "categorie": "Rapport / Étude",
    "titre": "Un rapport",
    "lien": "https://exemple.fr/",
}


def write_republique_numerique(
    folder: Path,
    proposals: tuple[Record, ...] = ({},),
    arguments: tuple[Record, ...] = ({},),
    sources: tuple[Record, ...] = ({},),
) -> Path:
    """Write the three files; each record given replaces values of an ordinary one."""
    folder.mkdir(exist_ok=True)
    tables = {PROPOSALS: (_PROPOSAL, proposals), ARGUMENTS: (_ARGUMENT, arguments), SOURCES: (_SOURCE, sources)}
    for file, (usual, records) in tables.items():
        write_table(folder / file, COLUMNS[file].split(), [{**usual, **record} for record in records])
    return folder


def write_table(path: Path, columns: list[str], records: list[Record]) -> None:
    """Write a CSV file compressed with gzip; a value not given is empty."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="")
    writer.writeheader()
    writer.writerows(records)
    path.write_bytes(gzip.compress(text.getvalue().encode()))
