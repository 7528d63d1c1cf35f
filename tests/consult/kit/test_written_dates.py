"""Dates and numbers, written as the readers of each language write them."""

from datetime import UTC, date, datetime

import pytest
from flask_babel import force_locale

from consult.kit.languages import full_date, number

DAYS = [
    (date(2026, 1, 1), "1er janvier 2026", "January 1, 2026"),
    (date(2026, 2, 2), "2 février 2026", "February 2, 2026"),
    (date(2026, 3, 3), "3 mars 2026", "March 3, 2026"),
    (date(2026, 4, 4), "4 avril 2026", "April 4, 2026"),
    (date(2026, 5, 5), "5 mai 2026", "May 5, 2026"),
    (date(2026, 6, 6), "6 juin 2026", "June 6, 2026"),
    (date(2026, 7, 14), "14 juillet 2026", "July 14, 2026"),
    (date(2026, 8, 31), "31 août 2026", "August 31, 2026"),
    (date(2026, 9, 30), "30 septembre 2026", "September 30, 2026"),
    (date(2026, 10, 1), "1er octobre 2026", "1 October 2026"),
    (date(2026, 11, 11), "11 novembre 2026", "11 November 2026"),
    (date(2026, 12, 25), "25 décembre 2026", "December 25, 2026"),
]
# An instant in universal time, and the day it is in the region: past midnight it is the next one.
INSTANTS = [
    (datetime(2026, 7, 14, 21, 59, tzinfo=UTC), "14 juillet 2026"),
    (datetime(2026, 7, 14, 22, 0, tzinfo=UTC), "15 juillet 2026"),
    (datetime(2026, 12, 31, 22, 59, tzinfo=UTC), "31 décembre 2026"),
    (datetime(2026, 12, 31, 23, 0, tzinfo=UTC), "1er janvier 2027"),
    (datetime(2026, 3, 29, 0, 59, tzinfo=UTC), "29 mars 2026"),
    (datetime(2026, 10, 25, 1, 0, tzinfo=UTC), "25 octobre 2026"),
]
NUMBERS = [
    (0, "0", "0"),
    (7, "7", "7"),
    (999, "999", "999"),
    (1_500, "1\u202f500", "1,500"),
    (21_330, "21\u202f330", "21,330"),
    (1_930_000, "1\u202f930\u202f000", "1,930,000"),
]


@pytest.fixture
def written(app):
    """Return a function that writes something in a language."""

    def write(language: str, writer, value) -> str:
        with app.test_request_context("/"), force_locale(language):
            return str(writer(value))

    return write


@pytest.mark.parametrize(("day", "french", "_english"), DAYS)
def test_a_day_is_written_in_full_in_french(written, day, french, _english):
    assert written("fr", full_date, day) == french


@pytest.mark.parametrize(("day", "_french", "english"), DAYS)
def test_a_day_is_written_in_full_in_english(written, day, _french, english):
    month, number_of_day, year = english.replace(",", "").split()
    day_first = f"{number_of_day}\N{NO-BREAK SPACE}{month} {year}"
    assert written("en", full_date, day) in {english, day_first}


@pytest.mark.parametrize(("instant", "french"), INSTANTS)
def test_an_instant_is_told_by_the_region_s_clock(written, instant, french):
    assert written("fr", full_date, instant) == french


@pytest.mark.parametrize(("value", "french", "_english"), NUMBERS)
def test_a_number_is_cut_by_thin_spaces_in_french(written, value, french, _english):
    assert written("fr", number, value) == french


@pytest.mark.parametrize(("value", "_french", "english"), NUMBERS)
def test_a_number_is_cut_by_commas_in_english(written, value, _french, english):
    assert written("en", number, value) == english
