"""Recognise people by an account they already have, where one OpenID Connect provider is set.

Authlib speaks the protocol: discovery, authorization code with PKCE, state, nonce, keys that turn.
FranceConnect answers `/userinfo` with a signed token, which is read here.
"""

import dataclasses
from dataclasses import dataclass
from typing import Any, cast

import structlog
from authlib.integrations.base_client import OAuthError
from authlib.integrations.flask_client import OAuth
from flask import Flask, current_app, session
from flask_babel import lazy_gettext as _l
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from requests import RequestException
from werkzeug.wrappers import Response

from consult.kit import clock
from consult.kit.errors import Busy, Forbidden, NotFound
from consult.settings import Settings

_EXTENSION = "consult_provider"
_KEPT = "compte_exterieur"
_TIMEOUT_SECONDS = 10
_LONGEST_TOKEN = 2000
_KEPT_SECONDS = 900
_SIGNED = "application/jwt"
_ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
log = structlog.get_logger()


@dataclass(frozen=True)
class Identity:
    """Who someone is elsewhere. `email` counts as proved only when the provider says so."""

    issuer: str
    subject: str
    email: str
    email_is_proved: bool
    name: str
    token: str


class Untrusted(ValueError):  # noqa: N818 - it names what was received
    """Say that an answer does not hold together."""


def init_app(app: Flask, settings: Settings) -> None:
    """Prepare the provider the operator chose; without one, nothing is offered."""
    if not (settings.oidc_issuer and settings.oidc_client_id):
        return
    app.extensions[_EXTENSION] = OAuth(app).register(
        name="outside",
        client_id=settings.oidc_client_id,
        client_secret=settings.oidc_client_secret,
        server_metadata_url=f"{settings.oidc_issuer}/.well-known/openid-configuration",
        authorize_params={"acr_values": settings.oidc_acr} if settings.oidc_acr else None,
        client_kwargs={
            "scope": settings.oidc_scope,
            "code_challenge_method": "S256",
            "default_timeout": _TIMEOUT_SECONDS,
        },
    )


def label() -> str:
    """Return what people call the provider; empty where none is set."""
    settings = _settings()
    return settings.oidc_label or settings.oidc_issuer if _EXTENSION in current_app.extensions else ""


def start(back_to: str) -> Response:
    """Lead to the provider, which will lead back to this address. Raises `NotFound`, `Busy`."""
    try:
        return cast("Response", _client().authorize_redirect(back_to))
    except (RequestException, RuntimeError, ValueError) as error:
        raise _silent(error) from error


def finish() -> Identity:
    """Return who the provider says has come back. Raises `Forbidden` for an answer that does not hold, `Busy`."""
    client, issuer = _client(), _settings().oidc_issuer
    try:
        _choose_proof(client)
        token = client.authorize_access_token(claims_options=_expected(issuer, client.client_id))
        signed = dict(token["userinfo"])
        return _identity(issuer, {**signed, **_told(client, token, signed)}, str(token["id_token"]))
    except (OAuthError, JoseError, KeyError, ValueError) as error:
        log.warning("an answer of the identity provider was refused", why=repr(error))
        raise Forbidden(
            _l("Recommencez la connexion : la réponse de %(name)s n’a pas pu être vérifiée.", name=label())
        ) from error
    except RequestException as error:
        raise _silent(error) from error


def sign_out_address(token: str | None) -> str | None:
    """Return where to sign out of the provider too; None when it offers nothing, or does not answer."""
    if not token or _EXTENSION not in current_app.extensions:
        return None
    hint = {"id_token_hint": token} if len(token) <= _LONGEST_TOKEN else {"client_id": _client().client_id}
    try:
        return str(_client().create_logout_url(post_logout_redirect_uri=f"{_settings().site_url}/", **hint)["url"])
    except (RequestException, RuntimeError, ValueError):
        return None


# --- who came back, kept in the cookie until they are signed in or have chosen a name ----


def keep(identity: Identity) -> None:
    """Keep who came back, in this browser's signed cookie, for a quarter of an hour."""
    token = identity.token if len(identity.token) <= _LONGEST_TOKEN else ""
    who = dataclasses.asdict(dataclasses.replace(identity, token=token))
    session[_KEPT] = {"who": who, "until": clock.now().timestamp() + _KEPT_SECONDS}


def kept() -> Identity | None:
    """Return who came back, if someone did."""
    values = session.get(_KEPT)
    return Identity(**values["who"]) if values and values["until"] > clock.now().timestamp() else None


def forget() -> None:
    """Forget who came back: it has served."""
    session.pop(_KEPT, None)


def carry_over(previous: dict[str, Any]) -> Identity | None:
    """Keep who came back through a sign-in, which begins a fresh cookie; return them."""
    if values := previous.get(_KEPT):
        session[_KEPT] = values
    return kept()


# --- the protocol -----------------------------------------------------------------------


def _choose_proof(client: Any) -> None:  # noqa: ANN401 - Authlib's own
    """Prove who we are as the provider reads it: FranceConnect reads no header."""
    read = client.load_server_metadata().get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
    if "client_secret_basic" not in read:
        client.client_kwargs["token_endpoint_auth_method"] = "client_secret_post"  # noqa: S105 - a method's name


def _expected(issuer: str, client_id: str) -> dict[str, dict[str, str]]:
    return {"iss": {"value": issuer}, "aud": {"value": client_id}}


def _told(client: Any, token: dict[str, Any], signed: dict[str, Any]) -> dict[str, Any]:  # noqa: ANN401 - Authlib's own
    """Return what `/userinfo` tells, as JSON or as a signed token; of the same person, or `Untrusted`."""
    endpoint = client.load_server_metadata().get("userinfo_endpoint")
    if not endpoint:
        return {}
    answer = client.get(endpoint, token=token)
    answer.raise_for_status()
    is_signed = answer.headers.get("Content-Type", "").partition(";")[0].strip() == _SIGNED
    told = _read_signed(client, answer.text) if is_signed else dict(answer.json())
    if told.get("sub") != signed["sub"]:
        raise Untrusted("userinfo speaks of someone else")
    return told


def _read_signed(client: Any, text: str) -> dict[str, Any]:  # noqa: ANN401 - Authlib's own
    """Check who signed it, and for whom."""
    keys = KeySet.import_key_set(client.fetch_jwk_set())
    claims = jwt.decode(text.strip(), keys, algorithms=_ALGORITHMS).claims
    audience = claims.get("aud", client.client_id)
    meant = audience if isinstance(audience, list) else [audience]
    if claims.get("iss", _settings().oidc_issuer) != _settings().oidc_issuer or client.client_id not in meant:
        raise Untrusted("userinfo was signed by or for someone else")
    return dict(claims)


def _identity(issuer: str, told: dict[str, Any], token: str) -> Identity:
    names = (told.get("preferred_username"), told.get("name"), told.get("given_name"))
    return Identity(
        issuer=issuer,
        subject=str(told["sub"]),
        email=str(told.get("email") or ""),
        email_is_proved=told.get("email_verified") is True,
        name=str(next((name for name in names if name), "")),
        token=token,
    )


def _client() -> Any:  # noqa: ANN401 - Authlib's own
    if _EXTENSION not in current_app.extensions:
        raise NotFound
    return current_app.extensions[_EXTENSION]


def _silent(error: Exception) -> Busy:
    log.warning("the identity provider does not answer", why=repr(error))
    return Busy(
        _l("Réessayez dans un moment, ou connectez-vous par courriel : %(name)s ne répond pas.", name=label())
    )


def _settings() -> Settings:
    return cast("Settings", current_app.extensions["consult_settings"])
