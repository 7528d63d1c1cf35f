"""Notice personal data: mail and postal addresses, phones, IBAN, social security numbers. Numbers are checked."""

import re
from collections.abc import Callable, Iterator
from enum import StrEnum

from moderation.detectors.finding import Examined, Finding, Span, found
from moderation.models import FlagReason

_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63}){1,4}")
_PHONE = re.compile(r"(?<![\d.,])(?:(?:\+|00)33[\s.]?(?:\(0\)[\s.]?)?|0)[1-9](?:[\s.-]?\d{2}){4}(?![\d])")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]{4}){3,7}(?:[ ]?[A-Z0-9]{1,3})?\b")
_SOCIAL_SECURITY = re.compile(
    r"(?<!\d)[12][ .]?\d{2}[ .]?(?:0[1-9]|1[0-2])[ .]?(?:\d{2}|2[AB])[ .]?\d{3}[ .]?\d{3}(?:[ .]?\d{2})(?!\d)"
)
_STREET = re.compile(
    r"\b\d{1,4}(?:[ ]?(?:bis|ter))?,?[ ](?:rue|avenue|av\.|boulevard|bd|chemin|impasse|allée|route|quai|ruelle)"
    r"[ ](?:de[ ]la[ ]|de[ ]l['’]|des?[ ]|du[ ]|d['’])?[A-ZÉÈÀ][\w'’-]+",
    re.UNICODE,
)
_INSTITUTIONS = re.compile(
    r"@(?:[\w-]+\.)*(?:gouv\.fr|region\w*\.fr|centrevaldeloire\.fr|cnil\.fr)$", re.IGNORECASE
)
_IBAN_REMAINDER, _NIR_MODULUS = 97, 97


class Private(StrEnum):
    """What lets readers reach or recognise someone (information privée)."""

    MAIL = "mail"
    PHONE = "phone"
    IBAN = "iban"
    SOCIAL_SECURITY = "social_security"
    STREET = "street"


def private(examined: Examined) -> Finding | None:
    """Find what would let readers reach or recognise someone."""
    return found("private", FlagReason.PERSONAL_DATA, [span for span, _what in private_places(examined.text)])


def private_places(text: str) -> list[tuple[Span, Private]]:
    """Return where each piece of private information stands in a text, in order, and what it looks like.

    What stands inside a longer piece is a part of it: ten figures of an account are no phone.
    """
    kept: list[tuple[Span, Private]] = []
    for (start, end), what in sorted(_places(text), key=lambda place: (place[0][0], -place[0][1])):
        if not kept or end > kept[-1][0][1]:
            kept.append(((start, end), what))
    return kept


def _places(text: str) -> Iterator[tuple[Span, Private]]:
    checks: dict[Private, tuple[re.Pattern[str], Callable[[str], bool]]] = {
        Private.MAIL: (_MAIL, lambda mail: not _INSTITUTIONS.search(mail)),
        Private.PHONE: (_PHONE, lambda _phone: True),
        Private.IBAN: (_IBAN, is_iban),
        Private.SOCIAL_SECURITY: (_SOCIAL_SECURITY, is_social_security_number),
        Private.STREET: (_STREET, lambda _street: True),
    }
    for what, (pattern, holds) in checks.items():
        yield from ((one.span(), what) for one in pattern.finditer(text) if holds(one.group()))


def is_iban(written: str) -> bool:
    """Check an account number: moved and read as a figure, it leaves 1 when divided by 97 (ISO 13616)."""
    compact = written.replace(" ", "")
    moved = compact[4:] + compact[:4]
    return int("".join(str(int(letter, 36)) for letter in moved)) % _IBAN_REMAINDER == 1


def is_social_security_number(written: str) -> bool:
    """Check a French number: its last two figures are 97 less the rest modulo 97; Corsica counts as 19 or 18."""
    compact = re.sub(r"[ .]", "", written).replace("2A", "19").replace("2B", "18")
    return int(compact[-2:]) == _NIR_MODULUS - int(compact[:-2]) % _NIR_MODULUS
