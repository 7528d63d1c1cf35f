"""Sentences of a French text, each with the place it holds in it."""

import re
from dataclasses import dataclass

_ABBREVIATION_LIST = """
art al cf ex p pp m mm mme mmes mlle me mgr dr pr prof st ste n no nos vol chap fig env av bd bld boul tél tel
éd ed réf ref sq sqq resp max min hab sté cie j.-c i.e e.g p.ex c.-à-d
"""
_ABBREVIATIONS = frozenset(_ABBREVIATION_LIST.split())
_BOUNDARY = re.compile(r"(?<=[.!?…])(?P<closing>[\"»”)\]]|\s?»)?\s+(?=\S)|(?<!\s)\s*\n+")
_LAST_WORD = re.compile(r"([^\s(«\"'’]+)\.$")
_INITIAL = re.compile(r"^(?:[A-ZÀ-Ý]|\d{1,2}|[IVXLC]{1,5})$")


@dataclass(frozen=True)
class Sentence:
    """A span of a text: `text[start:end] == words`, without spaces around."""

    start: int
    end: int
    words: str


def split(text: str) -> list[Sentence]:
    """Cut a text at the ends of sentences and lines; abbreviations and initials do not end one."""
    cuts = [match for match in _BOUNDARY.finditer(text) if _ends(text, match)]
    starts = [0, *(match.end() for match in cuts)]
    ends = [*(match.start() + len(match.group("closing") or "") for match in cuts), len(text)]
    spans = (_trimmed(text, start, end) for start, end in zip(starts, ends, strict=True))
    return [span for span in spans if span.words]


def _ends(text: str, boundary: re.Match[str]) -> bool:
    if "\n" in boundary.group():
        return True
    following = text[boundary.end()]
    if following.islower() or following in ",;:)»…":
        return False
    last = _LAST_WORD.search(text, max(0, boundary.start() - 20), boundary.start())
    if last is None or boundary.group("closing"):
        return True
    word = last.group(1)
    return word.lower() not in _ABBREVIATIONS and not _INITIAL.match(word)


def _trimmed(text: str, start: int, end: int) -> Sentence:
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    words = words.strip()
    return Sentence(start, start + len(words), words)
