"""Write the tree of themes: add, edit, move and remove."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from sqlalchemy.exc import IntegrityError

from consult.consultations.models import Consultation, Theme
from consult.kit.db import session
from consult.kit.errors import Conflict, Invalid
from consult.kit.text.slugs import slugify

DEEPEST = 3
"""Levels of the tree: theme, sub-theme, and one below."""


@dataclass(frozen=True)
class ThemeDraft:
    """What an organiser writes of a theme; `slug` is made from the title when it is empty."""

    title: str
    summary: str = ""
    parent_id: int | None = None
    slug: str = ""


def add_theme(consultation: Consultation, draft: ThemeDraft) -> Theme:
    """Add a theme after its siblings and return it; its address never changes afterwards."""
    parent = _parent(consultation, draft.parent_id)
    siblings = _siblings(consultation, draft.parent_id)
    theme = Theme(
        slug=_free_slug(consultation, draft.slug or slugify(draft.title, fallback="theme")),
        title=draft.title,
        summary=draft.summary,
        parent_id=parent.id if parent else None,
        position=max((one.position for one in siblings), default=-1) + 1,
    )
    consultation.themes.append(theme)
    session.flush()
    return theme


def edit_theme(theme: Theme, draft: ThemeDraft) -> None:
    """Replace the words of a theme and its place in the tree, not its address."""
    parent = _parent(theme.consultation, draft.parent_id)
    if parent is not None:
        _refuse_under(theme, parent)
    if draft.parent_id != theme.parent_id:
        siblings = _siblings(theme.consultation, draft.parent_id)
        theme.position = max((one.position for one in siblings), default=-1) + 1
    theme.title, theme.summary, theme.parent_id = draft.title, draft.summary, draft.parent_id
    session.flush()


def _refuse_under(theme: Theme, parent: Theme) -> None:
    """Raise `Invalid` where putting a theme under another would make a loop, or a tree too deep."""
    if theme in _branch_up(parent):
        raise Invalid(
            _l("Choisissez un autre thème : celui-ci est rangé dans le thème que vous modifiez."), "parent_id"
        )
    if _depth(parent) + _height(theme) > DEEPEST:
        raise Invalid(_too_deep(), "parent_id")


def move_theme(theme: Theme, step: int) -> None:
    """Exchange a theme with the sibling before (-1) or after (+1) it; at an end, nothing moves."""
    siblings = _siblings(theme.consultation, theme.parent_id)
    place = siblings.index(theme)
    other = place + step
    if not 0 <= other < len(siblings):
        return
    siblings[place], siblings[other] = siblings[other], siblings[place]
    for position, one in enumerate(siblings):
        one.position = position
    session.flush()


def remove_theme(theme: Theme) -> None:
    """Remove an empty theme; raise `Conflict` when it holds sub-themes or contributions."""
    if any(one.parent_id == theme.id for one in theme.consultation.themes):
        raise Conflict(_l("Ôtez ou déplacez d’abord les sous-thèmes de ce thème."))
    consultation = theme.consultation
    try:
        with session.begin_nested():
            consultation.themes.remove(theme)
    except IntegrityError as error:
        session.expire(consultation, ["themes"])
        raise Conflict(_l("Ce thème contient des contributions : il ne peut plus être ôté.")) from error


def _parent(consultation: Consultation, parent_id: int | None) -> Theme | None:
    """Return the parent asked for; raise `Invalid` for a theme of another consultation."""
    if parent_id is None:
        return None
    found = next((one for one in consultation.themes if one.id == parent_id), None)
    if found is None:
        raise Invalid(_l("Choisissez un thème de cette consultation."), "parent_id")
    if _depth(found) >= DEEPEST:
        raise Invalid(_too_deep(), "parent_id")
    return found


def _too_deep() -> str:
    return str(_l("Choisissez un thème plus général : trois niveaux au plus."))


def _siblings(consultation: Consultation, parent_id: int | None) -> list[Theme]:
    same = [one for one in consultation.themes if one.parent_id == parent_id]
    return sorted(same, key=lambda one: (one.position, one.id))


def _branch_up(theme: Theme) -> Iterator[Theme]:
    """Yield a theme, then those that hold it, up to the root."""
    by_id = {one.id: one for one in theme.consultation.themes}
    current: Theme | None = theme
    while current is not None:
        yield current
        current = by_id.get(current.parent_id) if current.parent_id else None


def _depth(theme: Theme) -> int:
    return sum(1 for _ in _branch_up(theme))


def _height(theme: Theme) -> int:
    """Return how many levels a theme and its sub-themes make."""
    children = [one for one in theme.consultation.themes if one.parent_id == theme.id]
    return 1 + max((_height(child) for child in children), default=0)


def _free_slug(consultation: Consultation, base: str) -> str:
    taken = {one.slug for one in consultation.themes}
    number, slug = 1, base
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug
