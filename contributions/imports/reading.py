"""Read the records of any format, keeping account of those that are left out and why."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from html import escape
from typing import TypeVar

from flask_babel import lazy_gettext as _l

from consult.kit.errors import Invalid
from consult.kit.tables import Line
from consult.kit.text.from_html import markdown_from_html
from consult.kit.text.markdown import normalise_typed
from contributions.imports.rows import BroughtText, LeftOut, Tick
from contributions.models import Kind

T = TypeVar("T", bound=BroughtText)
LONGEST_TITLE = 300
_LONGEST_NUMBER = 9
_STRAIGHT = re.compile(r"(?<=\w)'(?=\w)")


@dataclass
class Reading:
    """One reading under way: what was read of each kind, and what was left out."""

    tick: Tick
    read: dict[Kind, int] = field(default_factory=dict)
    left_out: list[LeftOut] = field(default_factory=list)

    def keep(self, kind: Kind, file: str, lines: Iterable[Line], make: Callable[[Line], T]) -> Iterator[T]:
        """Make a row of each line; a line whose `make` raises `Invalid`, or seen before, is left out."""
        seen: set[str] = set()
        for line in lines:
            self.read[kind] = self.read.get(kind, 0) + 1
            self.tick()
            try:
                row = _not_in(seen, make(line))
            except Invalid as refusal:
                self.left_out.append(LeftOut(file, line.number, str(refusal.sentence)))
            else:
                seen.add(row.key)
                yield row


def _not_in(seen: set[str], row: T) -> T:
    if row.key in seen:
        raise Invalid(_l("l’identifiant %(key)s figure déjà plus haut.", key=row.key))
    return row


def number(line: Line, column: str) -> int:
    """Return a count. Raises `Invalid` when it is not written in digits."""
    text = line[column]
    if not (text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER):
        raise Invalid(_l("la colonne « %(column)s » n’est pas un nombre.", column=column))
    return int(text)


def moment(line: Line, column: str) -> datetime:
    """Return an instant. Raises `Invalid` unless it is a date in ISO 8601 with its offset."""
    try:
        instant = datetime.fromisoformat(line[column])
    except ValueError:
        instant = None
    if instant is None or instant.tzinfo is None:
        raise Invalid(_l("la colonne « %(column)s » n’est pas une date avec son heure.", column=column))
    return instant


def title(line: Line, column: str, longest: int = LONGEST_TITLE) -> str:
    """Return a text of one line. Raises `Invalid` when it is empty or longer than we can keep."""
    words = " ".join(normalise_typed(line[column]).split())
    if not 0 < len(words) <= longest:
        raise Invalid(_l("la colonne « %(column)s » est vide ou trop longue.", column=column))
    return words


def heading(line: Line, column: str, longest: int = LONGEST_TITLE) -> str:
    """Return a title as French prints it, with curved apostrophes; the texts stay as they were typed."""
    return _STRAIGHT.sub("’", title(line, column, longest))


def known(line: Line, column: str, among: Iterable[str]) -> str:
    """Return the key of another row. Raises `Invalid` when no such row was kept."""
    key = line[column]
    if key not in among:
        raise Invalid(_l("%(key)s (colonne « %(column)s ») n’est pas repris.", key=key, column=column))
    return key


def markdown_from_text(text: str) -> str:
    """Return our Markdown for a plain text: every character shows as it was typed, line by line."""
    paragraphs = (escape(one, quote=False).replace("\n", "<br>") for one in normalise_typed(text).split("\n\n"))
    return markdown_from_html("".join(f"<p>{one}</p>" for one in paragraphs))
