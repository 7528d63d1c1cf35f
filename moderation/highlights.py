"""Mark, in a text as it is shown, the words that signals point at, each with the rule it is about."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

from markupsafe import Markup, escape

from moderation.charter import RulesInForce
from moderation.models import Signal
from moderation.wording import SEEN, in_short, in_words

Covers = Sequence[tuple["Label", ...]]
Attributes = list[tuple[str, str | None]]


@dataclass(frozen=True, order=True)
class Label:
    """What marked words are about: `short` beside them, `said` to whoever hears the page."""

    short: str
    said: str


@dataclass(frozen=True)
class Marked:
    """A title and a text with their marks; no title where the text has none."""

    title: Markup | str
    text: Markup


def label_of(signal: Signal, charter: RulesInForce) -> Label:
    """Return the rule of this charter that a signal is about, or what was seen where no rule speaks of it."""
    rule = next((one for one in charter.rules if one.reason is signal.reason), None)
    seen = str(SEEN[signal.detector])
    return Label(in_short(rule.number), in_words(rule.number, str(rule.title))) if rule else Label(seen, seen)


def marked(title: str, html: Markup, words: str, signals: Sequence[Signal], charter: RulesInForce) -> Marked:
    """Mark a title and the HTML of its text; `words` is what the detectors read, the title first.

    HTML that does not hold the very words read, in their order, is left aside for the words alone.
    """
    covers = _covers(len(words), [(label_of(one, charter), one.spans) for one in signals])
    start = len(title) + 1 if title else 0
    reading = _Reading(words[start:], covers[start:])
    reading.feed(str(html))
    reading.close()
    text = reading.whole()
    if text is None:
        text = _plain(words[start:], covers[start:])
    return Marked(_pieces(title, covers[: len(title)]), text)


def marked_words(words: str, signals: Sequence[Signal], charter: RulesInForce) -> Markup:
    """Mark words that are shown as they were read, without their layout."""
    return _plain(words, _covers(len(words), [(label_of(one, charter), one.spans) for one in signals]))


def _covers(length: int, found: Sequence[tuple[Label, Sequence[Sequence[int]]]]) -> list[tuple[Label, ...]]:
    """Return, for each character, what it is marked for: places that overlap keep each their label."""
    covers: list[set[Label]] = [set() for _ in range(length)]
    for label, spans in found:
        for start, end in spans:
            for at in range(max(start, 0), min(end, length)):
                covers[at].add(label)
    return [tuple(sorted(one)) for one in covers]


@dataclass
class _Reading(HTMLParser):
    """Walk sanitised HTML beside the words that were read, and write it again with the marks."""

    words: str
    covers: Covers
    at: int = 0
    follows: bool = True
    written: list[Markup] = field(default_factory=list)

    def __post_init__(self) -> None:
        HTMLParser.__init__(self, convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:  # noqa: ARG002 -- written as it was read
        self.written.append(Markup(self.get_starttag_text() or ""))  # noqa: S704 -- from HTML already sanitised

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self.written.append(Markup("</{}>").format(tag))

    def handle_data(self, data: str) -> None:
        places = [self._place(letter) for letter in data]
        covers = [self.covers[place] if place is not None else () for place in places]
        # A mark goes on through the bold and the links of a text: its rule is said once, at its end.
        after = self.covers[self.at] if self.at < len(self.covers) else ()
        self.written.append(_pieces(data, covers, after))

    def whole(self) -> Markup | None:
        """Return the HTML with its marks, None when it does not hold the words read and nothing else."""
        done = self.follows and not self.words[self.at :].strip()
        return Markup("").join(self.written) if done else None

    def _place(self, letter: str) -> int | None:
        """Return where a letter stands in the words read; spaces may differ, nothing else."""
        if letter.isspace():
            return self._step() if self._next.isspace() else None
        while self._next.isspace():
            self.at += 1
        if self._next != letter:
            self.follows = False
            return None
        return self._step()

    @property
    def _next(self) -> str:
        """Return the letter to come of the words read, nothing at their end."""
        return self.words[self.at : self.at + 1]

    def _step(self) -> int:
        self.at += 1
        return self.at - 1


def _plain(words: str, covers: Covers) -> Markup:
    return Markup('<p class="case-edit">{}</p>').format(_pieces(words, covers))


def _pieces(text: str, covers: Covers, after: tuple[Label, ...] = ()) -> Markup:
    return Markup("").join(_piece(text, covers, start, end, after) for start, end in _runs(covers))


def _runs(covers: Covers) -> Iterator[tuple[int, int]]:
    """Yield the places where what letters are marked for stays the same."""
    start = 0
    for at in range(1, len(covers) + 1):
        if at == len(covers) or covers[at] != covers[start]:
            yield start, at
            start = at


def _piece(text: str, covers: Covers, start: int, end: int, after: tuple[Label, ...]) -> Markup:
    """Mark a run of letters; the rule is said once, where its passage ends."""
    said, following = text[start:end], covers[end] if end < len(covers) else after
    if not covers[start] or said.isspace():
        return escape(said)
    ending = [one for one in covers[start] if one not in following]
    return _ended(said, ending) if ending else Markup("<mark>{}</mark>").format(said)


def _ended(said: str, ending: Sequence[Label]) -> Markup:
    short = ", ".join(dict.fromkeys(one.short for one in ending))
    whole = ", ".join(dict.fromkeys(one.said for one in ending))
    mark = Markup('<mark data-rule="{}">{}<span class="visually-hidden"> ({})</span></mark>')
    return mark.format(short, said, whole)
