"""The commands of moderation: measure the detectors, sum again what orders the queue."""

from pathlib import Path

import click
from flask_babel import gettext as _

from consult.kit import clock
from consult.kit.db import database
from consult.kit.measures import print_measures
from moderation.evaluation.table import markdown as tables
from moderation.evaluation.whole import evaluate as evaluate_sets
from moderation.operations.concerns import rebuild_concerns


@click.command("moderation")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Écrire un objet JSON.")
@click.option("--markdown", is_flag=True, help="Écrire les tableaux de docs/moderate.md.")
def evaluate(folder: Path, *, as_json: bool, markdown: bool) -> None:
    """Mesurer les indices automatiques sur les textes annotés que contient FOLDER."""
    print_measures(folder, evaluate_sets, as_json=as_json, show=tables if markdown else None)


@click.command("rebuild")
def rebuild_queue() -> None:
    """Recalculer l’ordre de la file de modération depuis les signalements et les indices."""
    with database().unit_of_work():
        count = rebuild_concerns(at=clock.now())
    click.echo(_("La file est recalculée : %(count)s textes relus.", count=count))
