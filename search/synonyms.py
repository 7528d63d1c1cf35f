"""Find the words that stand for each other: the administrator's list, or the one that comes with the site."""

from dataclasses import dataclass
from pathlib import Path
from typing import cast

import structlog
from flask import Flask, current_app

from consult.kit.text.synonyms import Synonyms

SHIPPED = Path(__file__).with_name("synonymes.toml")
log = structlog.get_logger()


@dataclass
class _Kept:
    replacement: Path
    read_from: tuple[Path, int] | None = None
    synonyms: Synonyms | None = None


def init_app(app: Flask, data_dir: Path) -> None:
    """Look for a replacement in the data folder each time the list is asked for."""
    app.extensions["consult_synonyms"] = _Kept(data_dir / SHIPPED.name)


def synonyms() -> Synonyms:
    """Return the list in use, read again whenever its file changes.

    A replacement that cannot be read is told in the log, and the list that comes with the site is used.
    """
    kept = cast("_Kept", current_app.extensions["consult_synonyms"])
    path = kept.replacement if kept.replacement.is_file() else SHIPPED
    version = (path, path.stat().st_mtime_ns)
    if kept.synonyms is None or kept.read_from != version:
        kept.synonyms, kept.read_from = _read(path), version
    return kept.synonyms


def _read(path: Path) -> Synonyms:
    try:
        return Synonyms.read(path)
    except ValueError as error:
        log.warning("search.synonyms_unreadable", error=str(error))
        return Synonyms.read(SHIPPED)
