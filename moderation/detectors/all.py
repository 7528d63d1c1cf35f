"""Run every detector on a text."""

from moderation.detectors.advertising import advertising
from moderation.detectors.finding import Detector, Examined, Finding
from moderation.detectors.insults import hate, insults, threats
from moderation.detectors.language import other_language
from moderation.detectors.manner import campaign, copies, flooding, shouting
from moderation.detectors.private import private
from moderation.detectors.themes import off_theme

DETECTORS: tuple[Detector, ...] = (
    insults,
    hate,
    threats,
    private,
    advertising,
    other_language,
    shouting,
    flooding,
    campaign,
    copies,
    off_theme,
)


def detect(examined: Examined) -> list[Finding]:
    """Return what each detector saw, the law first."""
    return [finding for detector in DETECTORS if (finding := detector(examined)) is not None]
