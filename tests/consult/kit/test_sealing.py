"""Sealing what must be read again."""

import base64
import re

import pytest
from cryptography.fernet import Fernet, InvalidToken
from flask import Flask

from consult.kit.sealing import SealedError, Sealer, sealer

PRESENT, FORMER = "p" * 40, "f" * 40
SEALED_BY_ANOTHER = Sealer(["another" * 8]).seal("JBSWY3DP")


def test_what_is_sealed_is_read_again_and_shows_nothing() -> None:
    sealed = Sealer([PRESENT]).seal("JBSWY3DP")
    assert "JBSWY3DP" not in sealed
    assert Sealer([PRESENT]).open(sealed) == "JBSWY3DP"


def test_the_same_text_is_never_sealed_alike() -> None:
    assert Sealer([PRESENT]).seal("JBSWY3DP") != Sealer([PRESENT]).seal("JBSWY3DP")


@pytest.mark.parametrize(
    "kept", ["", "JBSWY3DPEHPK3PXP", SEALED_BY_ANOTHER, "é"], ids=["nothing", "in clear", "by another", "damaged"]
)
def test_what_another_key_sealed_or_nobody_is_refused(kept: str) -> None:
    with pytest.raises(SealedError):
        Sealer([PRESENT]).open(kept)


def test_a_letter_changed_is_found() -> None:
    sealed = Sealer([PRESENT]).seal("JBSWY3DP")
    changed = sealed[:20] + ("A" if sealed[20] != "A" else "B") + sealed[21:]
    with pytest.raises(SealedError):
        Sealer([PRESENT]).open(changed)


def test_a_former_key_opens_until_what_it_sealed_is_renewed() -> None:
    both, sealed = Sealer([PRESENT, FORMER]), Sealer([FORMER]).seal("JBSWY3DP")
    assert not both.is_present(sealed)
    renewed = both.renew(sealed)
    assert both.is_present(renewed)
    assert Sealer([PRESENT]).open(renewed) == "JBSWY3DP"


def test_the_site_seals_with_its_present_key_and_opens_with_its_former_ones(app: Flask) -> None:
    app.config["SECRET_KEY_FALLBACKS"] = [FORMER]
    with app.app_context():
        assert sealer().open(Sealer([FORMER]).seal("JBSWY3DP")) == "JBSWY3DP"
        assert Sealer(["k" * 40]).open(sealer().seal("JBSWY3DP")) == "JBSWY3DP"


@pytest.mark.parametrize("text", ["", "é", "Ana Loir <ana@exemple.fr>", "👍" * 40, "\x00", "deux\nlignes"])
def test_any_text_comes_back_as_it_was(text: str) -> None:
    assert Sealer([PRESENT]).open(Sealer([PRESENT]).seal(text)) == text


def test_what_is_sealed_fits_a_column_and_an_address() -> None:
    assert re.fullmatch(r"[A-Za-z0-9_=-]+", Sealer([PRESENT]).seal("é" * 32))


def test_the_key_that_signs_sessions_does_not_itself_open_what_is_sealed() -> None:
    signing = base64.urlsafe_b64encode(b"p" * 32).decode()
    with pytest.raises(InvalidToken):
        Fernet(signing).decrypt(Sealer(["p" * 32]).seal("JBSWY3DP"))


@pytest.mark.parametrize(
    ("keys", "opens", "present"),
    [
        ([PRESENT, FORMER], True, False),
        ([FORMER, PRESENT], True, True),
        ([PRESENT, "older" * 8, FORMER], True, False),
        ([PRESENT], False, False),
        ([FORMER + "f"], False, False),
    ],
)
def test_a_key_may_be_forgotten_once_nothing_is_sealed_with_it(
    keys: list[str], *, opens: bool, present: bool
) -> None:
    sealed, holder = Sealer([FORMER]).seal("JBSWY3DP"), Sealer(keys)
    assert holder.is_present(sealed) is present
    if opens:
        assert holder.open(sealed) == "JBSWY3DP"
    else:
        with pytest.raises(SealedError):
            holder.renew(sealed)


@pytest.mark.parametrize("kept", ["", "JBSWY3DP", "gAAAAA==", "é"])
def test_what_nobody_sealed_is_not_said_to_be_present(kept: str) -> None:
    assert not Sealer([PRESENT]).is_present(kept)


def test_a_seal_cut_short_opens_nothing() -> None:
    sealed = Sealer([PRESENT]).seal("JBSWY3DP")
    for end in (1, len(sealed) // 2, len(sealed) - 1):
        with pytest.raises(SealedError):
            Sealer([PRESENT]).open(sealed[:end])


def test_renewing_what_is_present_gives_another_seal_of_the_same() -> None:
    one = Sealer([PRESENT])
    sealed = one.seal("JBSWY3DP")
    assert one.renew(sealed) != sealed
    assert one.open(one.renew(sealed)) == "JBSWY3DP"


def test_without_former_keys_the_site_opens_only_what_it_sealed(app: Flask) -> None:
    app.config["SECRET_KEY_FALLBACKS"] = None
    with app.app_context(), pytest.raises(SealedError):
        sealer().open(Sealer([FORMER]).seal("JBSWY3DP"))
