"""Answer from texts held in memory for one question, with the scoring of the embedded index.

For texts that must stand in no index: those a moderator may read and the public may not.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property

import numpy as np

from consult.kit.text.french import Token, fold, tokens
from consult.kit.text.words import language_of, tokens_of
from search.engine import Document, Engine, Facet, Query, Results, Word
from search.ranking import AUTHOR, TEXT, THEME, TITLE, TITLE_WORD, WORD, Numbers, Postings, Segment, answer
from search.vocabulary import Vocabulary

_NOWHERE = Postings(np.zeros(0, np.int64), np.zeros(0, np.float32))


class _Held(Segment):
    """The texts of one question; `places` says where each term stands: field, term, text, places."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self.size = len(documents)
        self.alive = np.ones(self.size, np.bool_)
        self.published = np.array([int(one.published_at.timestamp()) for one in documents], np.int64)
        self.support = np.array([one.support for one in documents], np.int64)
        self.keys = np.array([one.key for one in documents], np.str_)
        self.facets = {facet: _codes([one.facets.get(facet, "") for one in documents]) for facet in Facet}
        self.words: Counter[str] = Counter()
        self._places: dict[tuple[str, str], dict[int, list[int]]] = {}
        for number, document in enumerate(documents):
            self._file(number, document)
        self.lengths = {field: self._lengths(field) for field in (TITLE, TEXT)}

    def postings(self, field: str, term: str) -> Postings:
        """Return where a term stands."""
        found = self._places.get((field, term))
        if found is None:
            return _NOWHERE
        counts = [len(places) for places in found.values()]
        return Postings(np.array(list(found), np.int64), np.array(counts, np.float32))

    def positions(self, field: str, term: str, ids: Numbers) -> Mapping[int, Sequence[int]]:
        """Return at which places a term stands in each of these texts."""
        found = self._places.get((field, term), {})
        return {number: found[number] for number in ids.tolist() if number in found}

    def _file(self, number: int, document: Document) -> None:
        language = language_of(f"{document.title}\n{document.text}")
        title, text = tokens_of(document.title, language), tokens_of(document.text, language)
        written = {WORD: _forms([*title, *text]), TITLE_WORD: _forms(title)}
        self.words.update(written[WORD])
        fields = {TITLE: title, TEXT: text, THEME: tokens(document.theme), AUTHOR: tokens(document.author)}
        for field, words in fields.items():
            self._place(number, field, words)
        for field, forms in written.items():
            for word in forms:
                self._places.setdefault((field, f"{fold(word)}|{word}"), {})[number] = [0]

    def _place(self, number: int, field: str, words: Sequence[Token]) -> None:
        for place, word in enumerate(words):
            for term in word.terms:
                self._places.setdefault((field, term), {}).setdefault(number, []).append(place)

    def _lengths(self, field: str) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
        counted = np.zeros(self.size, np.float32)
        for (where, _term), found in self._places.items():
            if where == field:
                for number, places in found.items():
                    counted[number] += len(places)
        return counted


def _forms(words: Iterable[Token]) -> set[str]:
    return {one.word for one in words if one.terms}


def _codes(values: Sequence[str]) -> tuple[Numbers, list[str]]:
    names = sorted(set(values))
    places = {name: place for place, name in enumerate(names)}
    return np.array([places[value] for value in values], np.int64), names


class MemoryEngine(Engine):
    """An index of a few texts, read for whoever asks and forgotten with the answer."""

    size: int

    def __init__(self, documents: Iterable[Document]) -> None:
        self.rebuild(documents)

    # --- what scoring must know of the whole

    @cached_property
    def averages(self) -> Mapping[str, float]:
        """Return the mean length of each field where it is not empty."""
        filled = {field: lengths[lengths > 0] for field, lengths in self._held.lengths.items()}
        return {field: float(lengths.mean()) if len(lengths) else 1.0 for field, lengths in filled.items()}

    def frequency(self, term: str) -> int:
        """Return in how many texts a term stands."""
        return max(len(self._held.postings(field, term).ids) for field in (TITLE, TEXT))

    def written(self, form: str) -> Sequence[str]:
        """Return the words that are this one but for their accents."""
        return [f"{form}|{word}" for word in self._held.words if fold(word) == form]

    def expand(self, prefix: str) -> Sequence[str]:
        """Return the most frequent words that begin like this."""
        return [f"{fold(word)}|{word}" for word in self._vocabulary.starting(prefix)]

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        return Vocabulary(self._held.words)

    # --- what an engine owes

    def search(self, query: Query) -> Results:
        """Answer a query."""
        return answer(query, [self._held] if self.size else [], self)

    def close_words(self, word: str) -> Sequence[Word]:
        """Return the words written almost like this one."""
        return self._vocabulary.close_to(word)

    def update(self, keys: Collection[str], documents: Iterable[Document]) -> bool:  # noqa: ARG002
        """Refuse: what is held is read again for each question."""
        return False

    def rebuild(self, documents: Iterable[Document]) -> None:
        """Hold these texts in place of the others."""
        self._held = _Held(list(documents))
        self.size = self._held.size

    def is_new(self) -> bool:
        """Say that what is held was made with it."""
        return False

    def is_sound(self) -> bool:
        """Say that what is held can be read."""
        return True
