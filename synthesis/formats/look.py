"""How the files look: the region's colour and its logo, kept beside the data so that anyone writes them again."""

from base64 import b64decode, b64encode
from dataclasses import dataclass
from json import dumps, loads

from consult.kit.colours import WRITTEN, tones_of

NAME = "identite.json"
_KINDS = {"image/png": "png", "image/jpeg": "jpg"}


class UnreadableLookError(ValueError):
    """A file of colours this program did not write."""


@dataclass(frozen=True)
class Look:
    """The colour of titles and links, as the region writes it, and its logo: a PNG or a JPEG, and what it says."""

    accent: str = "#1f5f5b"
    logo: bytes = b""
    logo_type: str = ""
    logo_alt: str = ""

    @property
    def ink(self) -> str:
        """Return the colour in a tone that reads on paper."""
        return tones_of(self.accent).on_light

    @property
    def logo_name(self) -> str:
        """Name the picture as a file, or nothing."""
        return f"logo.{_KINDS[self.logo_type]}" if self.logo else ""

    @property
    def logo_address(self) -> str:
        """Write the picture inside an address, for a page that needs no other file."""
        return f"data:{self.logo_type};base64,{b64encode(self.logo).decode()}" if self.logo else ""


PLAIN = Look()


def look_to_json(look: Look) -> bytes:
    """Write a look as UTF-8 JSON, keys sorted."""
    logo = {"logo": b64encode(look.logo).decode(), "type": look.logo_type, "alt": look.logo_alt}
    kept = {"accent": look.accent, **logo}
    return (dumps(kept, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def look_from_json(content: bytes) -> Look:
    """Read what `look_to_json` wrote; raise `UnreadableLookError` for anything else."""
    try:
        kept = loads(content)
        logo = b64decode(kept["logo"], validate=True)
        look = Look(str(kept["accent"]), logo, str(kept["type"]), str(kept["alt"]))
    except (ValueError, KeyError, TypeError) as fault:
        raise UnreadableLookError(f"unreadable look: {fault}") from fault
    if not WRITTEN.fullmatch(look.accent) or (look.logo and look.logo_type not in _KINDS):
        raise UnreadableLookError("unreadable look: a colour, then a PNG or a JPEG")
    return look
