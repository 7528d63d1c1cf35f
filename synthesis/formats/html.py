"""The synthesis as a page: one file and its stylesheet, to read on a screen or to print."""

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from consult.kit.assets import folder
from synthesis.composer.document import AnnexEntry, AnnexReply, Document, ProposalBlock, QuoteBlock

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


def render(document: Document, site: str = "") -> bytes:
    """Write the page; without the address of the site, its links lead to the annex."""

    def href(linked: Linked) -> str:
        return f"{site.rstrip('/')}{linked.path}" if site else f"#{linked.ref}"

    page = _environment().get_template("synthesis/export.html")
    return (page.render(document=document, stylesheet=STYLESHEET, href=href) + "\n").encode()


def stylesheet() -> bytes:
    """Join the rules the page needs into one file."""
    root = folder("static") / "css"
    return "\n".join((root / name).read_text("utf-8") for name in _STYLES).encode()


def _environment() -> Environment:
    loader = FileSystemLoader(folder("templates"))
    return Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
