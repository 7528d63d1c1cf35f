"""Run every detector on a text."""

from moderation.detectors.advertising import advertising
from moderation.detectors.finding import Detector, Examined, Finding
from moderation.detectors.insults import hate, insults, threats
from moderation.detectors.manner import copies, flooding, shouting
from moderation.detectors.private import private

DETECTORS: tuple[Detector, ...] = (insults, hate, threats, private, advertising, shouting, flooding, copies)


def detect(examined: Examined) -> list[Finding]:
    """Return what each detector saw, the law first."""
    return [finding for detector in DETECTORS if (finding := detector(examined)) is not None]
