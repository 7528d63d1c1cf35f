"""Compare what two readers made of the same sentences: how far they agree, and how many they find supported."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from json import JSONDecodeError, loads
from math import sqrt
from pathlib import Path

from sklearn.metrics import cohen_kappa_score

Z = 1.959964
"""The quantile of the normal law for a lower bound that a two-sided interval of 95 % has (Wilson, 1927)."""


class UnreadableVerdictsError(ValueError):
    """A file that does not hold what a reader says of each sentence."""


@dataclass(frozen=True)
class Verdict:
    """What one reader says of one sentence."""

    supported: bool
    why: str = ""


@dataclass(frozen=True)
class Agreement:
    """What two readers say together; a sentence is supported when neither objects."""

    judged: int
    alike: int
    kappa: float
    supported: int
    each: tuple[int, int]
    objections: tuple[str, ...]

    @property
    def lower_bound(self) -> float:
        """Give the lower end of Wilson's 95 % interval for the share neither reader objects to."""
        return wilson_lower(self.supported, self.judged)


def read_verdicts(path: Path) -> dict[str, Verdict]:
    """Read `{id: {"supported": true, "why": "…"}}`; raise UnreadableVerdictsError on anything else."""
    try:
        found = loads(path.read_bytes())
        return {name: Verdict(_is_yes(one["supported"]), str(one.get("why", ""))) for name, one in found.items()}
    except (JSONDecodeError, UnicodeDecodeError, AttributeError, KeyError, TypeError) as fault:
        raise UnreadableVerdictsError(f"{path}: {fault!r}") from fault


def _is_yes(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError("supported is true or false")
    return value


def compare(one: Mapping[str, Verdict], other: Mapping[str, Verdict], wanted: Sequence[str]) -> Agreement:
    """Compare two readers on the sentences asked for that both judged."""
    names = [name for name in wanted if name in one and name in other]
    first = [one[name].supported for name in names]
    second = [other[name].supported for name in names]
    both = [a and b for a, b in zip(first, second, strict=True)]
    return Agreement(
        judged=len(names),
        alike=sum(a == b for a, b in zip(first, second, strict=True)),
        kappa=_kappa(first, second),
        supported=sum(both),
        each=(sum(first), sum(second)),
        objections=tuple(name for name, kept in zip(names, both, strict=True) if not kept),
    )


def _kappa(first: list[bool], second: list[bool]) -> float:
    """Return Cohen's kappa; two readers who say one and the same thing throughout agree wholly."""
    if len({*first, *second}) < 2:  # noqa: PLR2004 (the formula divides by the chance of any disagreement)
        return 1.0
    return float(cohen_kappa_score(first, second))


def wilson_lower(successes: int, trials: int) -> float:
    """Give the lower end of Wilson's interval of a share; nothing judged proves nothing."""
    if not trials:
        return 0.0
    share, spread = successes / trials, Z * Z / trials
    centre = share + spread / 2
    width = Z * sqrt(share * (1 - share) / trials + spread / (4 * trials))
    return (centre - width) / (1 + spread)
