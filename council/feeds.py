"""Give what a council does as feeds, named for good."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from flask import Response
from flask_babel import get_locale

from consult.kit import atom, clock
from consult.kit.addresses import external_url, public_address
from consult.kit.caching import conditional
from council.models import Council

KEPT_SECONDS, NEWEST = 300, 50


def host() -> str:
    """Return the name under which the public reaches the site."""
    return urlsplit(public_address("/")).hostname or "localhost"


def tag_of(council: Council, name: str) -> str:
    """Name something of a council for good (RFC 4151): by this site, on the day the council was created."""
    return f"tag:{host()},{clock.local(council.created_at):%Y-%m-%d}:conseil/{council.id}/{name}"


def council_feed(
    council: Council, name: str, title: str, items: Sequence[atom.Item], *, page: str, own: str
) -> Response:
    """Answer with a feed of a council; `page` and `own` are the endpoints of its page and of the feed itself."""
    found = atom.Feed(
        identifier=tag_of(council, name),
        title=title,
        subtitle=council.summary,
        url=external_url(page, slug=council.slug),
        own_url=external_url(own, slug=council.slug),
        author=council.name,
        language=str(get_locale() or "fr"),
        updated_at=council.created_at,
        items=items,
    )
    return conditional(atom.write(found), atom.MIME_TYPE, found.last_change)
