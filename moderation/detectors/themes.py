"""Guess that a proposal would stand better under another theme: TF-IDF against what each theme published.

A theme is the mean of its texts, each a vector of (1 + log occurrences) × log(texts / texts with the term) of
unit length; likeness is a cosine. The guess is silent unless the text is long enough, both themes hold enough
texts, and the other theme is clearly and by far the closer one.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet

from consult.kit.text.french import terms, tokens
from moderation.detectors.finding import Examined, Finding, Span, Themes, Vector, found
from moderation.models import FlagReason

FEWEST_TEXTS = 12
"""Texts of a theme below which it is not known well enough."""

_FEWEST_TERMS = 25
_CLOSE, _BY_FAR = 0.12, 3.0
_TELLING = 5
_TOO_COMMON = 0.5
_JOINED = re.compile(r"\w+(?:[-‐‑]\w+)+")


def themes_from(published: Iterable[tuple[str, str]]) -> Themes:
    """Learn from published proposals, as (title of the theme, text); themes with too few of them are left out."""
    counted = [(theme, Counter(terms(text))) for theme, text in published]
    texts = Counter(theme for theme, _ in counted)
    spread = Counter(term for _, counts in counted for term in counts)
    usual = _TOO_COMMON * len(counted)
    rarity = {term: math.log(len(counted) / n) for term, n in spread.items() if 1 < n <= usual}
    sums: dict[str, Counter[str]] = {theme: Counter() for theme, n in texts.items() if n >= FEWEST_TEXTS}
    for theme, counts in counted:
        if theme in sums:
            sums[theme].update(_unit(counts, rarity))
    return Themes(rarity, {theme: _scaled(total) for theme, total in sums.items()})


def off_theme(examined: Examined) -> Finding | None:
    """Notice a proposal that says what another theme says, and point at the words that say so."""
    themes, own = examined.themes, examined.theme
    if themes is None or own not in themes.means:
        return None
    counts = Counter(terms(examined.text))
    if counts.total() < _FEWEST_TERMS:
        return None
    vector = _unit(counts, themes.rarity)
    close = {theme: _cosine(vector, mean) for theme, mean in themes.means.items()}
    other = max(close, key=lambda theme: (close[theme], theme))
    if other == own or close[other] < max(_CLOSE, _BY_FAR * close[own]):
        return None
    pull = {term: weight * themes.means[other].get(term, 0.0) for term, weight in vector.items()}
    telling = set(sorted(pull, key=lambda term: (-pull[term], term))[:_TELLING])
    finding = found("off_theme", FlagReason.OFF_TOPIC, _first_said(examined.text, telling))
    return finding and Finding(finding.detector, finding.reason, finding.spans, other)


def _first_said(text: str, telling: AbstractSet[str]) -> list[Span]:
    """Return where each of these terms first stands as a whole word: « rendez-vous » is not « rendez »."""
    joined = [one.span() for one in _JOINED.finditer(text)]
    left, spans = set(telling), []
    for one in tokens(text):
        if left.isdisjoint(one.terms) or any(start <= one.start < end for start, end in joined):
            continue
        spans.append((one.start, one.end))
        left.difference_update(one.terms)
    return spans


def _unit(counts: Mapping[str, int], rarity: Vector) -> dict[str, float]:
    return _scaled({term: (1 + math.log(n)) * rarity[term] for term, n in counts.items() if term in rarity})


def _scaled(vector: Vector) -> dict[str, float]:
    length = math.sqrt(sum(value * value for value in vector.values())) or 1.0
    return {term: value / length for term, value in vector.items()}


def _cosine(one: Vector, other: Vector) -> float:
    return sum(value * other.get(term, 0.0) for term, value in one.items())
