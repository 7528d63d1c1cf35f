"""Say what a later transmission changed of the one before: parts and sentences added, removed, rewritten."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from json import loads
from typing import Any

from council.models import Transmission
from council.queries.transmissions import file_of, transmission_before

_COMPARED, _ANNEX = "synthese.json", "annexe"
Plain = Mapping[str, Any]


@dataclass(frozen=True)
class Rewritten:
    """A sentence before and after."""

    before: str
    after: str


@dataclass(frozen=True)
class Changes:
    """What differs between two transmissions; parts by title, sentences by their words."""

    parts_added: tuple[str, ...] = ()
    parts_removed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    rewritten: tuple[Rewritten, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Say whether the words are the same."""
        return not (self.parts_added or self.parts_removed or self.added or self.removed or self.rewritten)


def changes_in(transmission: Transmission) -> Changes | None:
    """Compare a transmission with the one before it; None for the first of a consultation."""
    former = transmission_before(transmission)
    if former is None:
        return None
    return compare(file_of(former, _COMPARED).content, file_of(transmission, _COMPARED).content)


def compare(former: bytes, present: bytes) -> Changes:
    """Compare two syntheses written as JSON, sentence by sentence, by the names the sentences keep."""
    old_parts, old = _read(former)
    new_parts, new = _read(present)
    return Changes(
        parts_added=_only(new_parts, old_parts),
        parts_removed=_only(old_parts, new_parts),
        added=_only(new, old),
        removed=_only(old, new),
        rewritten=tuple(Rewritten(old[key], words) for key, words in new.items() if old.get(key, words) != words),
    )


def _only(wanted: Mapping[str, str], known: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(words for key, words in wanted.items() if key not in known)


def _read(content: bytes) -> tuple[dict[str, str], dict[str, str]]:
    """Return the titles of the parts, then the sentences, each by its name; the annex is left out."""
    parts, sentences = {}, {}
    for section in _walk(loads(content)["document"]["sections"]):
        parts[section["id"]] = section["title"]
        for block in section["blocks"]:
            for claim in (*block.get("claims", ()), *([block["claim"]] if "claim" in block else ())):
                sentences[claim["id"]] = claim["text"]
    return parts, sentences


def _walk(sections: list[Plain]) -> Iterator[Plain]:
    for section in sections:
        if section["id"] != _ANNEX:
            yield section
            yield from _walk(section["sections"])
