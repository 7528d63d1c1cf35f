"""Warn people, before they publish, of what in their words would let readers reach someone."""

from collections.abc import Sequence
from typing import Protocol

from flask import request
from wtforms import Field

from consult.kit.revealing import Revealed, revealed_in

ANYWAY = "anyway"
"""The button pressed by whoever has read the warning and publishes all the same."""


class HasSource(Protocol):
    """A form in which a text is written."""

    source: Field


def warned_of(form: HasSource, *, known: str = "") -> Sequence[Revealed]:
    """Return what the words just sent reveal, besides what was `known`; nothing once their author insists."""
    if request.method != "POST" or ANYWAY in request.form:
        return ()
    title = getattr(form, "title", None)
    written = "\n".join(str(control.data or "") for control in (title, form.source) if control is not None)
    return revealed_in(written, known=known)
