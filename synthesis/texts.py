"""The contributions of one theme in a line each, as its annex names them."""

from dataclasses import dataclass

from synthesis.composer.document import AnnexEntry
from synthesis.models import Synthesis
from synthesis.reading import ANNEX, computed_part


@dataclass(frozen=True)
class TextLine:
    """A contribution in one line: its reference, what it is, its first words, its page."""

    ref: str
    path: str
    nature: str
    words: str
    under: str = ""

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
                found[reply.ref] = TextLine(reply.ref, reply.path, reply.nature, reply.first_words, block.title)
    return found
