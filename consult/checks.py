"""Look at the ground floor: settings, database, worker, mail and disk."""

import os
import shutil
from collections.abc import Iterator
from typing import cast

from flask import current_app
from flask_babel import gettext as _
from flask_babel import ngettext

from consult.kit import clock, limits, overdue, schema
from consult.kit.checks import Finding, Gravity, either
from consult.kit.db import database, sqlite_version, wal_is_sound
from consult.kit.worker import is_working
from consult.settings import Settings

_ROOM_BYTES = 1024**3


def settings_are_safe() -> Iterator[Finding]:
    """Say what must change before the public may come."""
    unsafe = _settings().unsafe()
    if not unsafe:
        yield Finding(Gravity.FINE, _("Les réglages conviennent à un site ouvert au public."))
    for sentence in unsafe:
        yield Finding(Gravity.WARNING, _("À régler avant d’ouvrir au public : %(what)s.", what=sentence))


def database_is_ready() -> Iterator[Finding]:
    """Say whether the tables are up to date, and whether SQLite is free of the known corruption."""
    waiting = schema.missing(database())
    yield either(
        not waiting,
        _("La base de données est à jour."),
        _("Lancez « consult init » : la base de données n’est pas à jour (%(names)s).", names=", ".join(waiting)),
    )
    if database().is_sqlite:
        version = ".".join(str(part) for part in sqlite_version())
        yield either(
            wal_is_sound(sqlite_version()),
            _("SQLite %(version)s convient.", version=version),
            _(
                "Installez SQLite 3.51.3 ou plus récent : la version %(version)s peut abîmer un journal WAL, "
                "qui reste donc fermé et ralentit les écritures.",
                version=version,
            ),
            Gravity.WARNING,
        )


def worker_is_alive() -> Iterator[Finding]:
    """Say whether what must be done later gets done, and what was given up."""
    if schema.missing(database()):
        return
    with database().unit_of_work(writes=False):
        late = overdue.count_late(clock.now() - overdue.LATE)
        abandoned = overdue.count_abandoned()
    alive = is_working(_settings().data_dir) if database().is_sqlite else not late
    yield either(
        alive,
        _("Le worker travaille."),
        _("Lancez « consult serve » ou « consult worker » : les courriels et les synthèses attendent."),
    )
    if late:
        waiting = ngettext("%(num)s tâche attend", "%(num)s tâches attendent", late)
        yield Finding(Gravity.WARNING, _("%(waiting)s depuis plus de deux minutes.", waiting=waiting))
    if abandoned:
        given_up = ngettext("%(num)s tâche a échoué", "%(num)s tâches ont échoué", abandoned)
        yield Finding(Gravity.FAULT, _("Lisez le journal du worker : %(given_up)s.", given_up=given_up))


def redis_answers() -> Iterator[Finding]:
    """Say whether Redis counts for this site, where it was asked to."""
    shared = limits.shared_counts()
    if shared is not None:
        yield either(
            shared.answers(),
            _("Redis répond."),
            _("Vérifiez REDIS_URL : Redis ne répond pas, les limites se comptent dans la base."),
            Gravity.WARNING,
        )


def machine_has_room() -> Iterator[Finding]:
    """Say whether the data folder can be written to, and whether the disk has room."""
    folder = _settings().data_dir
    yield either(
        os.access(folder, os.W_OK),
        _("Le dossier de données est %(folder)s.", folder=folder),
        _("Donnez à ce compte le droit d’écrire dans %(folder)s.", folder=folder),
    )
    yield either(
        shutil.disk_usage(folder).free > _ROOM_BYTES,
        _("Le disque a de la place."),
        _("Libérez de la place : il reste moins d’un gibioctet sur le disque."),
    )


def _settings() -> Settings:
    return cast("Settings", current_app.extensions["consult_settings"])
