"""Write the agenda of a sitting: its points, their order, what they are tied to, and the notes taken on each."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from consult.kit.db import session
from consult.kit.errors import Conflict, Invalid
from consult.kit.text.markdown import normalise_typed, one_line
from council.models import AgendaItem, Sitting, SittingStatus

_OVER = {SittingStatus.CLOSED, SittingStatus.CANCELLED}


@dataclass(frozen=True)
class ItemDraft:
    """What is said of a point, and what it is tied to."""

    title: str
    explanation: str = ""
    referral_id: int | None = None
    transmission_id: int | None = None
    opinion_id: int | None = None
    document_title: str = ""
    document_url: str = ""


def add_item(sitting: Sitting, draft: ItemDraft) -> AgendaItem:
    """Add a point at the end of the agenda. Raises `Invalid` without a title, `Conflict` after the sitting."""
    _refuse_over(sitting)
    item = AgendaItem(sitting_id=sitting.id, position=len(sitting.agenda) + 1, **_checked(draft))
    sitting.agenda.append(item)
    session.flush()
    return item


def edit_item(item: AgendaItem, draft: ItemDraft) -> None:
    """Change a point of the agenda."""
    _refuse_over(item.sitting)
    for name, value in _checked(draft).items():
        setattr(item, name, value)
    session.flush()


def _checked(draft: ItemDraft) -> dict[str, object]:
    title = one_line(draft.title)[:300]
    if not title:
        raise Invalid(_l("Donnez un titre à ce point."), "title")
    url = draft.document_url.strip()
    if url and not url.startswith(("https://", "http://", "/")):
        raise Invalid(_l("Donnez une adresse qui commence par https://."), "document_url")
    return {**vars(draft), "title": title, "explanation": normalise_typed(draft.explanation), "document_url": url}


def _refuse_over(sitting: Sitting) -> None:
    if sitting.status in _OVER:
        raise Conflict(_l("Cette séance est finie : son ordre du jour ne change plus."))


def move_item(item: AgendaItem, step: int) -> None:
    """Move a point up (-1) or down (1); at an end, or for 0, nothing moves."""
    _refuse_over(item.sitting)
    order = list(item.sitting.agenda)
    place = order.index(item)
    target = place + max(-1, min(step, 1))
    if 0 <= target < len(order):
        order[place], order[target] = order[target], order[place]
        _number(order)


def remove_item(item: AgendaItem) -> None:
    """Take a point out of the agenda; the others close ranks."""
    _refuse_over(item.sitting)
    sitting = item.sitting
    sitting.agenda.remove(item)
    _number(list(sitting.agenda))


def _number(order: list[AgendaItem]) -> None:
    for place, one in enumerate(order, start=1):
        one.position = place
    session.flush()
    if order:
        session.expire(order[0].sitting, ["agenda"])


def write_notes(sitting: Sitting, notes: Mapping[int, str]) -> None:
    """Keep what was said on each point; it feeds the minutes."""
    for item in sitting.agenda:
        if item.id in notes:
            item.notes = normalise_typed(notes[item.id])
    session.flush()
