"""The synthesis as a page: one file and its stylesheet, to read on a screen or to print."""

from dataclasses import dataclass

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from consult.kit.assets import folder, stylesheet_of
from synthesis.composer.document import AnnexEntry, AnnexReply, Document, ProposalBlock, QuoteBlock
from synthesis.formats.look import PLAIN, Look

STYLESHEET = "synthese.css"
_STYLES = (
    "tokens.css",
    "base.css",
    "layouts/document.css",
    "components/data_table.css",
    "components/lists.css",
    "components/vote.css",
    "components/synthesis.css",
    "print.css",
)

Linked = ProposalBlock | QuoteBlock | AnnexEntry | AnnexReply


@dataclass(frozen=True)
class Inside:
    """Where links lead in a file that holds everything: to its own annex, and from there to the site."""

    site: str

    def of(self, linked: Linked) -> str:
        """Give the address of a contribution shown here; without a site, its place in the annex."""
        return f"{self.site}{linked.path}" if self.site else f"#{linked.ref}"

    def to(self, ref: str) -> str:
        """Give the place in the annex of a contribution named here."""
        return f"#{ref}"

    def part(self, name: str) -> str:
        """Give the address of a part of the same file."""
        return f"#{name}"


def render(document: Document, site: str = "", look: Look = PLAIN) -> bytes:
    """Write the page; `site` is the address that the paths of contributions are joined to."""
    page = environment().get_template("synthesis/export.html")
    written = page.render(document=document, stylesheet=STYLESHEET, look=look, paths=Inside(site.rstrip("/")))
    return (written + "\n").encode()


def stylesheet(look: Look = PLAIN) -> bytes:
    """Join the rules the page needs into one file, the region's colour last."""
    root = folder("static") / "css"
    return "\n".join((root / name).read_text("utf-8") for name in _STYLES).encode() + _colour(look)


def _colour(look: Look) -> bytes:
    return b"" if look.accent == PLAIN.accent else (stylesheet_of(look.accent) + "\n").encode()


def environment() -> Environment:
    """Read the templates, every value escaped, a missing one refused."""
    loader = FileSystemLoader(folder("templates"))
    return Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
