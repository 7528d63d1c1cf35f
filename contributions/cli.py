"""The contributions' commands, each safe to run twice."""

import click
from sqlalchemy import select

from consult.consultations.models import Consultation
from consult.kit.db import database, session
from contributions.counters import rebuild


@click.command("rebuild")
def rebuild_counters() -> None:
    """Recompter les votes, les arguments et les commentaires de chaque consultation."""
    with database().unit_of_work():
        for consultation in session.scalars(select(Consultation).order_by(Consultation.id)):
            rebuild(consultation)
            click.echo(f"{consultation.slug} : compteurs refaits.")
