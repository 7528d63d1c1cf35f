"""Name the private information a text holds, for whoever is about to publish it."""

from consult.kit.revealing import Revealed
from moderation.detectors.private import private_places
from moderation.wording import PRIVATE


def revealed(text: str) -> list[Revealed]:
    """Return each passage that looks like private information, in the order of the text."""
    return [Revealed(PRIVATE[what], text[start:end]) for (start, end), what in private_places(text)]
