"""Keep the embedded index with Whoosh. The only module that imports it.

Whoosh files words and gives their postings back; scoring is ours. Its folder is private, written
by one process at a time under a lock the system frees when that process dies, never restored from
anywhere but the database, and replaced in one move. docs/decisions/whoosh.md says why, and the way out.
"""

import fcntl
import secrets
import shutil
import threading
import weakref
from collections import Counter, OrderedDict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import structlog
from whoosh import columns, fields
from whoosh import index as whoosh_index
from whoosh.analysis import Analyzer
from whoosh.analysis import Token as WhooshToken
from whoosh.reading import TermNotFound

from consult.kit.text.french import fold, tokens
from search.engine import Document, Engine, Facet, Query, Results, SearchUnavailable, Word
from search.ranking import AUTHOR, TEXT, THEME, TITLE, WORD, Numbers, Postings, Scores, Segment, answer
from search.vocabulary import Vocabulary

log = structlog.get_logger()
T = TypeVar("T")

_CURRENT = "current"
_DAMAGED = "damaged"
_BATCH = 10_000
_REMEMBERED = 5_000
_CACHED_POSTINGS = 1_500_000
"""Postings kept in memory by segment, about 12 bytes each."""


class _DamagedError(Exception):
    """Say that Whoosh could not read or write its files."""


@contextmanager
def _whoosh_files() -> Iterator[None]:
    """Tell a damaged or vanished index from a fault of ours."""
    try:
        yield
    except Exception as error:
        raise _DamagedError(repr(error)) from error


class TermAnalyzer(Analyzer):  # type: ignore[misc] # Whoosh has no types
    """Give Whoosh the terms of our own analyser, each at the place of its word."""

    def __call__(self, value: str, *, positions: bool = False, **_options: object) -> Iterator[WhooshToken]:
        """Yield one reused token per term, as Whoosh expects."""
        token = WhooshToken(positions=positions)
        for place, word in enumerate(tokens(value)):
            for term in word.terms:
                token.text, token.pos, token.boost, token.stopped = term, place, 1.0, False
                yield token


class WordAnalyzer(Analyzer):  # type: ignore[misc] # Whoosh has no types
    """Give Whoosh the words as they are written, each after its folded form: « ecole|école »."""

    def __call__(self, value: str, **_options: object) -> Iterator[WhooshToken]:
        """Yield each different word once."""
        token = WhooshToken()
        for written in dict.fromkeys(one.word for one in tokens(value) if one.terms):
            token.text, token.boost, token.stopped = f"{fold(written)}|{written}", 1.0, False
            yield token


def _schema() -> fields.Schema:
    return fields.Schema(
        key=fields.ID(unique=True),
        name=fields.COLUMN(columns.VarBytesColumn()),
        published=fields.COLUMN(columns.NumericColumn("q")),
        support=fields.COLUMN(columns.NumericColumn("i")),
        **{field: fields.TEXT(analyzer=TermAnalyzer(), phrase=True) for field in (TITLE, TEXT)},
        **{field: fields.TEXT(analyzer=TermAnalyzer(), phrase=False) for field in (THEME, AUTHOR)},
        **{WORD: fields.TEXT(analyzer=WordAnalyzer(), phrase=False)},
        **{_column(facet): fields.COLUMN(columns.RefBytesColumn()) for facet in Facet},
    )


def _column(facet: Facet) -> str:
    return f"facet_{facet}"


def _row(document: Document) -> dict[str, object]:
    return {
        "key": document.key,
        "name": document.key.encode(),
        "published": int(document.published_at.timestamp()),
        "support": document.support,
        TITLE: document.title,
        TEXT: document.text,
        THEME: document.theme,
        AUTHOR: document.author,
        WORD: f"{document.title}\n{document.text}",
        **{_column(facet): document.facets.get(facet, "").encode() for facet in Facet},
    }


