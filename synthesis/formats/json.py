"""The synthesis as JSON: the whole tree, every claim with its template, parameters and evidence."""

from json import dumps

from synthesis.analysis.figures import Figures
from synthesis.composer.document import Document
from synthesis.formats.tree import plain_document

FORMAT = "consult-synthesis/1"


def render(document: Document, figures: Figures) -> bytes:
    """Write the tree and its figures as UTF-8 JSON with sorted keys."""
    counted = [{"name": row.name, "value": row.value, "query": row.query} for row in figures.rows]
    whole = {"format": FORMAT, "document": plain_document(document), "figures": counted}
    return (dumps(whole, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()
