"""Let each room say what is missing or unsafe on this machine, for `consult check`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from consult.kit.errors import Sentence
from consult.kit.registries import Registry


class Gravity(StrEnum):
    """How much a finding matters: fine, to know before opening to the public, or broken now."""

    FINE = "fine"
    WARNING = "warning"
    FAULT = "fault"


@dataclass(frozen=True)
class Finding:
    """One thing looked at, and what was found; a fault says what to do."""

    gravity: Gravity
    sentence: Sentence


Check = Callable[[], Iterable[Finding]]
checks: Registry[Check] = Registry("check")


def findings() -> list[Finding]:
    """Look at everything, in the order of the rooms; each check opens its own unit of work."""
    return [found for check in checks for found in check()]


def either(holds: object, fine: Sentence, fault: Sentence, gravity: Gravity = Gravity.FAULT) -> Finding:
    """Return a fine finding when the thing holds, and the other one when it does not."""
    return Finding(Gravity.FINE, fine) if holds else Finding(gravity, fault)
