"""Do what the worker is asked for consultations."""

from consult.consultations import operations
from consult.kit import clock
from consult.kit.jobs import Payload

RECORD_PASSAGES = "consultations.record_passages"
EVERY_SECONDS = 30


def record_passages(_payload: Payload) -> None:
    """Record the openings and closings that the dates decided since the last time."""
    operations.record_passages(clock.now())
