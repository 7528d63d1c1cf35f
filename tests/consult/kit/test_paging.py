"""Lists are cut by key, and a key that is not ours is refused."""

import pytest

from consult.kit.errors import BadRequest
from consult.kit.paging import cut, decode, encode


def test_a_key_survives_the_address():
    assert decode(encode(("2026-10-01T09:00:00+00:00", 12)), 2) == ("2026-10-01T09:00:00+00:00", 12)


def test_no_cursor_is_the_first_page():
    assert decode(None, 2) is None
    assert cut([1, 2], lambda row: (row,), cursor=None, size=5).is_first


@pytest.mark.parametrize("cursor", ["%%%", "bm90IGpzb24", encode((1,)), encode((1, 2, 3)), encode(([1], 2)), "é"])
def test_a_cursor_that_is_not_ours_is_refused(cursor):
    with pytest.raises(BadRequest):
        decode(cursor, 2)


def test_the_extra_row_only_says_that_more_follow():
    page = cut([1, 2, 3], lambda row: (row,), cursor=None, size=2)
    assert (page.items, page.following) == ([1, 2], encode((2,)))


def test_the_last_page_has_nothing_following():
    assert cut([1, 2], lambda row: (row,), cursor="x", size=2).following is None
