"""What the worker does for councils."""

from consult.kit import clock
from consult.kit.jobs import Payload
from council.operations.transmissions import send
from council.queries.transmissions import transmission_at


def send_transmission(payload: Payload) -> None:
    """Freeze and send one transmission."""
    send(transmission_at(payload["id"]), at=clock.now())
