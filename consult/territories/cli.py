"""Import the official list of territories from the command line."""

import sys
from pathlib import Path

import click
from flask_babel import gettext as _
from flask_babel import ngettext

from consult.kit.db import database
from consult.kit.errors import Invalid
from consult.territories import operations
from consult.territories.models import TerritoryLevel
from consult.territories.operations import Outcome

_REFUSED = 2


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
def import_territories(folder: Path) -> None:
    """Lire région, départements, EPCI et communes dans FOLDER ; la relancer ne change rien."""
    try:
        with database().unit_of_work():
            outcome = operations.import_territories(folder)
    except Invalid as refusal:
        click.echo(str(refusal.sentence), err=True)
        sys.exit(_REFUSED)
    click.echo(_report(outcome))


def _report(outcome: Outcome) -> str:
    departments = outcome.read[TerritoryLevel.DEPARTMENT]
    communes = outcome.read[TerritoryLevel.COMMUNE]
    read = (
        ngettext("%(num)s département", "%(num)s départements", departments),
        _("%(num)s EPCI", num=outcome.read[TerritoryLevel.EPCI]),
        ngettext("%(num)s commune", "%(num)s communes", communes),
    )
    done = _(
        "%(added)s ajoutés, %(changed)s corrigés, %(unchanged)s déjà justes.",
        added=outcome.added,
        changed=outcome.changed,
        unchanged=outcome.unchanged,
    )
    return str(_("Lus : %(read)s. %(done)s", read=", ".join(read), done=done))
