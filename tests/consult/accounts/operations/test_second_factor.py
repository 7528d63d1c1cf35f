"""Tying a generator of codes to an account, showing what it says, and letting go of it."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.accounts import queries
from consult.accounts.models import RecoveryCode, Role, SignIn, User
from consult.accounts.operations import second_factor
from consult.accounts.operations.erasure import erase_user
from consult.accounts.personal_data import TextsFate
from consult.accounts.sessions import open_sign_in
from consult.kit import clock
from consult.kit.errors import Conflict, Invalid
from consult.kit.mail import OutgoingMail
from consult.kit.sealing import Sealer, sealer
from tests.consult.accounts.operations.conftest import People
from tests.factories import NOW
from tests.factories.people import PASSWORD, PASSWORD_HASH
from tests.factories.second_factors import KEY, SECRET, make_second_factor, shown

SOON = NOW + timedelta(minutes=1)


@pytest.fixture
def camille(person: People) -> User:
    return person(password_hash=PASSWORD_HASH)


@pytest.fixture
def codes(camille: User) -> list[str]:
    """Tie a generator to Camille's account, and return the recovery codes."""
    return second_factor.enrol(camille, SECRET, shown(), at=NOW)


def test_the_right_code_ties_the_generator(camille: User, codes: list[str]) -> None:
    tied = queries.second_factor(camille)
    assert tied is not None
    assert (sealer().open(tied.secret), tied.since) == (SECRET, NOW)
    assert SECRET not in tied.secret
    assert queries.recovery_codes_left(camille) == len(codes) == 10


@pytest.mark.parametrize("typed", ["000000", "", "AAAA-BBBB-CCCC"])
def test_a_wrong_code_ties_nothing(camille: User, typed: str) -> None:
    with pytest.raises(Invalid, match="six chiffres"):
        second_factor.enrol(camille, SECRET, typed, at=NOW)
    assert queries.second_factor(camille) is None


@pytest.mark.usefixtures("codes")
def test_one_generator_is_tied_at_a_time(camille: User) -> None:
    with clock.set_to(SOON), pytest.raises(Conflict, match="déjà activée"):
        second_factor.enrol(camille, SECRET, shown(), at=SOON)


def test_the_session_that_ties_it_has_shown_it_and_the_others_have_not(camille: User, unit: Session) -> None:
    open_sign_in(camille, "téléphone", at=NOW)
    camille.session_token = open_sign_in(camille, "ordinateur", at=NOW)
    second_factor.enrol(camille, SECRET, shown(), at=NOW)
    found = unit.execute(select(SignIn.device, SignIn.second_factor_at)).all()
    assert dict(map(tuple, found)) == {"téléphone": None, "ordinateur": NOW}


@pytest.mark.usefixtures("codes")
def test_the_code_that_tied_it_does_not_serve_again(camille: User) -> None:
    with pytest.raises(Invalid, match="Recopiez le code"):
        second_factor.check_code(camille, shown(), at=NOW)


@pytest.mark.usefixtures("codes")
def test_a_code_serves_once(camille: User) -> None:
    with clock.set_to(SOON):
        second_factor.check_code(camille, shown(), at=SOON)
        with pytest.raises(Invalid):
            second_factor.check_code(camille, shown(), at=SOON)


def test_a_code_seals_the_secret_again_with_the_present_key(camille: User, app: Flask, unit: Session) -> None:
    app.config["SECRET_KEY_FALLBACKS"] = ["former" * 6]
    unit.add(make_second_factor(camille, secret=Sealer(["former" * 6]).seal(SECRET)))
    unit.flush()
    second_factor.check_code(camille, shown(), at=NOW)
    unit.expire_all()
    tied = queries.second_factor(camille)
    assert tied is not None
    assert Sealer([KEY]).open(tied.secret) == SECRET


def test_when_the_key_is_lost_a_recovery_code_still_enters(camille: User, codes: list[str], app: Flask) -> None:
    app.config["SECRET_KEY"] = "another key" * 4
    with pytest.raises(Invalid, match="Entrez avec un code de secours"):
        second_factor.check_code(camille, shown(), at=NOW)
    second_factor.check_code(camille, codes[0], at=NOW)
    assert queries.recovery_codes_left(camille) == 9


def test_when_the_key_is_lost_one_ties_the_generator_again(camille: User, codes: list[str], app: Flask) -> None:
    app.config["SECRET_KEY"] = "another key" * 4
    second_factor.turn_off(camille, PASSWORD, codes[0], at=NOW)
    assert len(second_factor.enrol(camille, SECRET, shown(), at=NOW)) == 10


