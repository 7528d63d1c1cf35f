"""Say what an index is made with, so that one made otherwise is built again by itself."""

import hashlib
from functools import cache
from importlib.resources import files

import Stemmer

from search.engine import Facet

LAYOUT = 3
"""Raised when an engine files texts otherwise than before."""


@cache
def shape() -> str:
    """Return a name for the way texts are cut and filed: it changes with a stem, a stop word or a facet."""
    parts = [(files("consult.kit.text") / name).read_bytes() for name in ("french.py", "english.py", "words.py")]
    parts.append(f"{LAYOUT} {Stemmer.version()} {' '.join(Facet)}".encode())
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:32]