class _Segment(Segment):
    """One immutable segment, its columns loaded, its postings read when asked for."""

    @_whoosh_files()
    def __init__(self, reader: Any) -> None:  # noqa: ANN401 - Whoosh has no types
        self.reader = reader
        self._cache: OrderedDict[tuple[str, str], Postings] = OrderedDict()
        self._cached = 0
        self.size = int(reader.doc_count_all())
        self.alive = np.ones(self.size, np.bool_)
        self.alive[list(reader.deleted_docs_set)] = False
        self.lengths = {field: self._lengths(field) for field in (TITLE, TEXT)}
        self.facets = {facet: self._codes(_column(facet)) for facet in Facet}
        self.published = np.array(self._load("published"), np.int64)
        self.support = np.array(self._load("support"), np.int64)
        self.keys = np.array([name.decode() for name in self._load("name")], np.str_)

    def postings(self, field: str, term: str) -> Postings:
        """Return where a term stands, from the last ones read or from the file."""
        found = self._cache.pop((field, term), None)
        if found is None:
            found = self._read(field, term)
            self._cached += len(found.ids)
        self._cache[field, term] = found
        while self._cached > _CACHED_POSTINGS and len(self._cache) > 1:
            self._cached -= len(self._cache.popitem(last=False)[1].ids)
        return found

    @_whoosh_files()
    def positions(self, field: str, term: str, ids: Numbers) -> Mapping[int, Sequence[int]]:
        """Read the places of a term in each of these texts."""
        matcher = self._matcher(field, term)
        places: dict[int, Sequence[int]] = {}
        for number in ids.tolist():
            if matcher is None or not matcher.is_active():
                break
            matcher.skip_to(number)
            if matcher.is_active() and matcher.id() == number:
                places[number] = matcher.value_as("positions")
        return places

    @cached_property
    def words(self) -> Mapping[str, int]:
        """Return every word as written and in how many texts it is."""
        with _whoosh_files():
            return {
                text.decode().partition("|")[2]: known.doc_frequency()
                for text, known in self.reader.iter_field(WORD)
            }

    @_whoosh_files()
    def _read(self, field: str, term: str) -> Postings:
        ids: list[int] = []
        counts: list[float] = []
        matcher = self._matcher(field, term)
        while matcher is not None and matcher.is_active():
            ids.append(matcher.id())
            counts.append(matcher.weight())
            matcher.next()
        return Postings(np.array(ids, np.int64), np.array(counts, np.float32))

    def _matcher(self, field: str, term: str) -> Any:  # noqa: ANN401 - Whoosh has no types
        try:
            return self.reader.postings(field, term)
        except TermNotFound:
            return None

    def _load(self, column: str) -> Any:  # noqa: ANN401 - Whoosh has no types
        return self.reader.column_reader(column, translate=False).load()

    def _lengths(self, field: str) -> Scores:
        numbers = range(self.size)
        return np.array([self.reader.doc_field_length(number, field, 0) or 0 for number in numbers], np.float32)

    def _codes(self, column: str) -> tuple[Numbers, list[str]]:
        values = [value.decode() for value in self._load(column)]
        names = sorted(set(values))
        places = {name: place for place, name in enumerate(names)}
        return np.array([places[value] for value in values], np.int64), names


class _Opened:
    """The index as it stood at one generation."""

    by_name: dict[str, _Segment]

    @_whoosh_files()
    def __init__(self, index: Any, target: str, before: "_Opened | None") -> None:  # noqa: ANN401
        self.index = index
        self.target = target
        reader = index.reader()
        self.generation: int = reader.generation()
        self._reader = reader
        self._frequencies: dict[str, int] = {}
        self._written: dict[str, list[str]] = {}
        self.size: int = reader.doc_count()
        known = dict(before.by_name) if before else {}
        self.by_name = {_name(leaf): _adopted(leaf, known.get(_name(leaf))) for leaf in _leaves(reader)}
        weakref.finalize(self, reader.close)

    @cached_property
    def averages(self) -> Mapping[str, float]:
        """Return the mean length of each field where it is not empty."""
        return {field: self._average(field) for field in (TITLE, TEXT)}

    def _average(self, field: str) -> float:
        lengths = [segment.lengths[field][segment.alive] for segment in self.segments]
        filled = sum(int(np.count_nonzero(part)) for part in lengths)
        return sum(float(part.sum()) for part in lengths) / filled if filled else 1.0

    @property
    def segments(self) -> list[_Segment]:
        """Return the parts of the index."""
        return list(self.by_name.values())

    def frequency(self, term: str) -> int:
        """Return in how many texts a term stands, deleted ones not yet swept included."""
        if len(self._frequencies) > _REMEMBERED:
            self._frequencies.clear()
        if term not in self._frequencies:
            with _whoosh_files():
                counts = [int(self._reader.doc_frequency(field, term)) for field in (TITLE, TEXT)]
            self._frequencies[term] = max(counts)
        return self._frequencies[term]

    def written(self, form: str) -> Sequence[str]:
        """Return the words that are this one but for their accents."""
        if len(self._written) > _REMEMBERED:
            self._written.clear()
        if form not in self._written:
            with _whoosh_files():
                self._written[form] = [term.decode() for term in self._reader.expand_prefix(WORD, f"{form}|")]
        return self._written[form]

    def expand(self, prefix: str) -> Sequence[str]:
        """Return the most frequent words that begin like this."""
        return [f"{fold(word)}|{word}" for word in self.vocabulary.starting(prefix)]

    @cached_property
    def words(self) -> Counter[str]:
        """Count every word of every segment."""
        counted: Counter[str] = Counter()
        for segment in self.segments:
            counted.update(segment.words)
        return counted

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """Return the words of the texts, ready to complete and correct others."""
        return Vocabulary(self.words)


