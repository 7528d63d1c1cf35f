"""Show why a text was found: its best passage, with the words looked for marked."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from consult.kit.text import english
from consult.kit.text.french import Token, fold, pieces
from consult.kit.text.words import Language, voted

_BEFORE = 50
"""Characters of context kept before the first word found."""


@dataclass(frozen=True)
class Wanted:
    """The words to mark: terms, and beginnings of words (folded)."""

    terms: frozenset[str] = frozenset()
    prefixes: tuple[str, ...] = ()

    def matches(self, word: str, terms: Sequence[str]) -> str | None:
        """Return the term or the prefix that finds this word, or None."""
        if not self.terms.isdisjoint(terms):
            return next(term for term in terms if term in self.terms)
        if not self.prefixes:
            return None
        folded = fold(word)
        return next((prefix for prefix in self.prefixes if folded.startswith(prefix)), None)


@dataclass(frozen=True)
class _Hit:
    start: int
    end: int
    term: str


def mark(text: str, wanted: Wanted, language: Language | None = None) -> Markup:
    """Return the whole `text`, escaped, with each word that is wanted in <mark>."""
    words = list(pieces(text))
    return _marked(text, _hits(words, wanted, language or _language(words)), 0, len(text))


def best_passage(text: str, wanted: Wanted, length: int = 240) -> Markup:
    """Return about `length` characters of `text` around most of the wanted words, escaped, then marked.

    Without any of these words it is the beginning of the text.
    """
    return title_and_passage("", text, wanted, length)[1]


def title_and_passage(title: str, text: str, wanted: Wanted, length: int) -> tuple[Markup, Markup]:
    """Return a title and the best passage of its text, marked in the language both are written in, cut once."""
    line = " ".join(text.split())
    of_title, said = list(pieces(title)), list(pieces(line))
    language = _language([*of_title, *said])
    marked = _marked(title, _hits(of_title, wanted, language), 0, len(title))
    return marked, _passage(line, _hits(said, wanted, language), length)


Cut = Sequence[tuple[int, Token]]


def _language(words: Cut) -> Language:
    return voted(token for _, token in words)


def _passage(line: str, hits: Sequence[_Hit], length: int) -> Markup:
    start, end = _bounds(line, _densest(hits, length - _BEFORE), length)
    before, after = "… " if start else "", " …" if end < len(line) else ""
    return escape(before) + _marked(line, hits, start, end) + escape(after)


def _hits(words: Cut, wanted: Wanted, language: Language) -> list[_Hit]:
    in_french = language is Language.FRENCH
    hits = []
    for at, one in words:
        terms = one.terms if in_french else english.terms_of(one.word)
        if (term := wanted.matches(one.word, terms)) is not None:
            hits.append(_Hit(at + one.start, at + one.end, term))
    return hits


def _densest(hits: Sequence[_Hit], width: int) -> int:
    """Return where the window of `width` characters with most different words begins, the first of equals."""
    best, best_start, first = (0, 0), 0, 0
    for last, hit in enumerate(hits):
        while hit.end - hits[first].start > width and first < last:
            first += 1
        inside = hits[first : last + 1]
        score = (len({one.term for one in inside}), len(inside))
        if score > best:
            best, best_start = score, hits[first].start
    return best_start


def _bounds(line: str, wanted_at: int, length: int) -> tuple[int, int]:
    start = max(0, wanted_at - _BEFORE)
    start = max(0, min(start, len(line) - length))
    if start:
        space = line.find(" ", start, wanted_at)
        start = space + 1 if space >= 0 else wanted_at
    end = min(len(line), start + length)
    if end < len(line):
        space = line.rfind(" ", start, end + 1)
        end = space if space > wanted_at else end
    return start, end


def _marked(text: str, hits: Sequence[_Hit], start: int, end: int) -> Markup:
    pieces: list[Markup] = []
    at = start
    for hit in hits:
        if start <= hit.start and hit.end <= end:
            pieces += [escape(text[at : hit.start]), Markup("<mark>{}</mark>").format(text[hit.start : hit.end])]
            at = hit.end
    return Markup("").join([*pieces, escape(text[at:end])])
