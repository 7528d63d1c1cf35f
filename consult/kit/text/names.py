"""Accept the names people give themselves, and refuse those made to deceive the eye.

A name stands beside texts for years: it must look the same to everyone, read in one direction,
and take one line.
"""

import re
import unicodedata

from flask_babel import lazy_gettext as _l

from consult.kit.errors import Invalid

LONGEST = 80
_SHORTEST = 2
_MARKS_IN_A_ROW = 2
_FORBIDDEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
_BLANKS = frozenset("\u115f\u1160\u3164\uffa0\u2800")
_LOOK_ALIKE = ("LATIN", "CYRILLIC", "GREEK", "CHEROKEE")
_SPACES = re.compile(r"\s+")
_ADDRESS = re.compile(r"@|://|www\.", re.IGNORECASE)


def clean_name(typed: str, field: str = "display_name") -> str:
    """Return the name on one line, in NFC. Raises `Invalid` for `field` when nobody could trust it."""
    name = unicodedata.normalize("NFC", _SPACES.sub(" ", typed).strip())
    if len(name) > LONGEST:
        raise Invalid(_l("Raccourcissez ce nom : %(limit)s caractères au plus.", limit=LONGEST), field)
    if any(unicodedata.category(letter) in _FORBIDDEN or letter in _BLANKS for letter in name):
        raise Invalid(_l("Retapez ce nom : il contient des caractères invisibles."), field)
    if sum(letter.isalnum() for letter in name) < _SHORTEST:
        raise Invalid(_l("Écrivez un nom d’au moins deux lettres."), field)
    if _ADDRESS.search(name):
        raise Invalid(_l("Écrivez un nom plutôt qu’une adresse : il sera public."), field)
    if _piles_marks(name) or _mixes_alphabets(name):
        raise Invalid(_l("Écrivez ce nom avec les lettres d’un seul alphabet."), field)
    return name


def _piles_marks(name: str) -> bool:
    """Say whether accents are piled on a letter until they cover the lines around."""
    run = 0
    for letter in unicodedata.normalize("NFD", name):
        run = run + 1 if unicodedata.category(letter) in {"Mn", "Me"} else 0
        if run > _MARKS_IN_A_ROW:
            return True
    return False


def _mixes_alphabets(name: str) -> bool:
    """Say whether one word mixes alphabets that share shapes, as a false « Mаrie » does."""
    return any(len({_alphabet(letter) for letter in word} - {""}) > 1 for word in name.split(" "))


def _alphabet(letter: str) -> str:
    first = unicodedata.name(letter, "").split(" ", 1)[0]
    return first if letter.isalpha() and first in _LOOK_ALIKE else ""
