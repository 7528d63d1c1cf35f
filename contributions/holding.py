"""Let a later room ask that a text be read by a person before everyone reads it.

Nothing asks by default: the organiser chooses, for the whole consultation (`pre_moderated`) or for what
a later room notices in the words.
"""

from collections.abc import Callable

from consult.consultations.models import Consultation
from consult.kit.registries import Registry
from contributions.models import Status

holders: Registry[Callable[[Consultation, str, str], bool]] = Registry("holders")
"""Whether these words (a title, empty for a response, and a source) wait for a person in this consultation."""


def first_status(consultation: Consultation, title: str, source: str) -> Status:
    """Return what a text becomes when it is sent, or changed once everyone reads it."""
    waits = consultation.pre_moderated or any(holds(consultation, title, source) for holds in holders)
    return Status.PENDING if waits else Status.PUBLISHED
