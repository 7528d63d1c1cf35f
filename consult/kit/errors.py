"""Name what may be refused, each with the sentence shown to the person.

An operation raises one of these; the application turns it into a page or a JSON answer
with the right status, and the transaction is rolled back.
"""

from typing import ClassVar, Self, TypeAlias

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

Sentence: TypeAlias = str | LazyString


class DomainError(Exception):
    """Refuse something; the message says what happened and what to do.

    `way_out` is what its page offers to go to, said and addressed, where the page one came from is not the best.
    """

    status: ClassVar[int] = 400
    way_out: tuple[Sentence, str] | None = None

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence)
        self.sentence = sentence

    def leading_to(self, label: Sentence, url: str) -> Self:
        """Return this refusal with the page it leads to."""
        self.way_out = (label, url)
        return self


class BadRequest(DomainError):  # noqa: N818 - named after the HTTP status people know
    """Refuse a request that no form of ours could have sent (400)."""


class Forbidden(DomainError):  # noqa: N818
    """Refuse an act that this person may not do now (403)."""

    status = 403


class NotFound(DomainError):  # noqa: N818
    """Say that nothing visible to this person stands at this address (404)."""

    status = 404

    def __init__(self, sentence: Sentence | None = None) -> None:
        super().__init__(sentence or _l("Cette page n’existe pas ou n’est plus publique."))


class Conflict(DomainError):  # noqa: N818
    """Refuse an act that someone else's act has made outdated (409)."""

    status = 409


class Gone(DomainError):  # noqa: N818
    """Say that what stood at this address has served or has expired (410)."""

    status = 410


class TooMany(DomainError):  # noqa: N818
    """Refuse, for a while, what is asked too often (429)."""

    status = 429


class Busy(DomainError):  # noqa: N818
    """Ask to come back in a moment: too many people do this at once (503)."""

    status = 503


class Invalid(DomainError):  # noqa: N818
    """Refuse what was typed (422); `field` names the input to correct, if one."""

    status = 422

    def __init__(self, sentence: Sentence, field: str | None = None) -> None:
        super().__init__(sentence)
        self.field = field


class SignInNeeded(Forbidden):
    """Ask the visitor to sign in, then come back."""

    status = 401


class StepNeeded(Forbidden):
    """Ask the person to do something first, on the page of `endpoint`, then come back."""

    def __init__(self, sentence: Sentence, endpoint: str) -> None:
        super().__init__(sentence)
        self.endpoint = endpoint
