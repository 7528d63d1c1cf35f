"""A site whose worker computes vectors."""

from dataclasses import replace

import pytest

from consult.settings import Settings


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """Return settings under which vectors are computed."""
    return replace(settings, sentence_vectors=True)
