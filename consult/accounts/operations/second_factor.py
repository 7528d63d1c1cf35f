"""Tie a generator of codes to an account, check what it shows, and let go of it."""

from datetime import datetime

import structlog
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, update

from consult.accounts import codes, passwords, queries
from consult.accounts.models import RecoveryCode, SecondFactor, SignIn, User
from consult.accounts.sessions import hash_token, sign_out_everywhere
from consult.kit import mail
from consult.kit.addresses import external_url
from consult.kit.db import session, upsert
from consult.kit.errors import Conflict, Invalid
from consult.kit.sealing import SealedError, sealer

log = structlog.get_logger()
_WRONG = _l("Recopiez le code que votre application affiche en ce moment, ou un code de secours encore neuf.")
_UNREADABLE = _l(
    "Entrez avec un code de secours, ou demandez à l’équipe du site de désactiver la validation en deux étapes"
    " : la clé qui lisait vos codes a été perdue."
)
_WRONG_FIRST = _l("Recopiez les six chiffres que l’application affiche en ce moment.")


def enrol(user: User, secret: str, code: str, *, at: datetime) -> list[str]:
    """Tie a generator that shows the right code; return the recovery codes, shown this once.

    The session that did it has shown its second factor. Raises `Invalid`; `Conflict` when one is tied already.
    """
    step = codes.step_of(secret, code, after=0, at=at)
    if step is None:
        raise Invalid(_WRONG_FIRST, "code")
    row = upsert(SecondFactor).values(user_id=user.id, secret=sealer().seal(secret), since=at, last_step=step)
    tied = session.execute(row.on_conflict_do_nothing(index_elements=["user_id"]).returning(SecondFactor.user_id))
    if tied.scalar_one_or_none() is None:
        raise Conflict(_l("La validation en deux étapes est déjà activée sur votre compte."))
    session.execute(
        update(SignIn).where(SignIn.token_hash == hash_token(user.session_token)).values(second_factor_at=at)
    )
    _tell(user, "on", at=at)
    return _draw_recovery_codes(user)


def check_code(user: User, typed: str, *, at: datetime) -> None:
    """Spend a code of the generator or a recovery code. Raises `Invalid` for any other, or one already used."""
    if _spend_recovery_code(user, typed, at=at):
        return
    try:
        spent = _spend_step(user, typed, at=at)
    except SealedError as error:
        log.exception("second_factor.unreadable", user=user.id)
        raise Invalid(_UNREADABLE, "code") from error
    if not spent:
        raise Invalid(_WRONG, "code")


def show(user_id: int, typed: str, *, at: datetime) -> User:
    """Return whose second factor this is, spent. Raises `Invalid`."""
    user = queries.account(user_id)
    if user is None or not user.is_active:
        raise Invalid(_l("Connectez-vous de nouveau : ce compte n’est plus ouvert."))
    check_code(user, typed, at=at)
    return user


def renew_recovery_codes(user: User, typed: str, *, at: datetime) -> list[str]:
    """Replace the recovery codes, those left no longer serve. Raises `Invalid`."""
    check_code(user, typed, at=at)
    return _draw_recovery_codes(user)


def turn_off(user: User, password: str, typed: str, *, at: datetime) -> None:
    """Untie the generator, by who knows the password and shows a code. Raises `Invalid`.

    Someone without password shows the code alone.
    """
    if user.password_hash and not passwords.matches(user.password_hash, password):
        raise Invalid(_l("Écrivez votre mot de passe actuel."), "password")
    check_code(user, typed, at=at)
    _untie(user)
    session.execute(update(SignIn).where(SignIn.user_id == user.id).values(second_factor_at=None))
    _tell(user, "off", at=at)


def reset(user: User, *, at: datetime) -> bool:
    """Untie a lost generator, for the operator: every session is closed. False when there was none."""
    if queries.second_factor(user) is None:
        return False
    _untie(user)
    sign_out_everywhere(user)
    _tell(user, "off", at=at)
    return True


def _spend_step(user: User, typed: str, *, at: datetime) -> bool:
    """Move the last step forward, in one statement, so that of two uses at once one is refused.

    The secret is sealed again on the way, so that a former key is soon needed by nobody. Raises `SealedError`.
    """
    tied = queries.second_factor(user)
    if tied is None:
        return False
    secret = sealer().open(tied.secret)
    step = codes.step_of(secret, typed, after=tied.last_step, at=at)
    if step is None:
        return False
    moved = session.execute(
        update(SecondFactor)
        .where(SecondFactor.user_id == user.id, SecondFactor.last_step < step)
        .values(last_step=step, secret=sealer().seal(secret))
        .returning(SecondFactor.user_id)
    )
    return moved.scalar_one_or_none() is not None


def _spend_recovery_code(user: User, typed: str, *, at: datetime) -> bool:
    spent = session.execute(
        delete(RecoveryCode)
        .where(RecoveryCode.user_id == user.id, RecoveryCode.code_hash == hash_token(codes.bare(typed)))
        .returning(RecoveryCode.id)
    )
    if spent.scalar_one_or_none() is None:
        return False
    _tell(user, "recovery", at=at)
    return True


def _draw_recovery_codes(user: User) -> list[str]:
    session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user.id))
    drawn = codes.new_recovery_codes()
    session.add_all(RecoveryCode(user_id=user.id, code_hash=hash_token(codes.bare(code))) for code in drawn)
    session.flush()
    return drawn


def _untie(user: User) -> None:
    for held in (SecondFactor, RecoveryCode):
        session.execute(delete(held).where(held.user_id == user.id))


def _tell(user: User, what: str, *, at: datetime) -> None:
    """Write to the owner what changed, in case it was not them."""
    if user.email is None:
        return
    mail.write(
        user.email,
        _("La validation en deux étapes de votre compte"),
        "accounts/mail/second_factor",
        at=at,
        name=user.display_name,
        what=what,
        left=queries.recovery_codes_left(user),
        forgotten_url=external_url("accounts.forgotten"),
    )
