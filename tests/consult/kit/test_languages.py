"""Dates as French and English readers write them."""

from datetime import UTC, date, datetime

import pytest

from consult.kit.languages import as_written, day_and_month, french, full_date, full_datetime, percent, shares


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("fr", ("1er octobre 2026", "1er octobre", "1er octobre 2026, 11:30", "12 octobre")),
        ("en", ("1 October 2026", "1 October", "1 October 2026, 11:30", "12 October")),
    ],
)
def test_the_first_of_the_month_is_an_ordinal_in_french_alone(app, language, written):
    first, instant = date(2026, 10, 1), datetime(2026, 10, 1, 9, 30, tzinfo=UTC)
    with app.test_request_context(f"/?lang={language}"):
        dates = (full_date(first), day_and_month(first), full_datetime(instant), day_and_month(date(2026, 10, 12)))
    assert dates == written


@pytest.mark.parametrize(("language", "attribute"), [("fr", ""), ("en", ' lang="fr"')])
def test_french_words_are_marked_on_a_page_that_is_not_french(app, language, attribute):
    with app.test_request_context(f"/?lang={language}"):
        assert french() == attribute


@pytest.mark.parametrize(
    ("language", "words", "written"),
    [
        ("fr", "Eau & forêts", "Eau &amp; forêts"),
        ("en", "Eau & forêts", '<span lang="fr">Eau &amp; forêts</span>'),
        ("en", "", ""),
    ],
)
def test_words_without_a_tag_of_their_own_are_marked_and_stay_harmless(app, language, words, written):
    with app.test_request_context(f"/?lang={language}"):
        assert as_written(words) == written


@pytest.mark.parametrize(
    ("counts", "written"),
    [
        ((7, 0, 1), "88 0 12"),
        ((1, 1, 1), "34 33 33"),
        ((1999, 0, 1), "plus de 99 0 moins de 1"),
        ((2, 0, 0), "100 0 0"),
        ((0, 0, 0), ""),
    ],
)
def test_the_shares_of_a_vote_add_up_to_a_hundred(app, counts, written):
    with app.test_request_context("/"):
        assert " ".join(" ".join(shares(counts)).replace("%", "").split()) == written


@pytest.mark.parametrize(
    ("share", "written"), [(2 / 16, "13"), (0.125, "13"), (0.135, "14"), (0.5, "50"), (0.994, "99"), (1, "100")]
)
def test_half_a_percent_goes_up_as_in_a_browser(app, share, written):
    with app.test_request_context("/?lang=en"):
        assert percent(share) == f"{written}%"


@pytest.mark.parametrize(
    ("share", "written"),
    [
        (0, "0\u00a0%"),
        (20 / 4_099, "moins de 1\u00a0%"),
        (0.005, "1\u00a0%"),
        (4_079 / 4_099, "plus de 99\u00a0%"),
        (1, "100\u00a0%"),
    ],
)
def test_a_few_among_thousands_are_neither_none_nor_left_out(app, share, written):
    with app.test_request_context("/"):
        assert percent(share).replace("\u202f", "\u00a0") == written
