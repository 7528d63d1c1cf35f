"""How passwords are kept and chosen."""

import threading

import pytest
from argon2 import PasswordHasher, extract_parameters

from consult.accounts import passwords
from consult.accounts.passwords import DECOY, check_strength, hash_password, matches
from consult.kit.errors import Busy, Invalid
from tests.factories.people import PASSWORD, PASSWORD_HASH


def test_the_right_password_matches() -> None:
    assert matches(PASSWORD_HASH, PASSWORD)


def test_another_password_does_not_match() -> None:
    assert not matches(PASSWORD_HASH, "un autre mot de passe")


def test_nothing_matches_an_account_without_password() -> None:
    assert not matches(None, PASSWORD)


def test_something_that_is_no_hash_matches_nothing() -> None:
    assert not matches("mot de passe en clair", "mot de passe en clair")


def test_nobody_s_hash_costs_as_much_as_anyone_s() -> None:
    assert extract_parameters(DECOY) == extract_parameters(hash_password(PASSWORD))


def test_a_hash_fills_64_mebibytes() -> None:
    assert extract_parameters(hash_password(PASSWORD)).memory_cost == 64 * 1024


def test_a_hash_made_with_less_is_outdated() -> None:
    weaker = PasswordHasher(time_cost=1, memory_cost=8 * 1024, parallelism=1).hash(PASSWORD)
    assert passwords.is_outdated(weaker)
    assert not passwords.is_outdated(PASSWORD_HASH)


def test_the_same_letters_match_however_they_were_typed() -> None:
    assert matches(hash_password("été à la plage"), "e\u0301te\u0301 a\u0300 la plage ")


def test_a_third_computation_is_asked_to_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    taken = threading.BoundedSemaphore(1)
    taken.acquire()
    monkeypatch.setattr(passwords, "_places", taken)
    monkeypatch.setattr(passwords, "_PATIENCE_SECONDS", 0)
    with pytest.raises(Busy, match="secondes"):
        hash_password(PASSWORD)


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("court", "12"),
        ("onze lettre", "12"),
        ("z" * 201, "200"),
        ("aaaaaaaaaaaaaaa", "deviner"),
        ("abababababababab", "deviner"),
        ("camille.berry et son chat", "deviner"),
    ],
)
def test_a_password_easy_to_guess_is_refused(password: str, sentence: str) -> None:
    with pytest.raises(Invalid, match=sentence):
        check_strength(password, ["camille.berry"])


def test_a_sentence_is_a_password() -> None:
    check_strength("le vélo du dimanche", ["camille.berry"])
