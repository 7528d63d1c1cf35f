"""The synthesis as JSON: the whole tree, every claim with its template, parameters and evidence."""

from json import dumps

from synthesis.composer.document import Document
from synthesis.formats.tree import plain_document

FORMAT = "consult-synthesis/1"


def render(document: Document) -> bytes:
    """Write the tree with its figures as UTF-8 JSON, keys sorted."""
    whole = {"format": FORMAT, "document": plain_document(document)}
    return (dumps(whole, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()
