"""Open, run and keep a site from the command line."""

import os
import sys
from pathlib import Path

import click
from flask import Flask, current_app
from flask_babel import gettext as _

from consult.kit import backup as saving
from consult.kit import clock, schema
from consult.kit.checks import Gravity, findings
from consult.kit.commands import refuse
from consult.kit.db import database
from consult.kit.errors import DomainError
from consult.kit.serving import Place, WebServer, run_first, run_together
from consult.kit.worker import Worker, is_working
from consult.settings import Settings

_MARKS = {Gravity.FINE: "✓", Gravity.WARNING: "!", Gravity.FAULT: "✗"}


@click.command()
def init() -> None:
    """Créer la base de données, ou la mettre à jour ; la relancer ne change rien."""
    schema.upgrade(database())
    click.echo(_("La base de données est prête."))


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Adresse de la machine.")
@click.option("--port", envvar="PORT", default=8000, show_default=True, help="Port (PORT).")
@click.option("--processes", envvar="CONSULT_PROCESSES", default=2, show_default=True, help="Processus web.")
@click.option("--threads", envvar="CONSULT_THREADS", default=4, show_default=True, help="Fils par processus.")
@click.option("--web-only", is_flag=True, help="Laisser les tâches à un worker lancé à part.")
@click.option("--prepare", is_flag=True, help="Faire d’abord « init », et « demo » pour une démonstration.")
def serve(host: str, port: int, processes: int, threads: int, *, web_only: bool, prepare: bool) -> None:
    """Ouvrir le site : le serveur web et, à côté, un worker."""
    if prepare and (refused := run_first(_prepare)):
        sys.exit(refused)
    _require_database()
    place = Place(host, port, processes, threads)
    if not place.is_free:
        refuse(
            _(
                "Choisissez un autre port, par exemple PORT=%(other)s : le port %(port)s est déjà pris.",
                port=port,
                other=port + 1,
            )
        )
    web = WebServer(
        _application(),
        place,
        _("Le site est ouvert : %(site)s (Ctrl-C pour l’arrêter).", site=_settings().site_url),
    )
    if web_only:
        web.run()
    else:
        sys.exit(run_together(web.run, _work))


@click.command()
def worker() -> None:
    """Faire les tâches qui attendent, jusqu’à ce qu’on l’arrête."""
    _require_database()
    _work()


def _prepare() -> None:
    for words in (["init"], ["demo"]) if _settings().demo else (["init"],):
        current_app.extensions["consult_commands"].main(words, prog_name="consult", standalone_mode=False)


def _work() -> None:
    # Read by numpy when a job first loads it: one thread is as fast here, and leaves a core to the pages.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    Worker(_application(), _settings().data_dir).run()


@click.command()
def check() -> None:
    """Dire ce qui manque ou ce qui est risqué ; le code de sortie est 1 si quelque chose est en panne."""
    found = findings()
    for one in found:
        click.echo(f"{_MARKS[one.gravity]} {one.sentence}")
    sys.exit(int(any(one.gravity is Gravity.FAULT for one in found)))


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
def backup(file: Path) -> None:
    """Sauvegarder tout le site dans FILE, sans l’arrêter."""
    _require_database()
    try:
        saving.save(database(), _settings().data_dir, file.absolute(), at=clock.now())
    except DomainError as error:
        refuse(error.sentence)
    click.echo(_("Sauvegarde écrite : %(name)s. Elle contient des données personnelles.", name=file))


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="Effacer les données présentes.")
def restore(file: Path, *, replace: bool) -> None:
    """Remettre le site sauvegardé dans FILE à la place de celui-ci ; arrêtez-le d’abord."""
    folder = _settings().data_dir
    if database().is_sqlite and is_working(folder):
        refuse(_("Arrêtez d’abord le site : un worker travaille sur ces données."))
    if not replace and not schema.is_empty(database()):
        refuse(_("Ajoutez --replace pour effacer les données présentes : la base de données n’est pas vide."))
    try:
        saving.restore(database(), folder, file)
    except DomainError as error:
        refuse(error.sentence)
    click.echo(_("Site restauré depuis %(name)s. L’index de recherche se refait au premier démarrage.", name=file))


@click.command()
@click.argument("message", required=False)
def migration(message: str | None) -> None:
    """Écrire la migration suivante, nommée MESSAGE ; sans nom, récrire la première (pour qui développe)."""
    written = schema.write_next(message) if message else schema.write_initial()
    click.echo(written.name)


def _application() -> Flask:
    """Return the application itself, for the processes that outlive this context."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001
    return app


def _require_database() -> None:
    waiting = schema.missing(database())
    # Nothing opened here may be shared with the processes that follow.
    database().engine.dispose()
    if waiting:
        refuse(_("Lancez d’abord « consult init » : la base de données n’est pas à jour."))


def _settings() -> Settings:
    settings: Settings = current_app.extensions["consult_settings"]
    return settings
