"""Join the stylesheets and the scripts into one hashed file each, at start."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from flask import Flask, Response, request, url_for

from consult.kit.errors import NotFound
from consult.kit.permissions import public

_ROOT = Path(__file__).resolve().parents[2]
_CSS_ORDER = ("tokens.css", "base.css", "layouts", "components", "pages", "print.css")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_FOR_EVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True)
class Asset:
    """One joined file: what it is called, what it holds."""

    name: str
    content: bytes
    mimetype: str

    @property
    def digest(self) -> str:
        """Return the first letters of its hash, which stand in its address."""
        return hashlib.sha256(self.content).hexdigest()[:12]


def folder(name: str) -> Path:
    """Return templates/ or static/, in a checkout or in the installed package."""
    beside, inside = _ROOT / name, _ROOT / "consult" / name
    return beside if beside.is_dir() else inside


def init_app(app: Flask, identity_css: str) -> None:
    """Join the files and serve them; `asset("app.css")` in a page gives the address."""
    root = folder("static")
    joined = {"app.css": _join_css(root / "css", identity_css), "app.js": _join_js(root / "js")}

    @public
    def bundle(digest: str, name: str) -> Response:
        asset = joined.get(name)
        if asset is None or asset.digest != digest:
            raise NotFound
        response = Response(asset.content, mimetype=asset.mimetype)
        response.headers["Cache-Control"] = _FOR_EVER
        response.set_etag(asset.digest)
        response.make_conditional(request)
        return response

    app.add_url_rule("/fichiers/<digest>/<name>", "asset", bundle)
    app.jinja_env.globals["asset"] = lambda name: url_for("asset", digest=joined[name].digest, name=name)


def _join_css(root: Path, identity_css: str) -> Asset:
    files = [path for part in _CSS_ORDER for path in _files(root / part)]
    texts = [*(lighten(path.read_text("utf-8")) for path in files), identity_css]
    return Asset("app.css", "\n".join(texts).encode(), "text/css")


def lighten(css: str) -> str:
    """Return a stylesheet without its comments, indentation and empty lines, which only its authors read."""
    lines = (line.strip() for line in _COMMENT.sub("", css).splitlines())
    return "\n".join(line for line in lines if line)


def _join_js(root: Path) -> Asset:
    blocks = [f"{{\n{path.read_text('utf-8')}\n}}" for path in sorted(root.glob("*.js"))]
    return Asset("app.js", "\n".join(blocks).encode(), "text/javascript")


def _files(part: Path) -> list[Path]:
    if part.is_dir():
        return sorted(part.glob("*.css"))
    return [part] if part.is_file() else []
