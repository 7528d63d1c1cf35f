"""Make the readable part of an address."""

import re

from consult.kit.text.french import fold

_NOT_IN_ADDRESS = re.compile(r"[^a-z0-9]+")


def slugify(title: str, *, fallback: str = "texte", length: int = 60) -> str:
    """Return `title` as ASCII words joined by hyphens, cut between words at `length` characters."""
    slug = _NOT_IN_ADDRESS.sub("-", fold(title)).strip("-")
    if len(slug) > length:
        whole_words = slug[: length + 1].rpartition("-")[0]
        slug = whole_words or slug[:length]
    return slug or fallback
