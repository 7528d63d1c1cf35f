"""Give the words of a text as everyone would read them, for the detectors and for whoever compares texts."""

from consult.kit.text.markdown import plain
from contributions.models import Contribution, Proposal


def examined_text(contribution: Contribution) -> str:
    """Return what the detectors read: the words as shown, a proposal's title first."""
    words = plain(contribution.source)
    return f"{contribution.title}\n{words}" if isinstance(contribution, Proposal) else words
