"""Read from the address of a list what it is narrowed to, and offer to narrow it otherwise."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import request

from consult.consultations.models import Consultation, Theme
from consult.kit.errors import NotFound
from consult.territories.models import Territory
from contributions.queries.proposals import Extent, extent_of


@dataclass(frozen=True)
class Narrowing:
    """What a list is narrowed to; None keeps everything. `fixed` says that the page is the theme's own."""

    theme: Theme | None
    extent: Extent
    fixed: bool

    @property
    def place(self) -> Territory | None:
        """Return the territory asked for."""
        return self.extent.place

    @property
    def is_narrowed(self) -> bool:
        """Say whether something was asked for that can be asked for otherwise."""
        return self.place is not None or (self.theme is not None and not self.fixed)

    @property
    def kept(self) -> dict[str, str]:
        """Return what the address of each page and each order of the list says again."""
        said = dict(request.view_args or {})
        if self.theme is not None and not self.fixed:
            said["theme"] = self.theme.slug
        if self.place is not None:
            said["territoire"] = self.place.code
        return said


def narrowing_asked(consultation: Consultation, theme: Theme | None) -> Narrowing:
    """Read what an address asks for; raise `NotFound` for a theme or a territory that does not exist."""
    wanted = theme or _theme(consultation.themes, request.args.get("theme"))
    extent = extent_of(consultation, theme=wanted, code=request.args.get("territoire", ""))
    return Narrowing(wanted, extent, theme is not None)


def _theme(themes: Sequence[Theme], slug: str | None) -> Theme | None:
    if not slug:
        return None
    found = next((one for one in themes if one.slug == slug), None)
    if found is None:
        raise NotFound
    return found
