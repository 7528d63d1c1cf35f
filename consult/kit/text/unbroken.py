"""Keep on one line the compounds that begin with a letter: e-sport, e-santé.

The hyphen stays the one people type, so that what is copied, or looked for in the page, is found elsewhere.
"""

import re

from markupsafe import Markup, escape

_COMPOUND = re.compile(r"(?<![\w-])[^\W\d_]-[^\W\d_]{3,}")
_TAG = re.compile(r"(<[^>]*>)")
_KEPT = r'<span class="unbroken">\g<0></span>'


def unbroken(text: str) -> Markup:
    """Return a text, escaped unless it is HTML already, whose short compounds are not cut at the end of a line."""
    written = escape(text)
    if not _COMPOUND.search(written):
        return written
    parts = (part if part.startswith("<") else _COMPOUND.sub(_KEPT, part) for part in _TAG.split(str(written)))
    return Markup("".join(parts))  # noqa: S704 -- escaped above; only our own tag is added
