"""Turn what was typed into what is kept: the source, its safe HTML, its excerpt, its fingerprint."""

import hashlib
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from consult.kit.errors import Invalid
from consult.kit.languages import number
from consult.kit.text.markdown import RENDERER_VERSION, excerpt, normalise_typed, one_line, plain, render
from contributions.models import Kind

TITLE_LIMIT = 160
TITLE_LEAST = 10
EXCERPT_LENGTH = 280
LIMITS = {Kind.PROPOSAL: 10_000, Kind.ARGUMENT: 2_000, Kind.COMMENT: 2_000, Kind.SOURCE: 1_000}
"""The longest text a person may type, in characters; an import may bring longer ones."""


@dataclass(frozen=True)
class Wording:
    """A text in the three forms it is kept in."""

    source: str
    html: str
    excerpt: str
    renderer: int = RENDERER_VERSION

    def columns(self) -> dict[str, str | int]:
        """Return the values of a contribution's columns."""
        return dict(vars(self))


def typed(kind: Kind, text: str) -> Wording:
    """Make the wording of what a person typed. Raises `Invalid` when it is empty or too long."""
    source = normalise_typed(text)
    if not source and kind is not Kind.SOURCE:
        raise Invalid(_l("Écrivez votre texte avant de l’envoyer."), "source")
    if len(source) > LIMITS[kind]:
        sentence = _l("Raccourcissez ce texte : %(limit)s caractères au plus.", limit=number(LIMITS[kind]))
        raise Invalid(sentence, "source")
    return brought(source)


def brought(source: str) -> Wording:
    """Make the wording of a text of any length, brought by an import."""
    return Wording(source, str(render(source)), excerpt(plain(source), EXCERPT_LENGTH))


def typed_title(text: str) -> str:
    """Clean a title. Raises `Invalid` when it is too short or too long."""
    title = one_line(text)
    if len(title) < TITLE_LEAST:
        raise Invalid(_l("Écrivez un titre d’au moins %(limit)s caractères.", limit=TITLE_LEAST), "title")
    if len(title) > TITLE_LIMIT:
        raise Invalid(_l("Raccourcissez le titre : %(limit)s caractères au plus.", limit=TITLE_LIMIT), "title")
    return title


def fingerprint(*parts: object) -> str:
    """Return a hash that is the same for the same person, place and words."""
    return hashlib.sha256("\x1f".join(str(part) for part in parts).encode()).hexdigest()
