"""Do, in the worker, what depends on an address being known."""

from typing import cast

from flask import current_app
from flask_babel import force_locale

from consult.accounts.models import LinkPurpose
from consult.accounts.operations import inactivity
from consult.accounts.operations.email import AddressWish, send_change_link
from consult.accounts.operations.erasure import forget_expired
from consult.accounts.operations.sign_in import LinkWish, send_link
from consult.accounts.operations.sign_up import PendingAccount, open_account
from consult.kit import clock
from consult.kit.jobs import Payload
from consult.settings import Settings


def open_pending(payload: Payload) -> None:
    """Open the account of a sign-up, or tell its owner that they have one."""
    pending = PendingAccount(**payload)
    with force_locale(pending.language):
        open_account(pending, at=clock.now())


def send_asked_link(payload: Payload) -> None:
    """Send a link to the account of an address, if there is one."""
    wish = LinkWish(**{**payload, "purpose": LinkPurpose(payload["purpose"])})
    with force_locale(wish.language):
        send_link(wish, at=clock.now())


def send_change_of_address(payload: Payload) -> None:
    """Write to the address someone wants to sign in with from now on."""
    wish = AddressWish(**payload)
    with force_locale(wish.language):
        send_change_link(wish, at=clock.now())


def leave_unused(_payload: Payload) -> None:
    """Tell the owners of unused accounts, then erase those of whoever did not come back."""
    settings = cast("Settings", current_app.extensions["consult_settings"])
    delays = inactivity.Delays(settings.inactive_months, settings.inactive_warning_months)
    with force_locale("fr"):
        inactivity.leave_unused(delays, at=clock.now())


def forget(_payload: Payload) -> None:
    """Delete what no longer serves."""
    forget_expired(at=clock.now())
