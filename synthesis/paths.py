"""Where the links of a part lead on the site: to the contributions' own pages, and to the annex."""

from dataclasses import dataclass

from flask import url_for

from synthesis.formats.html import Linked
from synthesis.models import Synthesis
from synthesis.reading import ANNEX, Part


@dataclass(frozen=True)
class OnSite:
    """The addresses one page needs."""

    synthesis_id: int
    known: dict[str, str]
    annex: str

    def of(self, linked: Linked) -> str:
        """Give the path of a contribution shown here."""
        return linked.path

    def to(self, ref: str) -> str:
        """Give the path of a contribution named here."""
        return self.known.get(ref, self.annex)

    def part(self, name: str) -> str:
        """Give the address of the page of a part."""
        return url_for("synthesis.part", synthesis_id=self.synthesis_id, section_id=name)


def paths_of(synthesis: Synthesis, part: Part) -> OnSite:
    """Return the addresses a part needs."""
    about_a_theme = part.section.id.startswith("theme-")
    section_id = f"{ANNEX}-{part.section.id}" if about_a_theme else ANNEX
    annex = url_for("synthesis.part", synthesis_id=synthesis.id, section_id=section_id)
    return OnSite(synthesis.id, {link.ref: link.path for link in part.links}, annex)
