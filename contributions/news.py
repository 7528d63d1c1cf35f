"""News of contributions, sent after commit.

A listener wakes or clears; what must not be lost travels by the outbox, under the topic
`CHANGED`, with the contribution's id.
"""

from blinker import Namespace

_signals = Namespace()

CHANGED = "contribution.changed"
"""Outbox topic: a contribution's text, status, theme or author changed; `{"id": …}`."""

contribution_published = _signals.signal("contribution-published")
"""A contribution has just become readable by all; `contribution_id`."""

contribution_withheld = _signals.signal("contribution-withheld")
"""A contribution has just ceased to be readable by all; `contribution_id`."""
