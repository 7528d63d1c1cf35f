"""The contributions' commands, each safe to run twice."""

import click
from sqlalchemy import select

from consult.consultations.models import Consultation
from consult.kit.db import database, session
from contributions.counters import rebuild
from contributions.rendering import AT_ONCE, render_anew


@click.command("rebuild")
def rebuild_counters() -> None:
    """Recompter les votes, les arguments et les commentaires de chaque consultation."""
    with database().unit_of_work():
        for consultation in session.scalars(select(Consultation).order_by(Consultation.id)):
            rebuild(consultation)
            click.echo(f"{consultation.slug} : compteurs refaits.")


@click.command("render")
def render_texts() -> None:
    """Remettre en page les textes qu’une version précédente du site avait mis en page."""
    total, rendered = 0, AT_ONCE
    while rendered == AT_ONCE:
        with database().unit_of_work():
            rendered = render_anew()
        total += rendered
    click.echo(f"Textes remis en page : {total}.")
