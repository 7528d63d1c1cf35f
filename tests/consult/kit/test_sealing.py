"""Sealing what must be read again."""

import pytest
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


@pytest.mark.parametrize("kept", ["", "JBSWY3DPEHPK3PXP", SEALED_BY_ANOTHER], ids=["nothing", "in clear", "by another"])
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
