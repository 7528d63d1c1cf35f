"""Follow or stop, from a terminal, what the worker computes."""

import time

import click
from flask_babel import gettext as _

from consult.kit import clock
from consult.kit.commands import refuse
from consult.kit.db import database
from consult.kit.errors import Conflict
from synthesis.models import Synthesis, SynthesisStatus
from synthesis.operations.life import ask_to_stop
from synthesis.progress import Advance, advance_of
from synthesis.queries.syntheses import consultation_by_slug, synthesis_of
from synthesis.wording import PHASES, STATUSES

_EVERY_SECONDS = 1.0


@click.command("follow")
@click.argument("slug")
@click.option("--once", is_flag=True, help="Dire où en est le calcul, et finir.")
def follow(slug: str, *, once: bool) -> None:
    """Dire où en est le calcul d’une synthèse : sa phase, son pourcentage, le temps restant."""
    said = ""
    while True:
        with database().unit_of_work(writes=False):
            synthesis = _synthesis(slug)
            line = _line(synthesis)
            over = synthesis.status is not SynthesisStatus.BUILDING
        if line != said:
            click.echo(line)
            said = line
        if once or over:
            return
        time.sleep(_EVERY_SECONDS)


@click.command("stop")
@click.argument("slug")
def stop(slug: str) -> None:
    """Arrêter le calcul d’une synthèse à sa prochaine étape ; ce qui était là avant revient."""
    try:
        with database().unit_of_work():
            ask_to_stop(None, _synthesis(slug), at=clock.now())
    except Conflict as fault:
        refuse(fault)
    click.echo(_("Le calcul s’arrête ; ce qui était là avant revient."))


def _synthesis(slug: str) -> Synthesis:
    consultation = consultation_by_slug(slug)
    synthesis = synthesis_of(consultation.id) if consultation is not None else None
    if synthesis is None:
        refuse(_("Donnez l’adresse d’une consultation close, dont la synthèse est demandée."))
    return synthesis


def _line(synthesis: Synthesis) -> str:
    if synthesis.status is not SynthesisStatus.BUILDING:
        return str(STATUSES[synthesis.status])
    advance: Advance = advance_of(synthesis, clock.now())
    if advance.phase is None:
        return _("Le calcul attend son tour.")
    left = (
        "" if advance.seconds_left is None else _(", encore %(seconds)s s environ", seconds=advance.seconds_left)
    )
    return f"{PHASES[advance.phase]} : {advance.percent} %{left}"
