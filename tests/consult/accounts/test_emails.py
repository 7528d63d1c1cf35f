"""The e-mail addresses accounts are kept under."""

import pytest

from consult.accounts.emails import clean_email
from consult.kit.errors import Invalid


def test_an_address_is_kept_in_lower_case() -> None:
    assert clean_email(" Camille.Berry@Exemple.FR ") == "camille.berry@exemple.fr"


@pytest.mark.parametrize(
    "typed", ["", "camille", "camille@", "@exemple.fr", "a b@exemple.fr", "a@exemple.fr\nCc: b@c.fr"]
)
def test_what_is_no_address_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(Invalid, match=r"prenom\.nom@exemple\.fr"):
        clean_email(typed)


def test_an_address_of_three_hundred_characters_is_refused() -> None:
    with pytest.raises(Invalid, match="adresse"):
        clean_email("a" * 288 + "@exemple.fr")
