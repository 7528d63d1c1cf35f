"""The files of a synthesis as they are offered: what each is for, and how it is sent."""

from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from consult.kit.errors import Sentence
from consult.kit.languages import number
from synthesis.models import Synthesis, SynthesisFile
from synthesis.queries.syntheses import files_of

_KIB = 1024


@dataclass(frozen=True)
class Kind:
    """What a file is: its place in the list, its media type, its format and what it is for."""

    order: int
    media_type: str
    format: str
    label: Sentence


KINDS = {
    "synthese.pdf": Kind(1, "application/pdf", "PDF", _l("La synthèse à imprimer ou à envoyer")),
    "synthese.odt": Kind(
        2,
        "application/vnd.oasis.opendocument.text",
        "ODT",
        _l("La synthèse à reprendre dans un traitement de texte"),
    ),
    "synthese.docx": Kind(
        3,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "DOCX",
        _l("La synthèse à reprendre dans Word"),
    ),
    "synthese.html": Kind(
        4, "text/html; charset=utf-8", "HTML", _l("La synthèse en une page, avec toute l’annexe")
    ),
    "synthese.css": Kind(5, "text/css; charset=utf-8", "CSS", _l("La mise en forme de la page HTML")),
    "contributions.csv": Kind(
        6, "text/csv; charset=utf-8", "CSV", _l("Les contributions publiées et leurs votes")
    ),
    "synthese.json": Kind(7, "application/json", "JSON", _l("La synthèse pour un programme, phrase par phrase")),
    "synthese.schema.json": Kind(
        8, "application/json", "JSON", _l("Ce que contient chaque champ du fichier précédent")
    ),
    "photographie.json": Kind(9, "application/json", "JSON", _l("Les données dont elle est calculée")),
    "corrections.json": Kind(10, "application/json", "JSON", _l("Ce que le secrétariat a écrit")),
    "grille.json": Kind(
        11, "application/json", "JSON", _l("Les codes du secrétariat, et ceux qu’il a donnés aux contributions")
    ),
    "vecteurs.bin": Kind(12, "application/octet-stream", "BIN", _l("Le sens des phrases, pour refaire le calcul")),
    "identite.json": Kind(
        13, "application/json", "JSON", _l("La couleur et le logo, pour refaire les mêmes fichiers")
    ),
    "manifeste.json": Kind(14, "application/json", "JSON", _l("Les empreintes et les versions, pour vérifier")),
}


@dataclass(frozen=True)
class Download:
    """A file as a page offers it."""

    label: Sentence
    url: str
    format: str
    size: str


def downloads(synthesis: Synthesis) -> list[Download]:
    """Return the files to offer, the most useful first."""
    known = [(KINDS[row.name], row) for row in files_of(synthesis) if row.name in KINDS]
    return [_download(synthesis, kind, row) for kind, row in sorted(known, key=lambda pair: pair[0].order)]


def _download(synthesis: Synthesis, kind: Kind, row: SynthesisFile) -> Download:
    url = url_for("synthesis.download", synthesis_id=synthesis.id, name=row.name)
    return Download(kind.label, url, kind.format, size_label(row.size))


def size_label(size: int) -> str:
    """Write a size in bytes as people read it."""
    if size < _KIB * _KIB:
        return _("%(size)s ko", size=number(max(1, round(size / _KIB))))
    return _("%(size)s Mo", size=number(round(size / _KIB / _KIB, 1)))
