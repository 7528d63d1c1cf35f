"""The syntheses' commands: write a dossier in a folder, and check one."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import click
from flask_babel import gettext as _
from flask_babel import ngettext

from consult.consultations.models import Consultation
from consult.kit import clock
from consult.kit.commands import refuse
from consult.kit.db import database
from consult.kit.measures import print_measures
from synthesis import dossier
from synthesis.analysis.corpus import Corpus
from synthesis.analysis.findings import Progress
from synthesis.analysis.grids import Grid
from synthesis.analysis.snapshot import CorruptSnapshotError
from synthesis.analysis.vectors import Vectors
from synthesis.composer.edits import Edits
from synthesis.composer.wording import Wording
from synthesis.dossier import UnknownFormatError
from synthesis.evaluation.all import evaluate as evaluate_sets
from synthesis.grids.queries import grids_frozen
from synthesis.queries.corpus import corpus_of
from synthesis.queries.syntheses import consultation_by_slug, synthesis_of
from synthesis.reading import corpus_of_snapshot, edits_made
from synthesis.site import site_look, site_url
from synthesis.vectors.jobs import is_on, vectors_now
from synthesis.vectors.queries import frozen_vectors


@click.command("build")
@click.argument("slug")
@click.option("--output", required=True, type=click.Path(path_type=Path), help="Dossier à écrire.")
@click.option("--formats", default=",".join(dossier.FORMATS), help="Formats, séparés par des virgules.")
def build(slug: str, output: Path, formats: str) -> None:
    """Écrire dans un dossier la synthèse d’une consultation, avec ses données et de quoi la vérifier."""
    with database().unit_of_work(writes=False):
        (corpus, edits, grids, snapshot_id), look = _material(slug), site_look()
    vectors = _vectors(snapshot_id, corpus)
    try:
        with _progress() as tell:
            made = dossier.build(corpus, edits, site=site_url(), vectors=vectors, grids=grids, progress=tell)
        made = replace(made, look=look)
        written = dossier.write_folder(made, output, formats.split(","))
    except (UnknownFormatError, FileExistsError) as fault:
        refuse(fault)
    except OSError as fault:
        refuse(_("Vérifiez le dossier de sortie, rien n’y a été écrit : %(fault)s", fault=str(fault)))
    for path in written:
        click.echo(str(path))


@click.command("verify")
@click.argument("folder", type=click.Path(path_type=Path))
def verify(folder: Path) -> None:
    """Recalculer un dossier depuis ses propres données, et dire s’il est identique ou ce qui diffère."""
    try:
        differing = dossier.differences(folder)
        is_untouched = bool(differing) and not dossier.touched(folder)
    except (OSError, CorruptSnapshotError) as fault:
        refuse(_("Donnez un dossier écrit par « consult synthesis build » : %(fault)s", fault=str(fault)))
    if is_untouched and (gone := dossier.withheld_from(folder)):
        click.echo(_withheld_since(len(gone)))
        return
    if differing:
        for name in differing:
            click.echo(_("%(name)s : diffère", name=name), err=True)
        if is_untouched:
            click.echo(_written_otherwise(folder), err=True)
        raise SystemExit(1)
    click.echo(_("Identique : tout se recalcule depuis les données du dossier."))


def _withheld_since(count: int) -> str:
    """Say what may still be checked of a dossier some words have left."""
    gone = ngettext(
        "Les mots de %(num)s contribution en ont été retirés depuis : le calcul ne s’y refait plus.",
        "Les mots de %(num)s contributions en ont été retirés depuis : le calcul ne s’y refait plus.",
        count,
    )
    return _("Chaque fichier est bien celui que le manifeste décrit. %(gone)s", gone=gone)


def _written_otherwise(folder: Path) -> str:
    """Say that an untouched dossier comes from other versions, and which ones compute it to the byte."""
    found = dossier.written_with(folder)
    told = ", ".join(f"{name} {then} ({now})" for name, (then, now) in found.items() if then)
    if not told:
        return _(
            "Chaque fichier est bien celui que le manifeste décrit, mais cette copie de Consult l’écrit "
            "autrement. Il se recalcule avec celle qui l’a écrit."
        )
    return _(
        "Chaque fichier est bien celui que le manifeste décrit, mais d’autres versions l’ont écrit. Pour le "
        "recalculer à l’octet près, installez celles-ci (entre parenthèses, celles d’ici) : %(versions)s.",
        versions=told,
    )


def _material(slug: str) -> tuple[Corpus, Edits, tuple[Grid, ...], int | None]:
    """Return the data, the corrections, the grids and the photograph of the synthesis, or the present data."""
    consultation = _consultation(slug)
    synthesis = synthesis_of(consultation.id)
    if synthesis is not None and synthesis.snapshot_id is not None:
        corpus = corpus_of_snapshot(synthesis.snapshot_id)
        return corpus, edits_made(synthesis), grids_frozen(synthesis), synthesis.snapshot_id
    return corpus_of(consultation, at=clock.now(), say=Wording()), Edits(), (), None


def _vectors(snapshot_id: int | None, corpus: Corpus) -> Vectors | None:
    """Return the vectors frozen with the photograph, or those of the present data."""
    if snapshot_id is None:
        return vectors_now(corpus) if is_on() else None
    with database().unit_of_work(writes=False):
        return frozen_vectors(snapshot_id, corpus)


def _consultation(slug: str) -> Consultation:
    found = consultation_by_slug(slug)
    if found is None:
        refuse(_("Donnez l’adresse d’une consultation : « %(slug)s » n’existe pas.", slug=slug))
    return found


@click.command("synthesis")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Écrire un objet JSON.")
def evaluate(folder: Path, *, as_json: bool) -> None:
    """Mesurer l’analyse sur les consultations annotées que contient FOLDER."""
    print_measures(folder, evaluate_sets, as_json=as_json)


@contextmanager
def _progress() -> Iterator[Progress]:
    """Show a bar on a terminal, and nothing elsewhere."""
    hidden = not sys.stderr.isatty()
    with click.progressbar(length=100, label=_("Analyse"), file=sys.stderr, hidden=hidden) as bar:

        def tell(done: int, total: int) -> None:
            if total:
                bar.update(100 * done // total - bar.pos)

        yield tell
