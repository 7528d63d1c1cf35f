"""Write in a synthesis: sentences and introductions, each change kept with who, when, before and after."""

from dataclasses import dataclass
from datetime import datetime
from json import dumps

from flask_babel import lazy_gettext as _l

from consult.accounts.models import User
from consult.kit.db import session
from consult.kit.errors import Conflict, Invalid
from synthesis.models import EditTarget, Synthesis, SynthesisEdit
from synthesis.operations.signing import draft_to_change, follow_change
from synthesis.queries.syntheses import edit_in_force

LONGEST_TEXT = 3_000


@dataclass(frozen=True)
class Place:
    """Where a person writes: a sentence or an introduction, in one part, and what was computed there.

    A sentence that sizes a topic is `about` what the topic gathers, so that it follows it in a new computation.
    """

    section_id: str
    target: EditTarget
    target_id: str
    computed: str
    about: tuple[str, ...] = ()


def rewrite(actor: User, synthesis: Synthesis, place: Place, text: str, *, seen: str, at: datetime) -> bool:
    """Write a text in a place; return False when it already says so.

    `seen` is what the person had before their eyes. Raises `Invalid` for an empty text, which would hide
    what was computed, and `Conflict` when someone else wrote meanwhile.
    """
    if not text.strip():
        raise Invalid(_l("Écrivez une phrase, ou revenez à celle qui a été calculée."), "text")
    return _write(actor, synthesis, place, text.strip(), seen=seen, at=at)


def restore(actor: User, synthesis: Synthesis, place: Place, *, seen: str, at: datetime) -> bool:
    """Bring back what was computed; return False when it already stands."""
    return _write(actor, synthesis, place, place.computed, seen=seen, at=at)


def text_in_force(synthesis: Synthesis, place: Place) -> str:
    """Return what stands in a place now."""
    last = edit_in_force(synthesis, place.target, place.target_id)
    return last.after if last is not None and last.after is not None else place.computed


def _write(actor: User, synthesis: Synthesis, place: Place, text: str, *, seen: str, at: datetime) -> bool:
    locked = draft_to_change(synthesis.id)
    before = text_in_force(locked, place)
    if before != seen:
        raise Conflict(_l("Relisez ce texte : quelqu’un l’a modifié pendant que vous l’écriviez."))
    if before == text:
        return False
    row = SynthesisEdit(
        synthesis_id=locked.id,
        section_id=place.section_id,
        target=place.target,
        target_id=place.target_id,
        before=before,
        after=None if text == place.computed else text,
        anchor=dumps(place.about) if place.about else "",
        actor_id=actor.id,
        at=at,
    )
    session.add(row)
    follow_change(locked, place.section_id, actor, at=at)
    return True
