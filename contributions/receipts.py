"""Make the receipt of a text: its number, when it was kept, and a hash anyone can compute again from its words.

The hash is the SHA-256 of `content`, in UTF-8: number, version, title if there is one (for a source its title and
its address), an empty line, the text as it was typed. It holds no name and no date, so that whoever has the words
can check it alone.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from contributions.models import Contribution, Proposal, Source, Version

SCISSORS = "-----"
"""The line of a receipt's file after which stands what was hashed, to the end."""


@dataclass(frozen=True)
class Receipt:
    """What a person keeps of one version of a text."""

    reference: str
    version: int
    kept_at: datetime
    content: str

    @property
    def digest(self) -> str:
        """Return the hash of the content, in hexadecimal."""
        return hashlib.sha256(self.content.encode()).hexdigest()


def receipt_of(text: Contribution) -> Receipt:
    """Return the receipt of a text as it stands."""
    title = text.title if isinstance(text, Proposal) else None
    kept_at = text.edited_at or text.submitted_at or text.created_at
    return Receipt(text.reference, text.version, kept_at, _content(text, text.version, title, text.source))


def receipt_of_version(text: Contribution, former: Version) -> Receipt:
    """Return the receipt a text had before an edit."""
    content = _content(text, former.number, former.title, former.source)
    return Receipt(text.reference, former.number, former.written_at, content)


def _content(text: Contribution, version: int, title: str | None, source: str) -> str:
    head = [text.reference, f"version {version}"]
    if isinstance(text, Source):
        head += [text.label or "", text.link or ""]
    elif title:
        head.append(title)
    return "\n".join([*head, "", source, ""])
