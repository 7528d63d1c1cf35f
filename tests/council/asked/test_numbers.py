"""Only plain digits make a number of what an address holds."""

import pytest

from council.asked.numbers import whole


@pytest.mark.parametrize(("typed", "number"), [("0", 0), ("12", 12), ("007", 7), ("999999999", 999_999_999)])
def test_plain_digits_are_a_number(typed, number):
    assert whole(typed) == number


@pytest.mark.parametrize("typed", [None, "", " 3", "-3", "3.5", "²", "٣", "1_000", "1000000000"])
def test_anything_else_is_none(typed):
    assert whole(typed) is None
