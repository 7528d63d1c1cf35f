"""Have a file cleaned out of harm's way: in another process, which may die of it."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import PurePosixPath

from flask_babel import lazy_gettext as _l

from consult.kit.errors import Invalid, Sentence
from contributions.attachments import cleaning
from contributions.attachments.models import MediaType

_SECONDS = 30
_SAID_PDF, _SAID_IMAGE = "said PDF", "said image"
_IMAGES = frozenset({cleaning.JPEG, cleaning.PNG})
_SAID = {".pdf": _SAID_PDF, ".jpg": _SAID_IMAGE, ".jpeg": _SAID_IMAGE, ".png": _SAID_IMAGE}
_HELD = {_SAID_PDF: frozenset({cleaning.PDF}), _SAID_IMAGE: _IMAGES}
_REASONS: dict[str, Sentence] = {
    _SAID_PDF: _l(
        "Enregistrez ce document en PDF, puis joignez-le à nouveau : son nom dit PDF, mais son contenu "
        "ne l’est pas."
    ),
    _SAID_IMAGE: _l(
        "Choisissez une photo ou une image JPEG ou PNG : le nom de ce fichier dit image, mais son contenu "
        "n’en est pas une."
    ),
    cleaning.UNKNOWN: _l(
        "Choisissez un fichier PDF, JPEG ou PNG : ce sont les formats acceptés, et celui-ci n’en est pas un."
    ),
    cleaning.PIXELS: _l("Réduisez cette image avant de la joindre : 40 millions de pixels au plus."),
    cleaning.ENCRYPTED: _l("Choisissez un PDF sans mot de passe : celui-ci est protégé."),
    cleaning.BROKEN: _l(
        "Choisissez un autre fichier, ou enregistrez celui-ci à nouveau : il est abîmé ou incomplet."
    ),
}


@dataclass(frozen=True)
class Cleaned:
    """A file that says nothing more than what one sees of it."""

    media_type: MediaType
    content: bytes


def check_kind(content: bytes, name: str) -> None:
    """Raise `Invalid` for a file whose name says something else than what it holds."""
    said = _SAID.get(PurePosixPath(name.lower()).suffix)
    if said is not None and cleaning.kind_of(content) not in _HELD[said]:
        raise _refusal(said)


def cleaned(content: bytes) -> Cleaned:
    """Return a clean copy of a file. Raises `Invalid` saying what to choose instead."""
    command = (sys.executable, "-I", cleaning.__file__)
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603 - our own words
    except subprocess.TimeoutExpired as error:
        raise _refusal(cleaning.BROKEN) from error
    if done.returncode != 0:
        told = done.stderr.decode("utf-8", "replace").rpartition("\n")[2]
        raise _refusal(told if done.returncode == cleaning.REFUSED and told in _REASONS else cleaning.BROKEN)
    kind, _, clean = done.stdout.partition(b"\n")
    return Cleaned(MediaType(kind.decode()), clean)


def _refusal(reason: str) -> Invalid:
    return Invalid(_REASONS[reason], "document")
