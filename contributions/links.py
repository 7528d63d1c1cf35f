"""Accept the address of a page people may be sent to, and nothing else."""

from urllib.parse import urlsplit

from flask_babel import lazy_gettext as _l

from consult.kit.errors import Invalid

LONGEST_LINK = 2_000


def checked_link(address: str) -> str:
    """Return an http(s) address. Raises `Invalid` for any other scheme, or when there is no host."""
    link = address.strip()
    parts = _parts(link)
    if parts is None or parts[0] not in {"http", "https"} or not parts[1] or len(link) > LONGEST_LINK:
        raise Invalid(_l("Donnez une adresse complète, qui commence par https://."), "link")
    return link


def _parts(link: str) -> tuple[str, str] | None:
    try:
        split = urlsplit(link)
        return split.scheme.lower(), split.hostname or ""
    except ValueError:
        return None
