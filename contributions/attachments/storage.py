"""Keep files by the hash of their content, in a folder: the one module that knows where they are.

A file is written whole, synchronised, then named, so that a name always leads to all of its bytes. It is
there before the row that mentions it and goes after it: a crash in between leaves a file too many, never one
too few, and a job takes it away.
"""

import hashlib
import os
import secrets
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

from flask import Flask, current_app

FOLDER = "attachments"
_KEY = "consult_attachments"


class Storage:
    """A folder of files named by their hash."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, content: bytes) -> str:
        """Keep a file, once, and return its name."""
        digest = hashlib.sha256(content).hexdigest()
        path = self.path(digest)
        if path.exists():
            self.touch(digest)
            return digest
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        partial = path.with_name(f"{digest}.{secrets.token_hex(4)}")
        with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
        return digest

    def path(self, digest: str) -> Path:
        """Return where a file stands."""
        return self._folder / digest[:2] / digest

    def has(self, digest: str) -> bool:
        """Say whether a file is there."""
        return self.path(digest).is_file()

    def touch(self, digest: str) -> None:
        """Count a file's age from now on: someone has just joined it, or let it go."""
        if self.has(digest):
            os.utime(self.path(digest))

    def names(self) -> Iterator[str]:
        """Yield the name of every file, what a crash left half written included."""
        return (path.name for path in sorted(self._folder.glob("??/*")))

    def older_than(self, instant: datetime) -> Iterator[str]:
        """Yield the names of the files nobody touched since."""
        return (name for name in self.names() if self._touched_at(name) < instant)

    def _touched_at(self, name: str) -> datetime:
        return datetime.fromtimestamp(self.path(name).stat().st_mtime, UTC)

    def remove(self, name: str) -> None:
        """Take a file away."""
        self.path(name).unlink(missing_ok=True)


def init_app(app: Flask, data_dir: Path) -> None:
    """Remember where files are; the folder is made with the first of them."""
    app.extensions[_KEY] = Storage(data_dir / FOLDER)


def storage() -> Storage:
    """Return where the files of this application are."""
    return cast("Storage", current_app.extensions[_KEY])
