"""Read a number someone typed or an address holds."""

_LONGEST = 9


def whole(typed: str | None) -> int | None:
    """Return the number written in plain digits, or None for anything else: "²", or too many digits."""
    text = typed or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _LONGEST else None
