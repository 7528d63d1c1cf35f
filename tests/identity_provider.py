"""A small OpenID Connect provider on loopback, that says what a test wants, true or false."""

import base64
import hashlib
import json
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Thread
from typing import Any
from urllib.parse import urlencode

from joserfc import jwt
from joserfc.jwk import ECKey, KeySet
from werkzeug.serving import make_server
from werkzeug.wrappers import Request, Response

CLIENT_ID, CLIENT_SECRET = "consult", "un-secret-de-la-region"
CAMILLE = {"sub": "fc-4807", "email": "camille@exemple.fr", "email_verified": True, "given_name": "Camille"}


@dataclass
class Provider:
    """Who is in front of it (`person`), how it answers, and what it lies about."""

    address: str = ""
    person: dict[str, Any] = field(default_factory=lambda: dict(CAMILLE))
    signs_userinfo: bool = False
    lies: dict[str, Any] = field(default_factory=dict)
    lies_in_userinfo: dict[str, Any] = field(default_factory=dict)
    broken: str = ""
    reads_secret_in: str = "client_secret_basic"
    key: ECKey = field(default_factory=lambda: ECKey.generate_key("P-256", {"kid": "1", "use": "sig"}))
    published: ECKey | None = None
    asked: dict[str, dict[str, str]] = field(default_factory=dict)
    seen: list[dict[str, str]] = field(default_factory=list)

    def start_again(self) -> None:
        """Forget what the test before wanted."""
        vars(self).update(vars(Provider(self.address)))

    def __call__(self, environ: Any, start_response: Any) -> Any:
        """Answer as a WSGI application."""
        request = Request(environ)
        name = request.path.rsplit("/", 1)[-1].replace("-", "_")
        answer = Response(status=500) if name == self.broken else getattr(self, f"_{name}")(request)
        return answer(environ, start_response)

    def _openid_configuration(self, _request: Request) -> Response:
        ends = {"authorization": "authorize", "token": "token", "userinfo": "userinfo", "end_session": "logout"}
        metadata = {f"{name}_endpoint": f"{self.address}/{path}" for name, path in ends.items()}
        metadata["token_endpoint_auth_methods_supported"] = [self.reads_secret_in]
        return _json({"issuer": self.address, "jwks_uri": f"{self.address}/jwks", **metadata})

    def _jwks(self, _request: Request) -> Response:
        return _json(KeySet([self.published or self.key]).as_dict(private=False))

    def _authorize(self, request: Request) -> Response:
        """Lead back with a code, as if the person had agreed."""
        asked = request.args.to_dict()
        code = secrets.token_urlsafe(8)
        self.asked[code] = asked
        self.seen.append(asked)
        back = urlencode({"code": code, "state": asked["state"]})
        return Response(status=302, headers={"Location": f"{asked['redirect_uri']}?{back}"})

    def _token(self, request: Request) -> Response:
        """Give the tokens to whoever is the client, holds the code and made the challenge."""
        asked = self.asked.pop(request.form["code"])
        challenge = base64.urlsafe_b64encode(hashlib.sha256(request.form["code_verifier"].encode()).digest())
        if self._who_asks(request) != (CLIENT_ID, CLIENT_SECRET):
            return _json({"error": "invalid_client"}, 401)
        if asked["code_challenge"] != challenge.decode().rstrip("="):
            return _json({"error": "invalid_grant"}, 400)
        claims = {**self._about(), "sub": self.person["sub"], "nonce": asked["nonce"], **self.lies}
        return _json({"access_token": "a", "token_type": "Bearer", "id_token": self._sign(claims)})

    def _who_asks(self, request: Request) -> tuple[str | None, str | None]:
        if self.reads_secret_in == "client_secret_post":
            return request.form.get("client_id"), request.form.get("client_secret")
        known = request.authorization
        return (known.username, known.password) if known else (None, None)

    def _userinfo(self, request: Request) -> Response:
        assert request.headers["Authorization"] == "Bearer a"
        if not self.signs_userinfo:
            return _json({**self.person, **self.lies_in_userinfo})
        signed = self._sign({**self._about(), **self.person, **self.lies_in_userinfo})
        return Response(signed, content_type="application/jwt; charset=utf-8")

    def _about(self) -> dict[str, Any]:
        now = int(time.time())  # the library reads the true clock
        return {"iss": self.address, "aud": CLIENT_ID, "iat": now, "exp": now + 300}

    def _sign(self, claims: dict[str, Any]) -> str:
        return jwt.encode({"alg": "ES256", "kid": "1"}, claims, self.key)


def _json(content: dict[str, Any], status: int = 200) -> Response:
    return Response(json.dumps(content), status=status, content_type="application/json")


@contextmanager
def running() -> Iterator[Provider]:
    """Open a provider on a free port of loopback, and close it."""
    provider = Provider()
    server = make_server("127.0.0.1", 0, provider, threaded=True)
    provider.address = f"http://127.0.0.1:{server.port}"
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield provider
    server.shutdown()
    thread.join()
    server.server_close()
