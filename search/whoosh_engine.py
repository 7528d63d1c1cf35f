"""Serve the embedded index: who writes, which folder is in use, what happens when it is damaged.

Its folder is private, written by one process at a time under a lock the system frees when that
process dies, never restored from anywhere but the database, and replaced in one move.
"""

import fcntl
import secrets
import shutil
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TypeVar

import structlog

from search.engine import Document, Engine, Query, Results, SearchUnavailable, Word
from search.ranking import answer
from search.shape import shape
from search.whoosh_index import DamagedError, Opened, create, open_index, whoosh_files, write

log = structlog.get_logger()
T = TypeVar("T")

_CURRENT = "current"
_DAMAGED = "damaged"
_LOCK = "writer.lock"
_SHAPE = "shape"
_BATCH = 10_000


class WhooshEngine(Engine):
    """An index in a folder of this machine; one writer, any number of readers."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._opened: Opened | None = None
        self._one_at_a_time = threading.Lock()

    # --- reading

    def search(self, query: Query) -> Results:
        """Answer a query; raises `SearchUnavailable`."""
        return self._read(lambda index: answer(query, index.segments, index))

    def close_words(self, word: str) -> Sequence[Word]:
        """Return the words written almost like this one; raises `SearchUnavailable`."""
        return self._read(lambda index: index.vocabulary.close_to(word))

    def is_new(self) -> bool:
        """Say whether nobody ever wrote in the folder."""
        return not (self._folder / _LOCK).exists()

    def is_sound(self) -> bool:
        """Say whether the index opens, was made as one would be now, and nothing went wrong reading it."""
        try:
            self._read(lambda index: index.size)
        except SearchUnavailable:
            return False
        current = self._folder / _CURRENT
        made = current / _SHAPE
        return not (current / _DAMAGED).exists() and made.is_file() and made.read_text() == shape()

    def _read(self, work: Callable[[Opened], T]) -> T:
        with self._one_at_a_time:
            try:
                return work(self._current())
            except DamagedError as error:
                # A writer may just have swept the files of an older generation: look again, once.
                if not self.is_new():
                    log.info("search.reopened", error=str(error))
                self._opened = None
            try:
                return work(self._current())
            except DamagedError as error:
                self._mark_damaged()
                raise SearchUnavailable from error

    @whoosh_files()
    def _current(self) -> Opened:
        """Return the newest generation: that of the folder in use, read again after each write or swap."""
        target = str((self._folder / _CURRENT).readlink())
        self._opened = open_index(self._folder, target, self._opened)
        return self._opened

    def _mark_damaged(self) -> None:
        self._opened = None
        if (self._folder / _CURRENT).is_dir():
            (self._folder / _CURRENT / _DAMAGED).touch()

    # --- writing

    def update(self, keys: Collection[str], documents: Iterable[Document]) -> bool:
        """Drop and file in one commit; False when another writer is at work; raises `SearchUnavailable`."""
        with self._writing(wait=False) as allowed:
            if not allowed:
                return False
            if not self.is_sound():
                raise SearchUnavailable
            filed = list(documents)
            try:
                write((self._folder / _CURRENT).resolve(), keys, filed)
            except DamagedError as error:
                self._mark_damaged()
                raise SearchUnavailable from error
            return True

    def rebuild(self, documents: Iterable[Document]) -> None:
        """Build a new folder, then turn to it in one move; whoever reads the old one finishes undisturbed."""
        with self._writing(wait=True):
            name = f"index-{secrets.token_hex(6)}"
            (self._folder / name).mkdir(mode=0o700)
            create(self._folder / name)
            (self._folder / name / _SHAPE).write_text(shape())
            rows = iter(documents)
            while batch := list(islice(rows, _BATCH)):
                write(self._folder / name, (), batch)
            link = self._folder / f"{name}.link"
            link.symlink_to(name)
            link.replace(self._folder / _CURRENT)
            self._sweep(name)

    def _sweep(self, kept: str) -> None:
        """Remove the folders no longer used, those a killed rebuild left included."""
        for other in self._folder.glob("index-*"):
            if other.is_symlink():
                other.unlink()
            elif other.name != kept:
                shutil.rmtree(other, ignore_errors=True)

    @contextmanager
    def _writing(self, *, wait: bool) -> Iterator[bool]:
        """Hold the one right to write, which the system takes back if this process dies."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (self._folder / _LOCK).open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            except BlockingIOError:
                yield False
                return
            yield True
