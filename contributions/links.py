"""Accept the address of a page people may be sent to, and nothing else."""

from urllib.parse import SplitResult, urlsplit

from flask_babel import lazy_gettext as _l

from consult.kit.errors import Invalid

LONGEST_LINK = 2_000
_WEB = frozenset({"http", "https"})


def checked_link(address: str) -> str:
    """Return an http(s) address. Raises `Invalid` for any other scheme, without a host, or with a password."""
    link = address.strip()
    parts = _parts(link)
    if parts is None or parts.scheme not in _WEB or not parts.hostname or len(link) > LONGEST_LINK:
        raise Invalid(_l("Donnez une adresse complète, qui commence par https://."), "link")
    if parts.username is not None or parts.password is not None:
        raise Invalid(
            _l("Ôtez de cette adresse le nom d’utilisateur et le mot de passe : elle sera publique."), "link"
        )
    if any(letter.isspace() or not letter.isprintable() or letter == "\\" for letter in link):
        raise Invalid(_l("Recopiez cette adresse sans espace ni barre inversée."), "link")
    return link


def _parts(link: str) -> SplitResult | None:
    try:
        split = urlsplit(link)
        _ = split.hostname, split.port
    except ValueError:
        return None
    return split
