"""Read what a person typed in the search box. Nothing typed there is an error.

Words, "exact phrases", -without, theme:…, auteur:…, and the beginning of a word followed by *;
anything else is text.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from consult.kit.text.french import Token, fold
from consult.kit.text.markdown import normalise_typed
from consult.kit.text.synonyms import (
    LONGEST_ACRONYM,
    Equivalent,
    Phrase,
    Synonyms,
    is_acronym,
    phrase_in,
    phrase_of,
)
from consult.kit.text.words import Language, asked_tokens, language_of
from search.engine import Alternative, Clause, Query

LONGEST = 600
"""Characters read of a query; the rest is left out."""

MOST_CLAUSES = 32
SHORTEST_PREFIX = 3
SYNONYM_WEIGHT = 0.7

_QUOTES = '"“”„'
"""Quotes that look alike on both sides of a phrase, and those a phone puts in their place."""

_MINUSES = "-−–‐‑"
"""The minus of the keyboard, and those a phone or a text processor puts in its place."""

_PART = re.compile(
    rf"""(?:^|(?<=\s))
        (?:(?P<minus>[{_MINUSES}](?=[«{_QUOTES}\w])) | (?P<field>th[eèé]me|auteure?)\s?:\s?(?=[«{_QUOTES}\w]))?
        (?: [{_QUOTES}](?P<quoted>[^{_QUOTES}]+)[{_QUOTES}] | «(?P<guillemets>[^»]+)» | (?P<bare>\S+) )""",
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True)
class _Part:
    excluded: bool
    field: str
    quoted: str
    bare: str
    words: list[Token]


def parse(typed: str, synonyms: Synonyms) -> Query:
    """Return the query a text means; never raises."""
    text = normalise_typed(typed)[:LONGEST]
    parts = list(_parts(text, language_of(text)))
    said = [part for part in parts if not part.field and not part.excluded]
    clauses = [*_phrases(said), *_prefixes(said), *_words(said, synonyms)]
    return Query(
        text=" ".join(text.split()),
        clauses=tuple(dict.fromkeys(clauses))[:MOST_CLAUSES],
        excluded=tuple(_excluded(parts))[:MOST_CLAUSES],
        themes=tuple(_named(parts, "t"))[:MOST_CLAUSES],
        authors=tuple(_named(parts, "a"))[:MOST_CLAUSES],
    )


def _parts(text: str, language: Language) -> Iterator[_Part]:
    for found in _PART.finditer(text):
        given = found.groupdict("")
        quoted, bare = given["quoted"] or given["guillemets"], given["bare"]
        words = asked_tokens(quoted or bare, language)
        yield _Part(bool(given["minus"]), fold(given["field"])[:1], quoted, bare, words)


def _phrases(parts: Iterable[_Part]) -> Iterator[Clause]:
    for part in parts:
        if part.quoted and (phrase := phrase_in(part.words)):
            yield Clause((Alternative(phrase, exact=True),), part.quoted)


def _is_prefix(part: _Part) -> bool:
    return part.bare.endswith("*") and bool(part.words) and len(fold(part.words[-1].word)) >= SHORTEST_PREFIX


def _prefixes(parts: Iterable[_Part]) -> Iterator[Clause]:
    for part in parts:
        if _is_prefix(part):
            word = part.words[-1].word
            yield Clause((Alternative(prefix=fold(word)),), word)


def _words(parts: Iterable[_Part], synonyms: Synonyms) -> Iterator[Clause]:
    """Yield a clause for each word, or for several that together have equivalents."""
    parts = list(parts)
    words = [token for token in chain.from_iterable(map(_plain_words, parts)) if token.terms]
    equivalents = {one.first: one for one in synonyms.find(words)}
    acronyms = _acronyms(parts)
    at = 0
    while at < len(words):
        met = equivalents.get(at, Equivalent(at, 1, ()))
        own = words[at : at + met.length]
        yield _clause(own, _equivalents(met, synonyms), acronym=len(own) == 1 and own[0].word in acronyms)
        at += met.length


def _acronyms(parts: Iterable[_Part]) -> set[str]:
    """Return the acronyms typed in capitals; none where longer words are in capitals too, which says nothing."""
    capitals = dict(chain.from_iterable(map(_in_capitals, parts)))
    shouted = max(map(len, capitals.values()), default=0) > LONGEST_ACRONYM
    return set() if shouted else {word for word, written in capitals.items() if is_acronym(written)}


def _in_capitals(part: _Part) -> Iterator[tuple[str, str]]:
    """Yield the words typed in capitals, as they are filed and as they were typed."""
    for token in _plain_words(part):
        written = part.bare[token.start : token.end]
        if written.isupper():
            yield token.word, written


def _plain_words(part: _Part) -> list[Token]:
    if part.quoted:
        return []
    return part.words[:-1] if _is_prefix(part) else part.words


def _clause(own: list[Token], others: Iterable[Alternative], *, acronym: bool) -> Clause:
    phrase, forms = tuple(token.terms for token in own), tuple(fold(token.word) for token in own)
    typed = Alternative(phrase, forms, acronym=acronym)
    return Clause((typed, *others), " ".join(token.word for token in own))


def _equivalents(met: Equivalent, synonyms: Synonyms) -> Iterator[Alternative]:
    return (_equivalent(other, synonyms.acronym(other)) for other in met.others)


def _equivalent(phrase: Phrase, acronym: str) -> Alternative:
    """Return what stands for what was typed; an acronym only as it is written."""
    forms = (acronym,) if acronym else ()
    return Alternative(phrase, forms, exact=True, whole=bool(acronym), weight=SYNONYM_WEIGHT)


def _excluded(parts: Iterable[_Part]) -> Iterator[Alternative]:
    for part in parts:
        if part.excluded and _is_prefix(part):
            yield Alternative(prefix=fold(part.words[-1].word))
        elif part.excluded and (phrase := phrase_in(part.words)):
            yield Alternative(phrase, exact=True)


def _named(parts: Iterable[_Part], field: str) -> Iterator[Phrase]:
    for part in parts:
        if part.field == field and (phrase := phrase_of(part.quoted or part.bare)):
            yield phrase