def test_a_recovery_code_serves_once(camille: User, codes: list[str]) -> None:
    second_factor.check_code(camille, codes[3].lower(), at=SOON)
    assert queries.recovery_codes_left(camille) == 9
    with pytest.raises(Invalid):
        second_factor.check_code(camille, codes[3], at=SOON)


def test_a_recovery_code_of_someone_else_does_not_serve(person: People, codes: list[str]) -> None:
    with pytest.raises(Invalid):
        second_factor.check_code(person(), codes[0], at=SOON)


def test_recovery_codes_are_kept_hashed(unit: Session, codes: list[str]) -> None:
    kept = set(unit.scalars(select(RecoveryCode.code_hash)))
    assert {len(one) for one in kept} == {64}
    assert not kept & {code.replace("-", "") for code in codes}


def test_new_recovery_codes_replace_the_former(camille: User, codes: list[str]) -> None:
    with clock.set_to(SOON):
        drawn = second_factor.renew_recovery_codes(camille, shown(), at=SOON)
    assert not set(drawn) & set(codes)
    second_factor.check_code(camille, drawn[0], at=SOON)
    with pytest.raises(Invalid):
        second_factor.check_code(camille, codes[0], at=SOON)


def test_turning_it_off_asks_the_password(camille: User, codes: list[str]) -> None:
    with pytest.raises(Invalid, match="mot de passe"):
        second_factor.turn_off(camille, "pas le bon mot", codes[0], at=SOON)
    assert queries.second_factor(camille)


@pytest.mark.usefixtures("codes")
def test_turning_it_off_asks_a_code(camille: User) -> None:
    with pytest.raises(Invalid, match="Recopiez le code"):
        second_factor.turn_off(camille, PASSWORD, "000000", at=SOON)
    assert queries.second_factor(camille)


def test_turned_off_nothing_stays_and_no_session_counts_as_having_shown_it(
    camille: User, codes: list[str], unit: Session
) -> None:
    open_sign_in(camille, "ordinateur", at=NOW, second_factor=True)
    second_factor.turn_off(camille, PASSWORD, codes[0], at=SOON)
    assert queries.second_factor(camille) is None
    assert queries.recovery_codes_left(camille) == 0
    assert unit.scalars(select(SignIn.second_factor_at)).all() == [None]


def test_someone_without_password_shows_a_code_alone(person: People) -> None:
    user = person()
    codes = second_factor.enrol(user, SECRET, shown(), at=NOW)
    second_factor.turn_off(user, "", codes[0], at=SOON)
    assert queries.second_factor(user) is None


@pytest.mark.usefixtures("codes")
def test_the_operator_unties_a_lost_generator_and_closes_the_sessions(camille: User, unit: Session) -> None:
    open_sign_in(camille, "voleur", at=NOW, second_factor=True)
    assert second_factor.reset(camille, at=SOON)
    assert queries.second_factor(camille) is None
    assert unit.scalars(select(SignIn.id)).all() == []
    assert not second_factor.reset(camille, at=SOON)


def test_the_owner_is_told_of_each_change(camille: User, codes: list[str], unit: Session) -> None:
    second_factor.check_code(camille, codes[0], at=SOON)
    second_factor.turn_off(camille, PASSWORD, codes[1], at=SOON)
    texts = unit.scalars(select(OutgoingMail.text).order_by(OutgoingMail.id)).all()
    told = ["vient d’être activée", "Il vous en reste 9.", "Il vous en reste 8.", "vient d’être désactivée"]
    assert [sentence in text for sentence, text in zip(told, texts, strict=True)] == [True] * 4


def test_nothing_of_it_stays_when_one_leaves(camille: User, codes: list[str], unit: Session) -> None:
    erase_user(camille, TextsFate.UNSIGNED, at=SOON)
    assert queries.second_factor(camille) is None
    assert unit.scalars(select(RecoveryCode.id)).all() == []


@pytest.mark.parametrize("state", [{"email": None, "erased_at": NOW}])
def test_an_account_that_is_closed_shows_nothing(person: People, state: dict[str, object]) -> None:
    user = person(**state)
    with pytest.raises(Invalid, match="Connectez-vous de nouveau"):
        second_factor.show(user.id, shown(), at=NOW)


def test_a_last_administrator_whose_role_waits_still_stays(person: People) -> None:
    admin = person(Role.ADMINISTRATOR)
    admin.roles_wait = True
    with pytest.raises(Conflict, match="Confiez d’abord"):
        erase_user(admin, TextsFate.UNSIGNED, at=NOW)
