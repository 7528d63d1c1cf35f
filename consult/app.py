"""Make the Flask application every room then joins.

Here stand what all pages share: the transaction, the session, the token of forms, the two
languages, the error pages and the headers that keep a page to itself. No room is named.
"""

import logging
from urllib.parse import urlsplit

import structlog
from flask import (
    Flask,
    Response,
    current_app,
    has_request_context,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import get_locale
from flask_babel import lazy_gettext as _l
from flask_login import LoginManager
from flask_wtf import CSRFProtect
from flask_wtf.csrf import CSRFError
from jinja2 import StrictUndefined
from werkzeug.exceptions import HTTPException
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import IntegerConverter, RequestRedirect
from werkzeug.wrappers import Response as AnyResponse

from consult.kit import assets, commands, db, identity, jobs, languages, limits, mail, menus, permissions
from consult.kit.errors import Busy, DomainError, Sentence, SignInNeeded, StepNeeded, TooMany
from consult.kit.rows import labelled
from consult.kit.text.markdown import excerpt
from consult.kit.typed_again import sign_in_pages, typed_in_request
from consult.settings import Mode, Settings

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"
)
_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_HTTP_SENTENCES: dict[int, Sentence] = {
    404: _l("Cette page n’existe pas ou n’est plus publique."),
    405: _l("Cette adresse attend l’envoi d’un formulaire. Revenez à la page précédente et réessayez."),
    413: _l("Cet envoi est trop lourd. Raccourcissez le texte ou choisissez un fichier plus petit."),
    429: _l("Vous avez fait beaucoup de demandes en peu de temps. Réessayez dans quelques minutes."),
}


def new_app(settings: Settings) -> Flask:
    """Return an application with the shared floor laid and no room yet."""
    app = Flask("consult", static_folder=None, template_folder=str(assets.folder("templates")))
    _configure(app, settings)
    _start_logs(settings)
    app.extensions["consult_settings"] = settings
    commands.init_app(app)
    jobs.init_app(app)
    db.init_app(app, settings.database_url)
    limits.init_app(app, settings.redis_url)
    languages.init_app(app)
    mail.init_app(app, settings.mail_url, settings.mail_from, settings.data_dir)
    assets.init_app(app)
    identity.init_app(app, settings)
    CSRFProtect(app)
    app.extensions["consult_login"] = LoginManager(app)
    app.context_processor(_shared_context)
    app.after_request(_protect)
    app.register_error_handler(DomainError, _refuse)
    app.register_error_handler(CSRFError, _refuse_token)
    app.register_error_handler(HTTPException, _refuse_http)
    app.register_error_handler(500, _apologise)
    return app


class RowNumber(IntegerConverter):
    """A number in an address: at most nine digits, which both databases can compare with a key."""

    regex = r"\d{1,9}"


def _configure(app: Flask, settings: Settings) -> None:
    app.config.update(
        SECRET_KEY=settings.signing_key(),
        SECRET_KEY_FALLBACKS=list(settings.previous_secret_keys),
        MAX_CONTENT_LENGTH=settings.max_request_bytes,
        MAX_FORM_MEMORY_SIZE=1024 * 1024,
        SESSION_COOKIE_NAME="session",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.is_secure,
        SESSION_REFRESH_EACH_REQUEST=False,
        WTF_CSRF_TIME_LIMIT=None,
        BABEL_DEFAULT_LOCALE="fr",
        BABEL_DEFAULT_TIMEZONE="Europe/Paris",
        TESTING=settings.testing,
    )
    app.url_map.strict_slashes = False
    app.url_map.converters["int"] = RowNumber
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters["labelled"] = labelled
    app.jinja_env.filters["excerpt"] = excerpt
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    if settings.mode is Mode.PRODUCTION:
        app.config["TRUSTED_HOSTS"] = [settings.host]
        app.config["SERVER_NAME"] = None
        app.config["PREFERRED_URL_SCHEME"] = "https"
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1)  # type: ignore[method-assign]


def _start_logs(settings: Settings) -> None:
    level = logging.WARNING if settings.testing else logging.INFO
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(level))


