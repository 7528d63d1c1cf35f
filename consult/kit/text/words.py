"""Cut a text into words in its own language, French or English, and read queries in both.

The language is voted by the little words each language cannot do without. What is searched may be in
either, so each word of a query is looked for as both.
"""

from collections.abc import Iterable
from enum import StrEnum
from itertools import islice

from consult.kit.text import english, french
from consult.kit.text.french import Token

_VOTERS = 300
"""Words of a text that vote: the first ones say enough."""

_IN_BOTH = frozenset("a as car d l m me n no on or s son t".split())  # noqa: SIM905 -- as the lists of stop words
_FRENCH = french.STOP_WORDS - _IN_BOTH
_ENGLISH = english.STOP_WORDS - _IN_BOTH - french.STOP_WORDS


class Language(StrEnum):
    """A language texts are written in (langue)."""

    FRENCH = "fr"
    ENGLISH = "en"


def language_of(text: str) -> Language:
    """Return the language of a text; French unless more of its little words are English."""
    return voted(token for _, token in french.pieces(text))


def voted(words: Iterable[Token]) -> Language:
    """Return the language the first of these words are written in."""
    written = [token.word for token in islice(words, _VOTERS)]
    ayes = sum(word in _ENGLISH for word in written)
    noes = sum(word in _FRENCH for word in written)
    return Language.ENGLISH if ayes > noes else Language.FRENCH


def tokens_of(text: str, language: Language | None = None) -> list[Token]:
    """Return the words of `text` with the terms of its language, which is guessed where it is not given."""
    words = french.tokens(text)
    if (language or voted(words)) is Language.FRENCH:
        return words
    return [token._replace(terms=english.terms_of(token.word)) for token in words]


def asked_tokens(text: str, language: Language) -> list[Token]:
    """Return the words of a query, each as the terms that find it in French texts and in English ones.

    `language` is that of the whole query: it says which words are too common to be looked for.
    """
    return [token._replace(terms=_asked(token, language)) for token in french.tokens(text)]


def asked_terms(word: str) -> tuple[str, ...]:
    """Return the terms that find one word, whatever the language of the text."""
    return tuple(dict.fromkeys(french.terms_of(word) + english.terms_of(word)))


def _asked(token: Token, language: Language) -> tuple[str, ...]:
    in_english = english.terms_of(token.word)
    own = in_english if language is Language.ENGLISH else token.terms
    return tuple(dict.fromkeys(token.terms + in_english)) if own else ()
