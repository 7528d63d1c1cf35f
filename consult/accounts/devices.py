"""Name a device in a few words, so that people recognise it in the list of their sessions."""

from collections.abc import Sequence

_BROWSERS = (("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox", "Firefox"), ("Chrom", "Chrome"), ("Safari", "Safari"))
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


def describe(user_agent: str | None) -> str:
    """Return « Firefox, Android », never the whole signature, which would tell one device from all others."""
    found = [name for name in (_first(user_agent, _BROWSERS), _first(user_agent, _SYSTEMS)) if name]
    return ", ".join(found)


def _first(user_agent: str | None, names: Sequence[tuple[str, str]]) -> str:
    return next((name for mark, name in names if mark in (user_agent or "")), "")
