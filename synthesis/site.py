"""What exported files take from this site: the address their links begin with, the colour and logo they wear."""

from typing import Protocol, cast

from flask import current_app

from consult.kit.db import session
from consult.kit.identity import WrittenIdentity, given_identity
from synthesis.formats.look import Look


class _Site(Protocol):
    @property
    def site_url(self) -> str: ...


def site_url() -> str:
    """Return the public address of the site, as its operator set it."""
    return cast("_Site", current_app.extensions["consult_settings"]).site_url


def site_look() -> Look:
    """Return the region's colour and logo, as an administrator wrote them or as the settings give them."""
    written = session.get(WrittenIdentity, 1)
    if written is None:
        return Look(given_identity().accent)
    return Look(written.accent, written.logo or b"", written.logo_type if written.logo else "", written.logo_alt)
