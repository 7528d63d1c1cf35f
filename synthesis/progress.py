"""How far a computation is: what is being done, how much of it, and how long is left."""

from dataclasses import dataclass
from datetime import datetime

from synthesis.models import BuildPhase, Synthesis

_SPANS: dict[BuildPhase, tuple[int, int]] = {
    BuildPhase.READING: (0, 5),
    BuildPhase.ANALYSIS: (5, 90),
    BuildPhase.KEEPING: (90, 95),
    BuildPhase.FILES: (95, 100),
}
"""From which percentage to which each phase goes."""
_FEWEST_SECONDS = 2


@dataclass(frozen=True)
class Advance:
    """How far a computation is: its phase, a percentage, and the seconds left when they can be told."""

    phase: BuildPhase | None
    percent: int
    seconds_left: int | None
    is_stopping: bool


def advance_of(synthesis: Synthesis, at: datetime) -> Advance:
    """Say how far the worker is; before it starts, nothing is done and nothing can be foretold."""
    stopping = synthesis.stop_asked_at is not None
    if synthesis.phase is None or synthesis.started_at is None:
        return Advance(None, 0, None, stopping)
    low, high = _SPANS[synthesis.phase]
    share = synthesis.done / synthesis.total if synthesis.total else 0.0
    percent = round(low + (high - low) * min(share, 1.0)) if synthesis.phase is BuildPhase.ANALYSIS else low
    spent = (at - synthesis.started_at).total_seconds()
    left = round(spent * (100 - percent) / percent) if percent > low and spent >= _FEWEST_SECONDS else None
    return Advance(synthesis.phase, percent, left, stopping)
