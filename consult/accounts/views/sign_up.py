"""Sign up, and confirm that the address is one's own."""

from flask import render_template, request, url_for
from flask_babel import get_locale

from consult.accounts import attempts
from consult.accounts.charter import rules as charter_rules
from consult.accounts.emails import clean_email
from consult.accounts.forms import ConfirmForm, SignUpForm
from consult.accounts.models import ContributorKind, LinkPurpose
from consult.accounts.operations import sign_up as operations
from consult.accounts.operations.links import read_link
from consult.accounts.views.common import (
    Answer,
    asked_at,
    blueprint,
    browser_of_request,
    go,
    mailed_to,
    mark_browser,
    page,
    page_left,
    remember_page,
    say_mail_sent,
    welcome,
)
from consult.kit import clock
from consult.kit.addresses import own_path
from consult.kit.errors import Invalid
from consult.kit.permissions import present_actor, public


@blueprint.route("/inscription", methods=["GET", "POST"])
@public
def sign_up() -> Answer:
    """Open an account: the same answer whether or not the address is known."""
    if present_actor().is_authenticated:
        return go(url_for("accounts.profile"))
    form = SignUpForm(suite=request.args.get("suite", ""))
    if form.validate_on_submit():
        try:
            return _ask(form)
        except Invalid as error:
            form.refuse(error)
    remember_page()
    return page("sign_up.html", form)


def _ask(form: SignUpForm) -> Answer:
    email, at = clean_email(form.email.data), clock.now()
    wish = operations.SignUp(
        email=email,
        display_name=form.display_name.data,
        kind=ContributorKind(form.kind.data),
        password=form.password.data,
        browser=mark_browser(),
        then=own_path(form.suite.data) or page_left(),
        language=str(get_locale() or "fr"),
    )
    attempts.count_sign_up(email, request.remote_addr, at=at)
    if not form.is_trapped():
        operations.ask_to_sign_up(wish, at=at)
    return say_mail_sent(email)


@blueprint.get("/courriel-envoye")
@public
def mail_sent() -> Answer:
    """Say to open one's mail."""
    return render_template("accounts/mail_sent.html", email=mailed_to(), again_url=asked_at())


@blueprint.route("/confirmation/<token>", methods=["GET", "POST"])
@public
def confirm(token: str) -> Answer:
    """Ask for the gesture that confirms: opening the link changes nothing."""
    at = clock.now()
    link = read_link(token, LinkPurpose.CONFIRM, at=at)
    form = ConfirmForm(suite=request.args.get("suite", ""))
    if form.validate_on_submit():
        try:
            user = operations.confirm(
                token, browser=browser_of_request(), password=form.password.data or "", at=at
            )
        except Invalid as error:
            form.refuse(error)
        else:
            return welcome(user, form.suite.data)
    asks = operations.needs_password(link, browser_of_request())
    return page(
        "confirm.html",
        form,
        name=link.user.display_name,
        email=link.user.email,
        asks_password=asks,
        elsewhere=operations.ELSEWHERE if asks and link.user.password_hash is None else "",
    )


@blueprint.get("/charte")
@public
def charter() -> Answer:
    """Show what people accept when they sign up."""
    return render_template("accounts/charter.html", rules=[rule for given in charter_rules for rule in given()])
