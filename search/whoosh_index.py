"""Keep words in the files of Whoosh and give their postings back. The only module that imports it.

Whoosh files words; scoring is ours. docs/decisions/search.md says why, and the way out.
"""

import sys
import weakref
from collections import Counter, OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from whoosh import columns, fields
from whoosh import index as whoosh_index
from whoosh.analysis import Analyzer
from whoosh.analysis import Token as WhooshToken
from whoosh.reading import TermNotFound

from consult.kit.text.french import Token, fold, tokens
from consult.kit.text.words import language_of, tokens_of
from search.engine import Document, Facet
from search.ranking import AUTHOR, TEXT, THEME, TITLE, TITLE_WORD, WORD, Numbers, Postings, Scores, Segment
from search.vocabulary import Vocabulary

_REMEMBERED = 5_000
_CACHED_POSTINGS = 700_000
"""Postings kept in memory, about 12 bytes each; each segment keeps its share."""


class DamagedError(Exception):
    """Say that Whoosh could not read or write its files."""


@contextmanager
def whoosh_files() -> Iterator[None]:
    """Tell a damaged or vanished index from a fault of ours."""
    try:
        yield
    except Exception as error:
        raise DamagedError(repr(error)) from error


class _Cut(str):
    """A text already cut into words, in its own language."""

    __slots__ = ("words",)
    words: Sequence[Token]

    @classmethod
    def of(cls, text: str, words: Sequence[Token]) -> "_Cut":
        """Keep a text and its words together through Whoosh, which passes a value on as it is."""
        cut = cls(text)
        cut.words = words
        return cut


def _words(value: str) -> Sequence[Token]:
    return value.words if isinstance(value, _Cut) else tokens(value)


class TermAnalyzer(Analyzer):  # type: ignore[misc] # Whoosh has no types
    """Give Whoosh the terms of our own analyser, each at the place of its word."""

    def __call__(self, value: str, *, positions: bool = False, **_options: object) -> Iterator[WhooshToken]:
        """Yield one reused token per term, as Whoosh expects."""
        token = WhooshToken(positions=positions)
        for place, word in enumerate(_words(value)):
            for term in word.terms:
                token.text, token.pos, token.boost, token.stopped = term, place, 1.0, False
                yield token


class WordAnalyzer(Analyzer):  # type: ignore[misc] # Whoosh has no types
    """Give Whoosh the words as they are written, each after its folded form: « ecole|école »."""

    def __call__(self, value: str, **_options: object) -> Iterator[WhooshToken]:
        """Yield each different word once."""
        token = WhooshToken()
        for written in dict.fromkeys(one.word for one in _words(value) if one.terms):
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
        **{field: fields.TEXT(analyzer=WordAnalyzer(), phrase=False) for field in (WORD, TITLE_WORD)},
        **{_column(facet): fields.COLUMN(columns.RefBytesColumn()) for facet in Facet},
    )


def _column(facet: Facet) -> str:
    return f"facet_{facet}"


def _row(document: Document) -> dict[str, object]:
    language = language_of(f"{document.title}\n{document.text}")
    title, text = tokens_of(document.title, language), tokens_of(document.text, language)
    return {
        "key": document.key,
        "name": document.key.encode(),
        "published": int(document.published_at.timestamp()),
        "support": document.support,
        TITLE: _Cut.of(document.title, title),
        TEXT: _Cut.of(document.text, text),
        THEME: document.theme,
        AUTHOR: document.author,
        WORD: _Cut.of(document.title or document.text, [*title, *text]),
        TITLE_WORD: _Cut.of(document.title, title),
        **{_column(facet): document.facets.get(facet, "").encode() for facet in Facet},
    }