def _adopted(leaf: Any, segment: _Segment | None) -> _Segment:  # noqa: ANN401 - Whoosh has no types
    """Keep what is known of a segment that did not change, reading it from now on through `leaf`."""
    if segment is None:
        return _Segment(leaf)
    segment.reader = leaf
    return segment


def _leaves(reader: Any) -> list[Any]:  # noqa: ANN401 - Whoosh has no types
    return [leaf for leaf, _ in reader.leaf_readers() if leaf.doc_count_all()]


def _name(leaf: Any) -> str:  # noqa: ANN401 - Whoosh has no types
    return f"{leaf.segment().segment_id()}-{leaf.segment().deleted_count()}"


class WhooshEngine(Engine):
    """An index in a folder of this machine; one writer, any number of readers."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._opened: _Opened | None = None
        self._one_at_a_time = threading.Lock()

    # --- reading

    def search(self, query: Query) -> Results:
        """Answer a query; raises `SearchUnavailable`."""
        return self._read(lambda index: answer(query, index.segments, index))

    def close_words(self, word: str) -> Sequence[Word]:
        """Return the words written almost like this one; raises `SearchUnavailable`."""
        return self._read(lambda index: index.vocabulary.close_to(word))

    def is_sound(self) -> bool:
        """Say whether the index opens, and nothing went wrong reading it."""
        try:
            self._read(lambda index: index.size)
        except SearchUnavailable:
            return False
        return not (self._folder / _CURRENT / _DAMAGED).exists()

    def _read(self, work: Callable[[_Opened], T]) -> T:
        with self._one_at_a_time:
            try:
                return work(self._current())
            except _DamagedError as error:
                # A writer may just have swept the files of an older generation: look again, once.
                log.info("search.reopened", error=str(error))
                self._opened = None
            try:
                return work(self._current())
            except _DamagedError as error:
                self._mark_damaged()
                raise SearchUnavailable from error

    @_whoosh_files()
    def _current(self) -> _Opened:
        """Return the newest generation: that of the folder in use, read again after each write or swap."""
        target = str((self._folder / _CURRENT).readlink())
        before = self._opened
        if before is None or before.target != target or before.generation != before.index.latest_generation():
            index = whoosh_index.open_dir(str(self._folder / target))
            before = _Opened(index, target, before if before and before.target == target else None)
            self._opened = before
        return before

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
                _write((self._folder / _CURRENT).resolve(), keys, filed)
            except _DamagedError as error:
                self._mark_damaged()
                raise SearchUnavailable from error
            return True

    def rebuild(self, documents: Iterable[Document]) -> None:
        """Build a new folder, then turn to it in one move; whoever reads the old one finishes undisturbed."""
        with self._writing(wait=True):
            name = f"index-{secrets.token_hex(6)}"
            (self._folder / name).mkdir(mode=0o700)
            whoosh_index.create_in(str(self._folder / name), _schema())
            rows = iter(documents)
            while batch := list(islice(rows, _BATCH)):
                _write(self._folder / name, (), batch)
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
        with (self._folder / "writer.lock").open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            except BlockingIOError:
                yield False
                return
            yield True


@_whoosh_files()
def _write(folder: Path, keys: Iterable[str], documents: Iterable[Document]) -> None:
    """Drop and file in one commit, which either happened whole or did not."""
    writer = whoosh_index.open_dir(str(folder)).writer(limitmb=64, compound=False)
    for key in keys:
        writer.delete_by_term("key", key)
    for document in documents:
        writer.add_document(**_row(document))
    writer.commit()
