"""Noun phrases as people write them: « bacs à fleurs », « langue des signes », « logiciels libres ».

No grammar is known: a word is taken for a noun when it mostly follows what nouns follow (an article, a possessive,
a preposition), over all the sentences at hand. A phrase runs from such a word to another that carries meaning,
joined by nothing or by a short preposition, and never across a sign.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from synthesis.analysis.words import cleaned, is_stop_word, lemma

LONGEST = 3
_PIECE = re.compile(r"[^\W_]+'(?=\w)|[^\W_]+(?:-[^\W_]+)*|[^\s\w]+")
_DETERMINERS = """
le la les l' un une des du au aux ce cet cette ces mon ma mes ton ta tes son sa ses notre nos votre vos leur
leurs chaque quel quelle quels quelles plusieurs quelques aucun aucune certains certaines de d' en par sans
deux trois quatre cinq six sept huit neuf dix entre contre pour sur avec et ou
"""
_BEFORE_NOUNS = frozenset(_DETERMINERS.split())
_LINKS = frozenset({"de", "d'", "du", "des", "à", "au", "aux", "en"})
_TAKE_AN_ARTICLE, _ARTICLES = frozenset({"de", "à"}), frozenset({"la", "l'"})
_INFINITIVE = ("er", "ir", "oir", "re")
_PARTICIPLE = tuple(f"{end}{mark}" for end in ("é", "uit", "ert") for mark in ("", "e", "s", "es"))
_MANNER = "ment"
_MOSTLY, _MOSTLY_CAPITALS = 0.5, 0.5

Term = tuple[str, ...]


@dataclass(frozen=True)
class Piece:
    """A word or a sign: as typed, in lower case, and its lemma when it carries meaning ("" otherwise)."""

    typed: str
    lower: str
    lemma: str

    @property
    def is_sign(self) -> bool:
        """Say whether it is no word."""
        return not self.lower[0].isalnum()


@dataclass(frozen=True)
class Written:
    """A term as a sentence writes it; `shows_case` when its capitals tell something."""

    term: Term
    typed: str
    shows_case: bool


Test = Callable[[Piece], bool]


@dataclass(frozen=True)
class Grammar:
    """Which words open a phrase, and which may follow inside one."""

    opens: Test
    follows: Test


ANY = Grammar(lambda piece: bool(piece.lemma), lambda piece: bool(piece.lemma))
"""Takes every word that carries meaning."""


def pieces_of(words: str) -> list[Piece]:
    """Cut a sentence in words and signs, elided articles apart."""
    return [_piece(typed) for typed in _PIECE.findall(cleaned(words).replace("’", "'"))]


@lru_cache(maxsize=200_000)
def _piece(typed: str) -> Piece:
    lower = typed.lower()
    means = len(lower) > 1 and lower[-1] != "'" and lower.replace("-", "").isalpha() and not is_stop_word(lower)
    return Piece(typed, lower, lemma(lower) if means else "")


def grammar_of(sentences: Iterable[Sequence[Piece]]) -> Grammar:
    """Learn from sentences which words are nouns, and which are verbs."""
    after: Counter[str] = Counter()
    told: Counter[str] = Counter()
    forms: dict[str, set[str]] = {}
    for pieces in sentences:
        for place, piece in enumerate(pieces):
            if piece.lemma:
                forms.setdefault(piece.lemma, set()).add(piece.lower)
                if place and not pieces[place - 1].is_sign:
                    told[piece.lemma] += 1
                    after[piece.lemma] += pieces[place - 1].lower in _BEFORE_NOUNS
    verbs = frozenset(word for word, written in forms.items() if _is_verb(word, written))
    nouns = frozenset(word for word in forms if word not in verbs and after[word] >= _MOSTLY * told[word])

    def follows(piece: Piece) -> bool:
        if not piece.lemma or (piece.lower.endswith(_MANNER) and piece.lemma not in nouns):
            return False
        return piece.lemma not in verbs or piece.lower.endswith(_PARTICIPLE)

    return Grammar(lambda piece: piece.lemma in nouns, follows)


def _is_verb(word: str, forms: Iterable[str]) -> bool:
    """Say whether a word is conjugated: an infinitive for a lemma, and a form that is no plural of it."""
    return word.endswith(_INFINITIVE) and any(form not in {word, f"{word}s"} for form in forms)


def terms_in(pieces: Sequence[Piece], grammar: Grammar = ANY, first: Collection[str] = ()) -> Iterator[Written]:
    """Give each word that may name something, or only those listed, and each phrase that begins with it."""
    shouted = _is_shouted(pieces)
    for place, piece in enumerate(pieces):
        if grammar.opens(piece) and (not first or piece.lemma in first):
            shows_case = not shouted and place > 0 and not pieces[place - 1].is_sign
            for term, typed in _extended((piece.lemma,), piece.typed, pieces[place + 1 :], grammar):
                yield Written(term, typed, shows_case)


def _extended(term: Term, typed: str, rest: Sequence[Piece], grammar: Grammar) -> Iterator[tuple[Term, str]]:
    yield term, typed
    if len(term) == LONGEST:
        return
    if rest and grammar.follows(rest[0]) and rest[0].lemma not in term:
        yield from _extended((*term, rest[0].lemma), f"{typed} {rest[0].typed}", rest[1:], grammar)
    link = _link(rest)
    if link and len(rest) > link and grammar.follows(rest[link]) and rest[link].lemma not in term:
        joined = " ".join((typed, *(piece.typed for piece in rest[: link + 1]))).replace("' ", "'")
        yield from _extended((*term, rest[link].lemma), joined, rest[link + 1 :], grammar)


def _link(rest: Sequence[Piece]) -> int:
    """Count the words that join a noun to the next: « de », « à la »; 0 when none does."""
    if not rest or rest[0].lower not in _LINKS:
        return 0
    with_article = len(rest) > 1 and rest[0].lower in _TAKE_AN_ARTICLE and rest[1].lower in _ARTICLES
    return 2 if with_article else 1


def _is_shouted(pieces: Sequence[Piece]) -> bool:
    words = [piece.typed for piece in pieces if not piece.is_sign and len(piece.typed) > 1]
    return sum(word.isupper() for word in words) > _MOSTLY_CAPITALS * len(words)
