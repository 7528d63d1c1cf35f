"""The address of this site, which the links of exported files begin with."""

from typing import Protocol, cast

from flask import current_app


class _Site(Protocol):
    @property
    def site_url(self) -> str: ...


def site_url() -> str:
    """Return the public address of the site, as its operator set it."""
    return cast("_Site", current_app.extensions["consult_settings"]).site_url
