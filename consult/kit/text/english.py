"""Cut the endings of English words, for the few texts that are in English."""

import threading
from functools import lru_cache

import Stemmer

from consult.kit.text.french import fold

MARK = "en:"
"""What English terms begin with, so that they are never taken for French ones."""

STOP_WORDS = frozenset(
    """
    a about after all also am an and any are as at be because been before being but by can could did do does
    each for from had has have he her here him his how i if in into is it its just let me more most must my
    no nor not of off on only or other our out over own s same shall she should so some such t than that the
    their them then there these they this those through to too under up us very was we were what when where
    which while who whom whose why will with would you your
    """.split()  # noqa: SIM905 -- read more easily than 120 quoted words
)

_stemmer = Stemmer.Stemmer("english")
_one_at_a_time = threading.Lock()


@lru_cache(maxsize=16_384)
def terms_of(word: str) -> tuple[str, ...]:
    """Return the term under which a word of an English text is filed; none for a stop word."""
    folded = fold(word)
    if folded in STOP_WORDS or (len(folded) == 1 and not folded.isdigit()):
        return ()
    with _one_at_a_time:
        return (MARK + str(_stemmer.stemWord(folded)),)
