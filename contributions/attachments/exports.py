"""Say in a file which documents a text has."""

from collections.abc import Sequence

from flask import url_for

from contributions.attachments.models import Attachment


def told(attachments: Sequence[Attachment]) -> str | None:
    """Return the name, the size in bytes and the address of each document, one by line; None without any."""
    lines = [
        f"{one.name} ({one.size}) {url_for('attachments.show', attachment_id=one.id, _external=True)}"
        for one in attachments
    ]
    return "\n".join(lines) or None
