"""Make the addresses written in mails, and accept only our own when a form says where to go back.

An address in a mail is built from the settings, never from the request's Host header, which
whoever sends the request may choose.
"""

from typing import Protocol, cast
from urllib.parse import urlsplit

from flask import current_app

_FIRST_PRINTABLE = " "


class _Site(Protocol):
    @property
    def site_url(self) -> str: ...


def external_url(endpoint: str, *, _anchor: str = "", **values: object) -> str:
    """Return the public address of a page, or of a place of it, inside a request or out of it."""
    site = urlsplit(cast("_Site", current_app.extensions["consult_settings"]).site_url)
    adapter = current_app.url_map.bind(site.netloc, script_name=site.path or "/", url_scheme=site.scheme)
    page = adapter.build(endpoint, values, force_external=True)
    return f"{page}#{_anchor}" if _anchor else page


def public_address(path: str) -> str:
    """Return the public address of a path of this site, such as "/avis/3"."""
    return cast("_Site", current_app.extensions["consult_settings"]).site_url + path


def own_path(address: str | None) -> str | None:
    """Return the address when it is a path of this site, else None: no host, no scheme, no trick of writing.

    Browsers read a backslash as a slash and drop tabs and line ends, so none of them is accepted.
    """
    if not address or not address.startswith("/") or address.startswith("//"):
        return None
    return None if any(_is_trick(letter) for letter in address) else address


def _is_trick(letter: str) -> bool:
    return letter <= _FIRST_PRINTABLE or letter in "\\\x7f"
