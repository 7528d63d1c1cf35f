"""The command that computes vectors: safe to run twice, and while the site serves."""

import sys

import click
from flask_babel import gettext as _
from flask_babel import ngettext

from consult.kit.commands import refuse
from consult.kit.db import database
from synthesis.vectors import encoder, jobs, queries


@click.command("vectors")
def vectors() -> None:
    """Donner leurs vecteurs de phrases aux textes publiés qui n’en ont pas, et oublier ceux des autres."""
    if not encoder.is_installed():
        refuse(_("Installez d’abord consult[vectors] : le modèle des vecteurs de phrases n’est pas là."))
    with database().unit_of_work(writes=False):
        expected = len(queries.public_ids())
    hidden = not sys.stderr.isatty()
    with click.progressbar(length=expected, label=_("Vecteurs"), file=sys.stderr, hidden=hidden) as bar:
        kept = jobs.rebuild(bar.update)
    click.echo(ngettext("%(num)s texte a ses vecteurs.", "%(num)s textes ont leurs vecteurs.", kept))
