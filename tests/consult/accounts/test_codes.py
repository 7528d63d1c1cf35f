"""The codes of a second factor."""

from datetime import timedelta

import pyotp
import pytest

from consult.accounts import codes
from tests.factories import NOW

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
STEP = int(NOW.timestamp()) // codes.STEP_SECONDS


def shown(*, seconds: int = 0) -> str:
    """Return what a phone shows, some seconds away from now."""
    return pyotp.TOTP(SECRET).at(int(NOW.timestamp()) + seconds)


def test_the_code_of_the_moment_fits() -> None:
    assert codes.step_of(SECRET, shown(), after=0, at=NOW) == STEP


@pytest.mark.parametrize(("seconds", "step"), [(-30, STEP - 1), (30, STEP + 1)])
def test_a_phone_half_a_minute_early_or_late_is_understood(seconds: int, step: int) -> None:
    assert codes.step_of(SECRET, shown(seconds=seconds), after=0, at=NOW) == step


@pytest.mark.parametrize("seconds", [-90, -60, 60, 90])
def test_a_code_of_another_moment_does_not_fit(seconds: int) -> None:
    assert codes.step_of(SECRET, shown(seconds=seconds), after=0, at=NOW) is None


def test_a_code_used_no_longer_fits() -> None:
    assert codes.step_of(SECRET, shown(), after=STEP, at=NOW) is None


def test_the_next_code_fits_after_one_was_used() -> None:
    later = NOW + timedelta(seconds=30)
    assert codes.step_of(SECRET, shown(seconds=30), after=STEP, at=later) == STEP + 1


def test_a_code_may_be_typed_as_phones_show_it_in_two_groups() -> None:
    code = shown()
    assert codes.step_of(SECRET, f" {code[:3]} {code[3:]} ", after=0, at=NOW) == STEP


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "²³¹²³¹"])
def test_what_is_not_a_code_does_not_fit(typed: str) -> None:
    assert codes.step_of(SECRET, typed, after=0, at=NOW) is None


def test_secrets_are_drawn_long_and_different() -> None:
    drawn = {codes.new_secret() for _ in range(20)}
    assert len(drawn) == 20
    assert {len(secret) for secret in drawn} == {32}


def test_a_generator_reads_the_site_and_the_address() -> None:
    read = pyotp.parse_uri(codes.address(SECRET, "camille@exemple.fr", "Consultations de la région"))
    assert (read.secret, read.name, read.issuer) == (SECRET, "camille@exemple.fr", "Consultations de la région")


def test_the_picture_needs_no_other_request() -> None:
    picture = codes.picture(codes.address(SECRET, "camille@exemple.fr", "Consultations"))
    assert picture.startswith("data:image/svg+xml")
    assert "style" not in picture


def test_ten_recovery_codes_are_drawn_and_none_twice() -> None:
    drawn = codes.new_recovery_codes()
    assert len(set(drawn)) == 10
    assert all([len(group) for group in code.split("-")] == [4, 4, 4] for code in drawn)


def test_letters_that_look_like_others_are_never_drawn() -> None:
    drawn = "".join("".join(codes.new_recovery_codes()) for _ in range(30))
    assert not set(drawn) & set("01OIL")


@pytest.mark.parametrize("typed", ["AB2C-DE3F-GH4J", "ab2c de3f gh4j", "ab2cde3fgh4j", " AB2C–DE3F–GH4J "])
def test_a_recovery_code_may_be_typed_any_way(typed: str) -> None:
    assert codes.bare(typed) == "AB2CDE3FGH4J"
