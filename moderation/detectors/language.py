"""Notice a text in another language, by the little words that no sentence does without."""

import re
import tomllib
from functools import lru_cache
from pathlib import Path

from moderation.detectors.finding import Examined, Finding
from moderation.models import FlagReason

_FILE = Path(__file__).with_name("little_words.toml")
_WORD = re.compile(r"[^\W\d_]+")
_FEWEST_WORDS, _SPOKEN, _CLEARLY = 12, 0.12, 1.2


def other_language(examined: Examined) -> Finding | None:
    """Notice a text long enough to tell, with many little words of a language and clearly fewer of French."""
    words = [word.lower() for word in _WORD.findall(examined.text)]
    if len(words) < _FEWEST_WORDS:
        return None
    shares = {name: sum(word in little for word in words) / len(words) for name, little in _little_words().items()}
    french = shares.pop("french")
    heard = max(shares.values())
    return Finding("other_language", FlagReason.UNREADABLE) if heard >= max(_SPOKEN, _CLEARLY * french) else None


@lru_cache(maxsize=1)
def _little_words() -> dict[str, frozenset[str]]:
    return {name: frozenset(words.split()) for name, words in tomllib.loads(_FILE.read_text("utf-8")).items()}
