from datetime import UTC, datetime

import pytest

from synthesis.composer.wording import Wording

SAY = Wording()


@pytest.mark.parametrize(
    ("number", "text"), [(0, "0 voix"), (1, "1 voix"), (2, "2 des voix"), (1500, "1\u202f500 des voix")]
)
def test_zero_and_one_are_singular(number: int, text: str) -> None:
    assert SAY.ngettext("%(num)s voix", "%(num)s des voix", number) == text


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [
        (1, 2, "50\u00a0%"),
        (2, 3, "67\u00a0%"),
        (0, 5, "0\u00a0%"),
        (5, 5, "100\u00a0%"),
        (1, 900, "moins de 1\u00a0%"),
        (899, 900, "plus de 99\u00a0%"),
        (0, 0, "–"),
    ],
)
def test_shares_are_honest_at_both_ends(part: int, whole: int, text: str) -> None:
    assert SAY.share(part, whole) == text


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (datetime(2026, 3, 1, 12, tzinfo=UTC), "1er mars 2026"),
        (datetime(2026, 3, 31, 23, tzinfo=UTC), "1er avril 2026"),
        (datetime(2026, 7, 11, 12, tzinfo=UTC), "11 juillet 2026"),
    ],
)
def test_days_are_written_in_full_as_they_were_in_france(moment: datetime, text: str) -> None:
    assert SAY.day(moment) == text


@pytest.mark.parametrize(
    ("parts", "text"), [([], ""), (["a"], "a"), (["a", "b"], "a et b"), (["a", "b", "c"], "a, b et c")]
)
def test_things_are_enumerated_with_a_last_and(parts: list[str], text: str) -> None:
    assert SAY.enumeration(parts) == text


def test_a_percent_sign_in_a_value_is_left_alone() -> None:
    assert SAY.gettext("« %(title)s »", title="100 %s") == "« 100 %s »"


def test_another_language_is_two_functions() -> None:
    english = Wording("en", lambda _text: "hello", lambda _one, _many, number: f"{number} people")
    assert english.gettext("bonjour") == "hello"
    assert english.ngettext("une", "deux", 3) == "3 people"
    assert english.day(datetime(2026, 3, 1, tzinfo=UTC)) == "1 March 2026"


@pytest.mark.parametrize(
    ("hours", "text"),
    [(0.5, "0,5 heure"), (1.9, "1,9 heure"), (5.5, "5,5 heures"), (47.9, "47,9 heures"), (60, "2,5 jours")],
)
def test_a_delay_is_told_in_hours_up_to_two_days(hours: float, text: str) -> None:
    assert SAY.lasted(hours) == text
