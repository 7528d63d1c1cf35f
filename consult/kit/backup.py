"""Save a whole site in one file, and bring it back: the database, and the files that cannot be made again.

The file is a tar: `manifest.json`, the database as its engine saves it, and `files/`. It holds
personal data and the key that signs sessions, so only its owner may read it.
"""

import json
import os
import shutil
import subprocess
import tarfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

import pysqlite3
from flask_babel import gettext as _

from consult.kit import schema
from consult.kit.db import Database
from consult.kit.errors import Conflict, Invalid
from consult.kit.registries import Registry

disposable: Registry[str] = Registry("disposable")
"""Names in the data folder that need no saving: they are made again, or have served."""

_FORMAT = 1
_MANIFEST, _FILES = "manifest.json", "files"
_DUMPS = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}


def save(where: Database, folder: Path, target: Path, *, at: datetime) -> None:
    """Write the whole site to `target`, while it serves. Raises `Conflict` rather than overwrite."""
    if target.exists():
        raise Conflict(_("Choisissez un autre nom : %(name)s existe déjà.", name=target))
    if target.is_relative_to(folder) or not target.parent.is_dir():
        raise Invalid(_("Choisissez un dossier qui existe, hors de %(folder)s.", folder=folder))
    partial = target.with_name(f"{target.name}.partial")
    with TemporaryDirectory(dir=target.parent) as name:
        dump = Path(name) / _DUMPS[where.engine.dialect.name]
        _dump(where, dump)
        manifest = Path(name) / _MANIFEST
        facts = {"format": _FORMAT, "engine": where.engine.dialect.name, "made_at": at.isoformat()}
        manifest.write_text(json.dumps(facts), "utf-8")
        with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            with tarfile.open(fileobj=file, mode="w") as archive:
                for path in (manifest, dump):
                    archive.add(path, path.name)
                for path in _kept_files(where, folder):
                    archive.add(path, f"{_FILES}/{path.relative_to(folder)}")
            os.fsync(file.fileno())
    partial.rename(target)


def restore(where: Database, folder: Path, source: Path) -> None:
    """Put a saved site in the place of this one. Raises `Invalid` for a file that is not one of ours."""
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=folder) as name:
        unpacked = Path(name)
        _unpack(source, unpacked)
        dump = unpacked / _DUMPS[where.engine.dialect.name]
        if not dump.is_file():
            raise Invalid(_("Restaurez sur le même moteur de base de données que celui de la sauvegarde."))
        _load(where, dump)
        for one in disposable:
            shutil.rmtree(folder / one, ignore_errors=True)
        if (unpacked / _FILES).is_dir():
            shutil.copytree(unpacked / _FILES, folder, dirs_exist_ok=True)
    schema.upgrade(where)


def _kept_files(where: Database, folder: Path) -> Iterator[Path]:
    left_out = set(disposable)
    database = where.engine.url.database if where.is_sqlite else None
    for path in sorted(folder.rglob("*")):
        beside_database = database is not None and str(path).startswith(database)
        if path.is_file() and not beside_database and path.relative_to(folder).parts[0] not in left_out:
            yield path


# --- the two engines --------------------------------------------------------------------


def _dump(where: Database, target: Path) -> None:
    if where.is_sqlite:
        connection = pysqlite3.dbapi2.connect(where.engine.url.database)
        connection.execute("VACUUM INTO ?", (str(target),))
        connection.close()
    else:
        _run("pg_dump", "--format=custom", f"--file={target}", _address(where))


def _load(where: Database, dump: Path) -> None:
    where.engine.dispose()
    if not where.is_sqlite:
        _run(
            "pg_restore",
            "--clean",
            "--if-exists",
            "--no-owner",
            "--single-transaction",
            "-d",
            _address(where),
            str(dump),
        )
        return
    connection = pysqlite3.dbapi2.connect(str(dump))
    (verdict,) = connection.execute("PRAGMA integrity_check").fetchone()
    connection.close()
    if verdict != "ok":
        raise Invalid(_("Choisissez une autre sauvegarde : la base de données de celle-ci est abîmée."))
    database = Path(where.engine.url.database or "")
    for suffix in ("-wal", "-shm"):
        Path(f"{database}{suffix}").unlink(missing_ok=True)
    shutil.move(dump, database)


def _address(where: Database) -> str:
    return where.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)


def _run(*command: str) -> None:
    try:
        subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - our own words
    except FileNotFoundError:
        raise Invalid(_("Installez le paquet postgresql-client : %(tool)s manque.", tool=command[0])) from None
    except subprocess.CalledProcessError as error:
        raise Invalid(_("PostgreSQL a refusé : %(reason)s", reason=error.stderr.strip())) from error


# --- reading a file someone gives -------------------------------------------------------


def _unpack(source: Path, target: Path) -> None:
    """Write plain files only, below `target` only; raises `Invalid` for anything else."""
    refusal = Invalid(
        _("Choisissez une sauvegarde faite par « consult backup » : %(name)s n’en est pas une.", name=source)
    )
    try:
        with tarfile.open(source) as archive:
            members = archive.getmembers()
            if not members or members[0].name != _MANIFEST:
                raise refusal
            for member in members:
                _unpack_one(archive, member, target, refusal)
    except (tarfile.TarError, OSError) as error:
        raise refusal from error


def _unpack_one(archive: tarfile.TarFile, member: tarfile.TarInfo, target: Path, refusal: Invalid) -> None:
    name = PurePosixPath(member.name)
    content = archive.extractfile(member) if member.isfile() else None
    if content is None or name.is_absolute() or ".." in name.parts:
        raise refusal
    path = target / name
    path.parent.mkdir(parents=True, exist_ok=True)
    with content, path.open("wb") as file:
        shutil.copyfileobj(content, file)
    path.chmod(0o600)
