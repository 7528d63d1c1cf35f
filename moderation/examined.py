"""Give the words of a text as everyone would read them, for the detectors and for whoever compares texts."""

from consult.kit.text.markdown import plain
from contributions.models import Contribution, Proposal


def examined_text(contribution: Contribution) -> str:
    """Return what the detectors read: the words as shown, a proposal's title first."""
    return as_read(contribution.title if isinstance(contribution, Proposal) else "", contribution.source)


def as_read(title: str, source: str) -> str:
    """Return these words as shown, before they belong to a contribution."""
    words = plain(source)
    return f"{title}\n{words}" if title else words
