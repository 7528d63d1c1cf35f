"""Open, run and keep a site from the command line."""

import os
import sys
from typing import NoReturn

import click
from flask import current_app
from flask_babel import gettext as _

from consult.kit import schema
from consult.kit.db import database
from consult.kit.serving import Place, WebServer, run_together
from consult.kit.worker import Worker
from consult.settings import Settings

_REFUSED = 2


@click.command()
def init() -> None:
    """Create or upgrade the database; running it twice changes nothing."""
    schema.upgrade(database())
    click.echo(_("La base de données est prête."))


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", envvar="PORT", default=8000, show_default=True)
@click.option("--processes", envvar="CONSULT_PROCESSES", default=2, show_default=True)
@click.option("--threads", envvar="CONSULT_THREADS", default=4, show_default=True)
@click.option("--web-only", is_flag=True, help="Leave the jobs to a worker started apart.")
def serve(host: str, port: int, processes: int, threads: int, *, web_only: bool) -> None:
    """Serve the pages, with one worker beside the web server."""
    _require_database()
    place = Place(host, port, processes, threads)
    if not place.is_free:
        _refuse(
            _(
                "Choisissez un autre port, par exemple PORT=%(other)s : le port %(port)s est déjà pris.",
                port=port,
                other=port + 1,
            )
        )
    if web_only:
        site = _settings().site_url
        WebServer(
            current_app._get_current_object(),  # type: ignore[attr-defined]  # noqa: SLF001 - the documented way out of the proxy
            place,
            _("Le site est ouvert : %(site)s (Ctrl-C pour l’arrêter).", site=site),
        ).run()
        return
    web = [*_again(), "serve", "--web-only", "--host", host]
    chosen = {"PORT": str(port), "CONSULT_PROCESSES": str(processes), "CONSULT_THREADS": str(threads)}
    sys.exit(run_together(web, [*_again(), "worker"], {**os.environ, **chosen}))


@click.command()
def worker() -> None:
    """Do the jobs that are due, until stopped."""
    _require_database()
    # Read by numpy when a job first loads it: one thread is as fast here, and leaves a core to the pages.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    Worker(_settings().data_dir).run()


@click.command()
@click.argument("message", required=False)
def migration(message: str | None) -> None:
    """Write the next migration, called MESSAGE; without one, write the first afresh (developers only)."""
    written = schema.write_next(message) if message else schema.write_initial()
    click.echo(written.name)


def _again() -> list[str]:
    """Return how this program was started, to start it again with another word."""
    return [sys.executable, sys.argv[0]]


def _require_database() -> None:
    waiting = schema.missing(database())
    # Nothing opened here may be shared with the processes that follow.
    database().engine.dispose()
    if waiting:
        _refuse(_("Lancez d’abord « consult init » : la base de données n’est pas à jour."))


def _settings() -> Settings:
    settings: Settings = current_app.extensions["consult_settings"]
    return settings


def _refuse(sentence: str) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(_REFUSED)