def _shared_context() -> dict[str, object]:
    """Give every page what its layout expects."""
    return {
        "menu": menus.entries,
        "locale": str(get_locale() or "fr"),
        "languages": languages.languages(),
        "page_title": "",
        "canonical_path": request.path if has_request_context() else "",
    }


def _protect(response: Response) -> Response:
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Cache-Control", "no-store" if "session" in request.cookies else "no-cache")
    return response


# --- refusals -------------------------------------------------------------------------


def _answer(
    status: int,
    sentence: object,
    *,
    again: bool = False,
    first_url: str | None = None,
    way_out: tuple[object, str] | None = None,
) -> Response:
    """Say why, as a page or as JSON, with the status that fits; the page gives back what was typed.

    `again` offers to send it again, `first_url` leads to what is asked first: to sign in, to accept the charter;
    `way_out` names where to go from there.
    """
    if request.path.startswith("/api/"):
        response = make_response({"error": {"status": status, "message": str(sentence)}})
    else:
        values = {
            "status": status,
            "sentence": sentence,
            "again": again,
            "first_url": first_url,
            "way_out": way_out,
        }
        values["back_url"] = _page_to_return_to() if request.method == "POST" and request.referrer else "/"
        response = make_response(render_template("consult/error.html", typed=typed_in_request(), **values))
    response.status_code = status
    return response


def _refuse(error: DomainError) -> AnyResponse:
    if isinstance(error, Busy):
        db.read_without_waiting()
    endpoint = _leads_to(error)
    if endpoint and not request.path.startswith("/api/"):
        address = url_for(endpoint, suite=_page_to_return_to())
        if not typed_in_request().words:
            return redirect(address)
        if isinstance(error, SignInNeeded):
            return _sign_in_again()
        return _answer(error.status, error.sentence, again=True, first_url=address)
    return _answer(error.status, error.sentence, again=isinstance(error, TooMany | Busy), way_out=error.way_out)


def _sign_in_again() -> Response:
    """Ask someone whose session ended to sign in on a page that keeps what they typed."""
    (page,) = sign_in_pages
    return page(typed_in_request(), request.full_path.rstrip("?"), _page_to_return_to())


def _leads_to(error: DomainError) -> str | None:
    """Return the page where one does what is asked first, if something is."""
    if isinstance(error, StepNeeded):
        return error.endpoint
    return str(current_app.extensions["consult_login"].login_view) if isinstance(error, SignInNeeded) else None


def _page_to_return_to() -> str:
    """Return the path of the page the visitor stood on: after a refused POST, the one that held the form."""
    if request.method == "GET":
        return request.full_path.rstrip("?")
    return _readable(urlsplit(request.referrer or "/").path)


def _readable(path: str) -> str:
    """Return this path if a page stands there, or the nearest above it: a refusal stands where a form goes."""
    addresses = current_app.url_map.bind("")
    while path not in {"", "/"}:
        try:
            addresses.match(path, method="GET")
        except RequestRedirect:
            return path
        except HTTPException:
            path = path.rpartition("/")[0]
        else:
            return path
    return "/"


def _refuse_token(_error: CSRFError) -> Response:
    """Keep what was typed on a page open for too long; a session that ended is opened again there."""
    if typed_in_request().words and not permissions.is_open_to_all(request.endpoint or ""):
        return _sign_in_again()
    sentence = _l(
        "Renvoyez le formulaire : la page était ouverte depuis trop longtemps, "
        "ou vous vous êtes déconnecté entre-temps."
    )
    return _answer(403, sentence, again=True)


def _refuse_http(error: HTTPException) -> Response | HTTPException:
    if error.code is None or error.code < 400:  # noqa: PLR2004 - redirections are not refusals
        return error
    sentence = _HTTP_SENTENCES.get(
        error.code, _l("Cette demande n’a pas pu être comprise. Revenez à la page d’accueil.")
    )
    return _answer(error.code, sentence)


def _apologise(_error: Exception) -> Response:
    sentence = _l("Réessayez dans un instant : le site a rencontré une panne, et rien n’a été enregistré.")
    return _answer(500, sentence, again=True)
