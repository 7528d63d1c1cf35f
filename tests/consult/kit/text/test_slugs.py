import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.kit.text.slugs import slugify


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("L’accès à l’Œuvre : où ?", "l-acces-a-l-oeuvre-ou"),
        ("  100 % fibre !  ", "100-fibre"),
        ("العربية", "texte"),
        ("", "texte"),
        ("<script>", "script"),
    ],
)
def test_a_title_becomes_a_readable_address(title: str, slug: str) -> None:
    assert slugify(title) == slug


def test_a_long_title_is_cut_between_words() -> None:
    assert slugify("un deux trois quatre", length=12) == "un-deux"
    assert slugify("un deux trois quatre", length=13) == "un-deux-trois"
    assert slugify("a" * 100, length=10) == "a" * 10


@given(st.text(max_size=300))
def test_an_address_holds_only_safe_characters(title: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slugify(title))
    assert len(slugify(title)) <= 60
