"""Carry the region's name and colours to every page."""

from dataclasses import dataclass
from typing import Protocol

from flask import Flask


class _Chosen(Protocol):
    """The settings that make an identity."""

    @property
    def region_name(self) -> str: ...
    @property
    def site_name(self) -> str: ...
    @property
    def accent(self) -> str: ...
    @property
    def contact_email(self) -> str: ...
    @property
    def demo(self) -> bool: ...


@dataclass(frozen=True)
class Identity:
    """Who publishes the site; `accent` is a CSS colour, "#1f5f5b"."""

    name: str
    site_name: str
    accent: str
    contact_email: str

    @property
    def stylesheet(self) -> str:
        """Return the rule that gives the pages the region's colour."""
        return f":root {{ --region-accent: {self.accent}; }}"


def init_app(app: Flask, settings: _Chosen) -> Identity:
    """Give the pages `region` and `demo`."""
    identity = Identity(settings.region_name, settings.site_name, settings.accent, settings.contact_email)
    app.context_processor(lambda: {"region": identity, "demo": settings.demo, "identity_url": None})
    return identity
