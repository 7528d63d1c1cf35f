"""The contributions of one theme in a line each, as its annex names them."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from synthesis.composer.document import AnnexEntry
from synthesis.composer.quoting import title_inside
from synthesis.composer.shelf import Held, Shelf, name_of
from synthesis.models import Synthesis
from synthesis.reading import ANNEX, computed_part

_TITLE = re.compile(r"«\s*(.+?)\s*»$")


@dataclass(frozen=True)
class TextLine:
    """A contribution in one line: its reference, what it is, its first words, its page, what it answers."""

    ref: str
    path: str
    nature: str
    words: str
    under: str = ""
    parent: str = ""

    @property
    def number(self) -> int:
        """Give the number of the contribution."""
        return int(self.ref[1:])


def texts_of(synthesis: Synthesis, section_id: str) -> dict[str, TextLine]:
    """Return the contributions of a theme by their references."""
    found: dict[str, TextLine] = {}
    for block in computed_part(synthesis, f"{ANNEX}-{section_id}").section.blocks:
        if isinstance(block, AnnexEntry):
            found[block.ref] = TextLine(block.ref, block.path, "", block.title)
            for reply in block.replies:
                words = reply.first_words
                found[reply.ref] = TextLine(
                    reply.ref, reply.path, reply.nature, words, block.title, parent=block.ref
                )
    return found


def replies_to(refs: Collection[str], among: Collection[str], lines: Mapping[str, TextLine]) -> list[str]:
    """List, among some texts, the replies to these ones that are not of them."""
    return [ref for ref in among if ref in lines and lines[ref].parent in refs and ref not in refs]


def misnamed_in(synthesis: Synthesis, section_id: str, shelf: Shelf) -> list[Held]:
    """List the topics that still bear the title of a proposal someone took out of them."""
    titled = [one for one in shelf.topics if _title_borne(one) and set(one.block.claim.evidence) - set(one.refs)]
    lines = texts_of(synthesis, section_id) if titled else {}
    return [topic for topic in titled if _has_lost_its_title(topic, lines)]


def _title_borne(topic: Held) -> str:
    """Read the title in the name the calculation gave to a topic; a name a person gave has none."""
    found = _TITLE.search(topic.name) if topic.name == name_of(topic.block) and not topic.is_new else None
    return found[1] if found else ""


def _has_lost_its_title(topic: Held, lines: Mapping[str, TextLine]) -> bool:
    title = _title_borne(topic)
    named = {ref for ref, line in lines.items() if not line.parent and title_inside(line.words) == title}
    before = [ref for ref in topic.block.claim.evidence if ref in named]
    about = [ref for ref in topic.refs if ref in named or (ref in lines and lines[ref].parent in named)]
    return bool(named) and (not about or (bool(before) and not named.intersection(topic.refs)))
