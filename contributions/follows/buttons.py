"""Offer to follow, or to stop, in one button beside what is shown."""

from flask import url_for
from flask_babel import lazy_gettext as _l

from consult.accounts.models import AnyActor
from consult.consultations.models import Consultation, Theme
from consult.consultations.slots import Gesture
from consult.kit.errors import Sentence
from consult.kit.permissions import present_actor
from contributions.follows.queries import Target, is_followed
from contributions.models import Proposal

_WORDS: dict[type, tuple[Sentence, Sentence]] = {
    Consultation: (_l("Suivre cette consultation"), _l("Ne plus suivre cette consultation")),
    Theme: (_l("Suivre ce thème"), _l("Ne plus suivre ce thème")),
    Proposal: (_l("Suivre cette proposition"), _l("Ne plus suivre cette proposition")),
}


def labels_of(target: Target) -> tuple[Sentence, Sentence]:
    """Return the words to follow this and to stop."""
    return next(words for kind, words in _WORDS.items() if isinstance(target, kind))


def url_of(target: Target) -> str:
    """Return the address that follows this."""
    if isinstance(target, Consultation):
        return url_for("follows.consultation", slug=target.slug)
    if isinstance(target, Theme):
        return url_for("follows.theme", slug=target.consultation.slug, theme=target.slug)
    return url_for("follows.proposal", proposal_id=target.id)


def gesture(target: Target, *, followed: bool) -> Gesture:
    """Return the button that follows this or stops; for a visitor, the way to a page that leads to signing in."""
    start, stop = labels_of(target)
    if not present_actor().is_authenticated:
        return Gesture(start, url_of(target))
    return Gesture(stop, url_of(target), {"stop": "1"}) if followed else Gesture(start, url_of(target), {})


def follow_gesture(target: Target) -> Gesture:
    """Return the same after asking whether this person follows it."""
    return gesture(target, followed=is_followed(present_actor(), target))


def consultation_gestures(consultation: Consultation, actor: AnyActor) -> list[Gesture]:
    """Offer to follow a consultation, on its own page."""
    return [gesture(consultation, followed=is_followed(actor, consultation))]
