"""Make the demonstration from the command line."""

from typing import cast

import click
from flask import current_app
from flask_babel import gettext as _

from consult.demo import making
from consult.kit import clock, commands
from consult.kit.db import database
from consult.kit.errors import Invalid
from consult.settings import Mode, Settings

PEOPLE, SEED = 1_500, 2030


@click.command("demo", help="Remplir le site d’une démonstration : deux consultations fictives.")
@click.option(
    "--people", default=PEOPLE, show_default=True, type=click.IntRange(100, 200_000), help="Participants."
)
@click.option(
    "--proposals",
    default=0,
    type=click.IntRange(0, 100_000),
    help="Propositions à atteindre en répétant les textes.",
)
@click.option("--seed", default=SEED, show_default=True, help="Graine du tirage.")
def demo(people: int, proposals: int, seed: int) -> None:
    """Make the demonstration; where it is already there, say so and change nothing."""
    if cast("Settings", current_app.extensions["consult_settings"]).mode is Mode.PRODUCTION:
        commands.refuse(_("Installez la démonstration ailleurs : ce site est ouvert au public."))
    try:
        with database().unit_of_work():
            said = making.make(clock.now(), seed=seed, people=people, proposals=proposals)
    except Invalid as refusal:
        commands.refuse(refusal.sentence)
    for sentence in said or [_("La démonstration est déjà là : rien n’a changé.")]:
        click.echo(sentence)
