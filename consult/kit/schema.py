"""Bring the tables of a database to what the models say, by migrations kept in order."""

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, inspect, text

from consult.kit.db import Database, Model

_FOLDER = Path(__file__).resolve().parents[1] / "migrations"
_INITIAL = "0001"
# Any number will do, so long as it is always the same.
_LOCK_NUMBER = 1_602_017


def upgrade(where: Database) -> None:
    """Run the migrations that are missing, in one transaction; another process that comes meanwhile waits."""
    with where.unit_of_work() as opened:
        connection = opened.connection()
        if not where.is_sqlite:
            connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _LOCK_NUMBER})
        command.upgrade(_config(connection), "head")


def stamp(where: Database) -> None:
    """Record that these tables, made from the models, need no migration."""
    with where.unit_of_work() as opened:
        command.stamp(_config(opened.connection()), "head")


def missing(where: Database) -> list[str]:
    """Return the migrations this database still waits for, oldest first; empty when it is up to date."""
    with where.engine.connect() as connection:
        done = MigrationContext.configure(connection).get_current_revision()
    scripts = ScriptDirectory.from_config(_config()).iterate_revisions("head", done or "base")
    return [script.revision for script in scripts][::-1]


def is_empty(where: Database) -> bool:
    """Say whether this database holds no table yet."""
    return not inspect(where.engine).get_table_names()


def head() -> str | None:
    """Return the name of the last migration of this version."""
    return ScriptDirectory.from_config(_config()).get_current_head()


def differences(connection: Connection) -> list[object]:
    """Return what separates the tables from the models, as alembic says it."""
    options = {"compare_server_default": True}
    return list(compare_metadata(MigrationContext.configure(connection, opts=options), Model.metadata))


# --- writing migrations ----------------------------------------------------------------


def write_initial() -> Path:
    """Write the first migration afresh from the models; only while no site has been opened with it."""
    for old in (_FOLDER / "scripts").glob("*.py"):
        old.unlink()
    return _write("initial", _INITIAL)


def write_next(message: str) -> Path:
    """Write the migration that leads from the last script to the models."""
    number = int(head() or 0) + 1
    return _write(message, f"{number:04d}")


def _write(message: str, revision: str) -> Path:
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        config = _config(connection)
        if revision != _INITIAL:
            command.upgrade(config, "head")
        script = command.revision(config, message, autogenerate=True, rev_id=revision)
    engine.dispose()
    if script is None or isinstance(script, list):
        raise RuntimeError("alembic wrote no script, or several")
    return Path(script.path)


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    config.set_main_option("version_locations", str(_FOLDER / "scripts"))
    config.set_main_option("path_separator", "os")
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.attributes["connection"] = connection
    return config
