"""Warn people, before they publish, of what in their words would let readers reach someone."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from flask import request
from wtforms import Field

from consult.consultations.models import Consultation
from consult.kit.revealing import Revealed, revealed_in
from contributions.holding import first_status
from contributions.models import Status

ANYWAY = "anyway"
"""The button pressed by whoever has read the warning and publishes all the same."""


class HasSource(Protocol):
    """A form in which a text is written."""

    source: Field


@dataclass(frozen=True)
class Warned:
    """What someone is warned of before they publish; `held` when a person reads the text before everyone does."""

    passages: Sequence[Revealed] = ()
    held: bool = False

    def __bool__(self) -> bool:
        """Say whether there is anything to warn of."""
        return bool(self.passages)


def warned_of(form: HasSource, consultation: Consultation, *, known: str = "") -> Warned:
    """Return what the words just sent reveal, besides what was `known`; nothing once their author insists."""
    if request.method != "POST" or ANYWAY in request.form:
        return Warned()
    control = getattr(form, "title", None)
    title, source = str(control.data or "") if control is not None else "", str(form.source.data or "")
    passages = revealed_in(f"{title}\n{source}".strip(), known=known)
    return Warned(passages, bool(passages) and first_status(consultation, title, source) is Status.PENDING)
