"""Forget in time."""

from consult.audit.operations import forget_old
from consult.kit import clock
from consult.kit.jobs import Payload


def forget(_payload: Payload) -> None:
    """Forget the lines whose time has come."""
    forget_old(at=clock.now())
