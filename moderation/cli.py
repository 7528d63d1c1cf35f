"""The commands of moderation: measure the detectors, sum again what orders the queue."""

import csv
import json
import zlib
from pathlib import Path

import click
from flask_babel import gettext as _

from consult.kit import clock
from consult.kit.commands import refuse
from consult.kit.db import database
from moderation.evaluation import evaluate as evaluate_sets
from moderation.operations.concerns import rebuild_concerns


@click.command("moderation")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Écrire un objet JSON.")
def evaluate(folder: Path, *, as_json: bool) -> None:
    """Mesurer les indices automatiques sur les textes annotés que contient FOLDER."""
    try:
        measures, missing = evaluate_sets(folder)
    except (OSError, EOFError, zlib.error, UnicodeDecodeError, csv.Error, KeyError) as error:
        refuse(_("Vérifiez les fichiers de %(folder)s : %(error)s.", folder=folder, error=error))
    for name in missing:
        click.echo(_("Absent, donc non mesuré : %(name)s", name=name), err=True)
    if as_json:
        click.echo(json.dumps(measures, ensure_ascii=False, indent=2, sort_keys=True))
        return
    for measure, values in sorted(measures.items()):
        for name, value in sorted(values.items()):
            click.echo(f"{measure}  {name}  {value:.4f}")


@click.command("rebuild")
def rebuild_queue() -> None:
    """Recalculer l’ordre de la file de modération depuis les signalements et les indices."""
    with database().unit_of_work():
        count = rebuild_concerns(at=clock.now())
    click.echo(_("La file est recalculée : %(count)s textes relus.", count=count))
