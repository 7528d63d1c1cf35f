"""Count what a detector sees rightly, wrongly and not at all, with how far such a count may be trusted."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

from consult.kit.measures import Measures
from moderation.detectors.finding import Detector, Examined

_Z = 1.96
_ROUNDED = 4


@dataclass(frozen=True)
class Tally:
    """What a detector saw in `n` texts: rightly, wrongly, and what it let pass."""

    n: int
    hits: int
    mistakes: int
    missed: int

    def measures(self, name: str) -> Measures:
        """Return the counts and the shares under the name of a set, without a share of nothing."""
        counts = {
            "n": self.n,
            "true_positives": self.hits,
            "false_positives": self.mistakes,
            "false_negatives": self.missed,
        }
        measures: Measures = {measure: {name: count} for measure, count in counts.items()}
        add(measures, share("precision", name, self.hits, self.hits + self.mistakes))
        add(measures, share("recall", name, self.hits, self.hits + self.missed))
        return measures


def tally(detector: Detector, cases: Iterable[tuple[Examined, bool]]) -> Tally:
    """Ask a detector about texts of which one knows whether it should see something."""
    return counted((detector(examined) is not None, expected) for examined, expected in cases)


def counted(answers: Iterable[tuple[bool, bool]]) -> Tally:
    """Count answers, as (what was seen, what should have been)."""
    counts = Counter(answers)
    return Tally(counts.total(), hits=counts[True, True], mistakes=counts[True, False], missed=counts[False, True])


def share(measure: str, name: str, part: int, whole: int) -> Measures:
    """Return a share with the two ends of its interval; nothing where there is nothing to share."""
    if not whole:
        return {}
    low, high = wilson(part, whole)
    values = {measure: part / whole, f"{measure}_low": low, f"{measure}_high": high}
    return {key: {name: round(value, _ROUNDED)} for key, value in values.items()}


def alarms(name: str, raised: int, n: int) -> Measures:
    """Return how many texts of a thousand raise an alarm where none should."""
    low, high = wilson(raised, n)
    values = {"": raised / n, "_low": low, "_high": high}
    per_thousand = {
        f"alarms_per_1000{end}": {name: round(1000 * value, _ROUNDED)} for end, value in values.items()
    }
    return {"civil_texts": {name: n}, "alarms": {name: raised}, **per_thousand}


def add(measures: Measures, found: Measures) -> None:
    """Put measures beside others."""
    for measure, values in found.items():
        measures.setdefault(measure, {}).update(values)


def wilson(part: int, whole: int) -> tuple[float, float]:
    """Return the 95 % interval of a share (Wilson 1927)."""
    seen, spread = part / whole, _Z * _Z / whole
    centre = seen + spread / 2
    width = _Z * sqrt(seen * (1 - seen) / whole + spread / (4 * whole))
    return max(0.0, (centre - width) / (1 + spread)), min(1.0, (centre + width) / (1 + spread))
