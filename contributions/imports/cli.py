"""Import consultations held elsewhere from the command line: one command per format."""

import sys
from pathlib import Path

import click
from flask_babel import gettext as _

from consult.kit import clock, commands
from consult.kit.db import database
from consult.kit.errors import Invalid
from contributions.imports import report
from contributions.imports.republique_numerique import RepubliqueNumerique
from contributions.imports.rows import Files
from contributions.imports.writer import keep


@click.command(
    "republique-numerique",
    help="Importer la consultation République numérique (2015) depuis le dossier PATH.",
)
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--consultation", "slug", required=True, metavar="SLUG", help="Adresse de la consultation à créer.")
def republique_numerique(path: Path, slug: str) -> None:
    """Bring in the République numérique consultation (2015); a second run adds nothing."""
    try:
        _import(RepubliqueNumerique(path), slug)
    except Invalid as refusal:
        commands.refuse(refusal.sentence)


def _import(files: Files, slug: str) -> None:
    """Read, then write in one transaction, showing how far it has gone; say what was done."""
    steps = 2 * len(files)
    with click.progressbar(
        length=steps, label=_("Import"), file=sys.stderr, hidden=not sys.stderr.isatty(), update_min_steps=50
    ) as bar:
        brought = files.read(lambda: bar.update(1))
        with database().unit_of_work():
            outcome = keep(brought, slug, at=clock.now(), tick=lambda: bar.update(1))
    for line in report.lines(brought, outcome):
        click.echo(line)
