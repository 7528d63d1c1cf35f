"""Cut French texts into words that find each other: elisions, hyphens, case, accents, endings.

Each word gives two terms, `fold(stem(word))` and `stem(fold(word))`: the first alone misses one
accented word in ten when it is typed without accents, the second alone splits families.
"""

import re
import threading
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import Stemmer

LONGEST_TERM = 40
"""Characters kept of a word; what is longer is no word that anybody looks for."""

_JOINERS = "\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufe0f"
_APOSTROPHES = "'’ʼ‘´`ʹ′＇"
_HYPHENS = "‐‑-"  # the ASCII one last: inside [...] it would make a range
_LETTERS = rf"[^\W_](?:[^\W_]|[{_JOINERS}])*"
_CHUNK = re.compile(rf"{_LETTERS}(?:[{_APOSTROPHES}{_HYPHENS}]{_LETTERS})*")
_SEGMENT = re.compile(rf"[^{_HYPHENS}]+")
_HYPHEN = re.compile(rf"[{_HYPHENS}]")
_PIECE = re.compile(rf"[^{_APOSTROPHES}]+")
_ELISION = re.compile(
    rf"(?:[ldjmtsnc]|qu|jusqu|lorsqu|puisqu|quoiqu|presqu|quelqu)[{_APOSTROPHES}](?=.)", re.IGNORECASE
)
_WHOLE = re.compile(
    rf"(?:aujourd[{_APOSTROPHES}]hui|prud[{_APOSTROPHES}]hom\w*|entr[{_APOSTROPHES}]\w+)", re.IGNORECASE
)
_JOINED_AT_MOST = 3
_LONGEST_REMEMBERED = 80
# A long word cut down to a syllable (portabilité, port) no longer says what it was about.
_SHORT_STEM, _MUCH = 5, 6

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", **dict.fromkeys("’ʼ‘´`ʹ′", "'")})

# Snowball leaves the s of lois, élus and vélos, which then do not find loi, élu and vélo.
_PLURAL_LEFT = re.compile("..[aiou]s$")
_ALREADY_SINGULAR = frozenset({"fois", "paris"})

# Snowball knows these endings by their accent: typed bare, egalite would miss égaux, and premiere premier.
_BARE_ENDING = re.compile("(?<=..)(ee|ite|iere)(s?|ment)$")
_ACCENTED = {"ee": "ée", "ite": "ité", "iere": "ière"}

STOP_WORDS = frozenset(
    """
    a à â ai aie aient ait alors as au aucun aucune auquel aura auraient aurait auront aussi autre autres
    aux avaient avait avec avez avoir avons ayant bien c ça car ce ceci cela celle celles celui ces cet
    cette ceux chaque chez ci comme comment d dans de depuis des desquels dès dire dit doit doivent donc
    dont du duquel elle elles en encore entre est et étaient était étant être eu eux faire fait font faut
    hors hui ici il ils j je jusque l la là laquelle le lequel les lesquelles lesquels leur leurs lors
    lorsque lui m ma mais me même mêmes mes moi mon n ne ni nos notre nous on ont or ou où par parce pas
    pendant peu peut peuvent plus pour pourquoi pourra pourrait puis puisque qu quand que quel quelle
    quelles quelque quelques quels qui quoi s sa se selon sera seraient serait seront ses si soi soient
    soit son sont sous suis sur t ta te tel telle telles tels tes toi ton tous tout toute toutes très
    trop tu un une va vers via voir vont vos votre vous y
    """.split()  # noqa: SIM905 -- read more easily than 200 quoted words
)
"""Words too common to be looked for. Ours: « été », « sans » or « contre » keep their weight in a proposal."""

_ROOTS = {
    form: forms.split()[0]
    for forms in """
    lieu lieux | jeu jeux | enjeu enjeux | milieu milieux | feu feux | voeu voeux | aveu aveux | neveu neveux
    cheveu cheveux | adieu adieux | bijou bijoux | caillou cailloux | chou choux | genou genoux | oeil yeux
    travail travaux | bail baux | vitrail vitraux | tuyau tuyaux | noyau noyaux | joyau joyaux | ciel cieux
    donnee donnees | commune communes | communal communale communales communaux
    communication communications communicationnel
    """.replace("\n", " | ").split("|")
    for form in forms.split()
}
"""Folded forms whose family Snowball misses (lieu, lieux) or mixes (données and donner, communes and communs)."""


class Token(NamedTuple):
    """A word of a text: where it stands (`text[start:end]`), how it is written, what finds it.

    A word too common to be looked for has no terms; it still holds its place.
    """

    start: int
    end: int
    word: str
    terms: tuple[str, ...]


_stemmer = Stemmer.Stemmer("french")
_one_at_a_time = threading.Lock()


@lru_cache(maxsize=32_768)
def _written(raw: str) -> str:
    """Return a word as it would be written in a dictionary of forms: one case, no invisible character."""
    visible = "".join(c for c in unicodedata.normalize("NFKC", raw) if unicodedata.category(c) != "Cf")
    return visible.casefold()[:LONGEST_TERM]


def fold(text: str) -> str:
    """Return `text` without case, accents, ligatures or typographic apostrophes."""
    lowered = unicodedata.normalize("NFKC", text).casefold().translate(_LIGATURES)
    if lowered.isascii():
        return lowered
    decomposed = unicodedata.normalize("NFD", lowered)
    return unicodedata.normalize("NFC", "".join(c for c in decomposed if unicodedata.category(c) != "Mn"))


_STOP_FORMS = STOP_WORDS | {fold(word) for word in STOP_WORDS}


def _is_lone_letter(folded: str) -> bool:
    return len(folded) == 1 and not folded.isdigit()


@lru_cache(maxsize=32_768)
def terms_of(word: str) -> tuple[str, ...]:
    """Return the terms under which one word (no apostrophe, no hyphen) is filed; none for a stop word."""
    written = _written(word)
    folded = fold(written)
    if written in _STOP_FORMS or _is_lone_letter(folded):
        return ()
    if folded in _ROOTS:
        return (_ROOTS[folded],)
    accented, bare = fold(_stem(_accented(written))), _stem(folded)
    if len(accented) < _SHORT_STEM and len(folded) - len(accented) >= _MUCH:
        return (bare,)
    return tuple(dict.fromkeys((accented, bare)))


def tokens(text: str) -> list[Token]:
    """Return the words of `text` in order, stop words included."""
    return [Token(at + start, at + end, word, found) for at, (start, end, word, found) in pieces(text)]


def pieces(text: str) -> Iterator[tuple[int, Token]]:
    """Yield the words of `text` in order, each counted from a place of the text, read as far as one goes."""
    for chunk in _CHUNK.finditer(text):
        at = chunk.start()
        for token in _cut(chunk[0]):
            yield at, token


def terms(text: str) -> list[str]:
    """Return every term of `text` in order, for counting."""
    return [term for token in tokens(text) for term in token.terms]


def _accented(word: str) -> str:
    """Return a word typed bare with the accent its ending calls for, any other as it is."""
    return _BARE_ENDING.sub(lambda found: _ACCENTED[found[1]] + found[2], word) if word.isascii() else word


def _stem(word: str) -> str:
    with _one_at_a_time:
        stemmed: str = _stemmer.stemWord(word)
    plural = stemmed == word and word not in _ALREADY_SINGULAR and _PLURAL_LEFT.search(word)
    return stemmed[:-1] if plural else stemmed


def _cut(chunk: str) -> tuple[Token, ...]:
    """Cut what stands between two spaces into words, counted from its own beginning; remember the usual ones."""
    return _remembered(chunk) if len(chunk) <= _LONGEST_REMEMBERED else _remembered.__wrapped__(chunk)


@lru_cache(maxsize=32_768)
def _remembered(chunk: str) -> tuple[Token, ...]:
    pieces = list(_pieces(chunk))
    found = tuple(Token(at, at + len(raw), _written(raw), _piece_terms(raw)) for at, raw in pieces)
    if not _HYPHEN.search(chunk) or not _worth_joining(found):
        return found
    joined = terms_of("".join(token.word for token in found))
    return tuple(one._replace(terms=tuple(dict.fromkeys(one.terms + joined))) for one in found)


def _worth_joining(words: tuple[Token, ...]) -> bool:
    """Tell vidéo-protection, which is also written in one word, from peut-on."""
    named = 1 < len(words) <= _JOINED_AT_MOST and bool(words[-1].terms)
    return named and not all(token.word in STOP_WORDS for token in words[:-1])


def _piece_terms(raw: str) -> tuple[str, ...]:
    return terms_of("".join(_PIECE.findall(raw)))


def _pieces(chunk: str) -> Iterator[tuple[int, str]]:
    """Yield the words of a chunk and where they stand, without what elision left before them."""
    for segment in _SEGMENT.finditer(chunk):
        at, end = segment.span()
        while not _WHOLE.match(chunk, at, end) and (elided := _ELISION.match(chunk, at, end)):
            at = elided.end()
        if _WHOLE.fullmatch(chunk, at, end):
            yield at, chunk[at:end]
        else:
            yield from ((piece.start(), piece[0]) for piece in _PIECE.finditer(chunk, at, end))
