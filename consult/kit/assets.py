"""Join the stylesheets and the scripts into one hashed file each, at start.

The region's colour stands in the address of the stylesheet, so that any process answers any colour.
"""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from flask import Flask, Response, request, url_for

from consult.kit.caching import conditional
from consult.kit.colours import tones_of
from consult.kit.errors import NotFound
from consult.kit.identity import present_identity
from consult.kit.permissions import public

_ROOT = Path(__file__).resolve().parents[2]
_CSS_ORDER = ("tokens.css", "base.css", "layouts", "components", "pages", "print.css")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_COLOURED = re.compile(r"app-([0-9a-f]{6})\.css")
_ICON = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">
<path fill="{colour}" d="M1 2h14v9H7l-4 4v-4H1z"/></svg>
"""
_FOR_A_DAY = "public, max-age=86400"
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


def init_app(app: Flask) -> None:
    """Join the files and serve them; `asset("app.css")` in a page gives the address."""
    root = folder("static")
    joined = {"app.css": _join_css(root / "css"), "app.js": _join_js(root / "js")}

    @public
    def bundle(digest: str, name: str) -> Response:
        coloured = _COLOURED.fullmatch(name)
        asset = joined["app.css"] if coloured else joined["app.js"] if name == "app.js" else None
        if asset is None or asset.digest != digest:
            raise NotFound
        ending = stylesheet_of(f"#{coloured[1]}").encode() if coloured else b""
        response = Response(asset.content + ending, mimetype=asset.mimetype)
        response.headers["Cache-Control"] = _FOR_EVER
        response.set_etag(f"{asset.digest}-{name}")
        response.make_conditional(request)
        return response

    app.add_url_rule("/fichiers/<digest>/<name>", "asset", bundle)
    app.add_url_rule("/favicon.ico", "favicon", icon)
    app.jinja_env.globals["asset"] = lambda name: url_for(
        "asset", digest=joined[name].digest, name=_with_colour(name)
    )


@public
def icon() -> Response:
    """Answer whoever asks for the icon where it used to stand, as feed readers do; the pages hold their own."""
    drawn = _ICON.format(colour=tones_of(present_identity().accent).on_light)
    response = conditional(drawn.encode(), "image/svg+xml")
    response.headers["Cache-Control"] = _FOR_A_DAY
    return response


def stylesheet_of(accent: str) -> str:
    """Return the rule that gives the pages the region's colour, in a tone for each scheme."""
    tones = tones_of(accent)
    return f"\n:root {{ --accent-on-light: {tones.on_light}; --accent-on-dark: {tones.on_dark}; }}"


def _with_colour(name: str) -> str:
    return f"app-{present_identity().accent[1:]}.css" if name == "app.css" else name


def _join_css(root: Path) -> Asset:
    files = [path for part in _CSS_ORDER for path in _files(root / part)]
    texts = [lighten(path.read_text("utf-8")) for path in files]
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
