"""Read the lexicon of words that attack people, and make the forms a French word takes."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from pathlib import Path

from consult.kit.text.french import fold
from moderation.models import FlagReason

_FILE = Path(__file__).with_name("lexicon.toml")
_CHOICE = re.compile(r"\{([^}]*)\}")
_LETTERS = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Lexicon:
    """Folded words, and phrases as tuples of folded words by their first one, with what each breaks."""

    words: Mapping[str, FlagReason]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], FlagReason], ...]]


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Return the lexicon of this installation, read once."""
    return parse(_FILE.read_text("utf-8"))


def parse(written: str) -> Lexicon:
    """Make every form of what is written. Raises `ValueError` for a rule that does not exist."""
    words: dict[str, FlagReason] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], FlagReason]]] = {}
    for name, listed in tomllib.loads(written).items():
        reason = FlagReason(name)
        for entry in listed["words"].split():
            words.update(dict.fromkeys(forms(entry), reason))
        for phrase in listed["phrases"]:
            for said in spellings(phrase):
                phrases.setdefault(said[0], []).append((said, reason))
    return Lexicon(words, {first: tuple(some) for first, some in phrases.items()})


def forms(entry: str) -> Iterator[str]:
    """Yield the singular and the plural of each gender of an entry: "connard/connarde"."""
    for word in entry.split("/"):
        folded = "".join(_LETTERS.findall(fold(word)))
        yield folded
        yield folded if folded.endswith(("s", "x")) else f"{folded}s"


def spellings(phrase: str) -> Iterator[tuple[str, ...]]:
    """Yield every phrase that the choices of one make, cut into folded words."""
    parts = _CHOICE.split(phrase)
    choices = [part.split(",") if place % 2 else [part] for place, part in enumerate(parts)]
    for chosen in product(*choices):
        yield tuple(_LETTERS.findall(fold("".join(chosen))))