class WhooshSegment(Segment):
    """One immutable segment, its columns loaded, its postings read when asked for."""

    @whoosh_files()
    def __init__(self, reader: Any) -> None:  # noqa: ANN401 - Whoosh has no types
        self.reader = reader
        self._cache: OrderedDict[tuple[str, str], Postings] = OrderedDict()
        self._cached = 0
        self.most_cached = _CACHED_POSTINGS
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
        while self._cached > self.most_cached and len(self._cache) > 1:
            self._cached -= len(self._cache.popitem(last=False)[1].ids)
        return found

    @whoosh_files()
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
        """Return every word as written, one string for all segments, and in how many texts it is."""
        with whoosh_files():
            return {
                sys.intern(text.decode().partition("|")[2]): known.doc_frequency()
                for text, known in self.reader.iter_field(WORD)
            }

    @whoosh_files()
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


class Opened:
    """The index as it stood at one generation."""

    by_name: dict[str, WhooshSegment]

    @whoosh_files()
    def __init__(self, index: Any, target: str, before: "Opened | None") -> None:  # noqa: ANN401
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
        for segment in self.segments:
            segment.most_cached = _CACHED_POSTINGS * segment.size // max(self.size, segment.size)
        weakref.finalize(self, reader.close)

    @cached_property
    def averages(self) -> Mapping[str, float]:
        """Return the mean length of each field where it is not empty."""
        return {field: self._average(field) for field in (TITLE, TEXT)}

    def _average(self, field: str) -> float:
        lengths = [segment.lengths[field][segment.alive] for segment in self.segments]
        filled = sum(int(np.count_nonzero(part)) for part in lengths)
        return sum(float(part.sum()) for part in lengths) / filled if filled else 1.0

    def is_newest(self) -> bool:
        """Say whether nothing was written since."""
        return self.generation == int(self.index.latest_generation())

    @property
    def segments(self) -> list[WhooshSegment]:
        """Return the parts of the index."""
        return list(self.by_name.values())

    def frequency(self, term: str) -> int:
        """Return in how many texts a term stands, deleted ones not yet swept included."""
        if len(self._frequencies) > _REMEMBERED:
            self._frequencies.clear()
        if term not in self._frequencies:
            with whoosh_files():
                counts = [int(self._reader.doc_frequency(field, term)) for field in (TITLE, TEXT)]
            self._frequencies[term] = max(counts)
        return self._frequencies[term]

    def written(self, form: str) -> Sequence[str]:
        """Return the words that are this one but for their accents."""
        if len(self._written) > _REMEMBERED:
            self._written.clear()
        if form not in self._written:
            with whoosh_files():
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


def _adopted(leaf: Any, segment: WhooshSegment | None) -> WhooshSegment:  # noqa: ANN401 - Whoosh has no types
    """Keep what is known of a segment that did not change, reading it from now on through `leaf`."""
    if segment is None:
        return WhooshSegment(leaf)
    segment.reader = leaf
    return segment


def _leaves(reader: Any) -> list[Any]:  # noqa: ANN401 - Whoosh has no types
    return [leaf for leaf, _ in reader.leaf_readers() if leaf.doc_count_all()]


def _name(leaf: Any) -> str:  # noqa: ANN401 - Whoosh has no types
    return f"{leaf.segment().segment_id()}-{leaf.segment().deleted_count()}"


def open_index(folder: Path, target: str, before: Opened | None) -> Opened:
    """Open the newest generation of the index in this folder, keeping what did not change since `before`."""
    if before and before.target == target and before.is_newest():
        return before
    known = before if before and before.target == target else None
    return Opened(_opened(folder / target), target, known)


@whoosh_files()
def _opened(folder: Path) -> Any:  # noqa: ANN401 - Whoosh has no types
    return whoosh_index.open_dir(str(folder))


@whoosh_files()
def create(folder: Path) -> None:
    """Begin an empty index in this folder."""
    whoosh_index.create_in(str(folder), _schema())


@whoosh_files()
def write(folder: Path, keys: Iterable[str], documents: Iterable[Document]) -> None:
    """Drop and file in one commit, which either happened whole or did not."""
    writer = whoosh_index.open_dir(str(folder)).writer(limitmb=64, compound=False)
    for key in keys:
        writer.delete_by_term("key", key)
    for document in documents:
        writer.add_document(**_row(document))
    writer.commit()
