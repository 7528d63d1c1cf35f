"""Cut lists into pages by key, never by offset, so that page 300 costs what page 1 costs."""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, and_, false, or_

from consult.kit.errors import BadRequest

PAGE_SIZE = 20
T = TypeVar("T")
Key = tuple[Any, ...]


@dataclass(frozen=True)
class Page(Generic[T]):
    """One page of a list; `following` is the next page's cursor, None on the last page."""

    items: Sequence[T]
    following: str | None = None
    is_first: bool = True


def encode(key: Key) -> str:
    """Write a row's sort key so that it fits in an address."""
    return base64.urlsafe_b64encode(json.dumps(key).encode()).decode().rstrip("=")


def decode(cursor: str | None, length: int) -> Key | None:
    """Read a cursor back. Raises `BadRequest` when it is not one of ours."""
    if not cursor:
        return None
    try:
        key = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (binascii.Error, ValueError) as error:
        raise BadRequest(_l("Cette page de la liste n’existe pas. Revenez au début de la liste.")) from error
    if not _is_key(key, length):
        raise BadRequest(_l("Cette page de la liste n’existe pas. Revenez au début de la liste."))
    return tuple(key)


def _is_key(read: object, length: int) -> bool:
    return isinstance(read, list) and len(read) == length and all(isinstance(one, int | str) for one in read)


def after(columns: Sequence[tuple[ColumnElement[Any], bool]], key: Key | None) -> ColumnElement[bool] | None:
    """Keep the rows that come after a key; each column says whether it is sorted descending."""
    if key is None:
        return None
    condition: ColumnElement[bool] = false()
    for (column, descending), value in reversed(list(zip(columns, key, strict=True))):
        beyond = column < value if descending else column > value
        condition = or_(beyond, and_(column == value, condition))
    return condition


def cut(rows: Sequence[T], key_of: Callable[[T], Key], *, cursor: str | None, size: int = PAGE_SIZE) -> Page[T]:
    """Make a page from `size + 1` rows: the extra one only says that more follow."""
    kept = rows[:size]
    following = encode(key_of(kept[-1])) if len(rows) > size and kept else None
    return Page(kept, following, is_first=not cursor)
