"""Draw private information in the formats people write it in, and figures that only look like it: nobody's."""

from collections.abc import Callable, Mapping
from random import Random

_PHONES = (
    "06 39 98 {} {}",
    "0639 98{}{}",
    "06.39.98.{}.{}",
    "06-39-98-{}-{}",
    "063998{}{}",
    "+33 6 39 98 {} {}",
    "+336 39 98 {} {}",
    "0033 6 39 98 {} {}",
    "+33 (0)6 39 98 {} {}",
    "02 61 91 {} {}",
)
_FIRST, _LAST = ("ana", "m", "jean-luc", "k.", "lucie22"), ("loir", "brenne", "sologne", "_perche", "38")
_HOSTS = ("exemple.fr", "courriel.example", "mail.exemple.com", "orange-exemple.fr")
_STREETS = ("rue des Lilas", "avenue de la République", "bd Carnot", "chemin du Moulin", "impasse de l’Église")
_NUMBERS = ("{}", "{} bis", "{},", "{} ter,")
_LENGTHS = {"FR": 23, "DE": 18, "BE": 12}
_FIGURES = "0123456789"


def mail(draw: Random) -> str:
    """Draw an address of the usual shapes."""
    return f"{draw.choice(_FIRST)}{draw.choice(('.', '-', ''))}{draw.choice(_LAST)}@{draw.choice(_HOSTS)}"


def phone(draw: Random) -> str:
    """Draw a number of the ranges kept for fiction (Arcep), as people write it."""
    return draw.choice(_PHONES).format(_digits(draw, 2), _digits(draw, 2))


def iban(draw: Random) -> str:
    """Draw an account whose check figures are right (ISO 13616), in groups of four or in one piece."""
    country = draw.choice(list(_LENGTHS))
    account = _digits(draw, _LENGTHS[country])
    check = 98 - int(account + "".join(str(int(letter, 36)) for letter in country) + "00") % 97
    return _grouped(f"{country}{check:02d}{account}", 4, draw)


def social_security(draw: Random) -> str:
    """Draw a French number whose key is right, in its usual groups or in one piece."""
    parts = [draw.choice("12"), _digits(draw, 2), f"{draw.randint(1, 12):02d}", f"{draw.randint(1, 95):02d}"]
    parts += [_digits(draw, 3), _digits(draw, 3)]
    key = 97 - int("".join(parts)) % 97
    return draw.choice((" ", "")).join([*parts, f"{key:02d}"])


def street(draw: Random) -> str:
    """Draw a place in a street."""
    return f"{draw.choice(_NUMBERS).format(draw.randint(1, 240))} {draw.choice(_STREETS)}"


PRIVATE: Mapping[str, Callable[[Random], str]] = {
    "mail": mail,
    "phone": phone,
    "iban": iban,
    "social_security": social_security,
    "street": street,
}
"""What draws each kind of private information."""


def look_alike(draw: Random) -> str:
    """Draw what only looks like private information: sums, law numbers, wrong keys, firms, public services."""
    number = _digits(draw, 9)
    return draw.choice(
        (
            f"{draw.randint(10, 99)} {_digits(draw, 3)} {_digits(draw, 3)} euros",
            f"loi n° 2016-{_digits(draw, 4)} du 7 octobre 2016",
            f"SIRET {_digits(draw, 3)} {_digits(draw, 3)} {_digits(draw, 3)} {_digits(draw, 5)}",
            f"du 01.02.2019 au 10.{draw.randint(10, 12)}.2019",
            f"les {draw.randint(2, 90)} rues du bourg",
            f"l’article L{draw.randint(100, 999)}-{draw.randint(1, 9)} et l’alinéa {draw.randint(1, 9)}",
            "contact@regioncentre.fr",
            f"le numéro 39 {draw.randint(10, 99)}",
            f"le dossier {number} du {draw.randint(1, 28)} mars",
            f"FR00 {' '.join(_digits(draw, 4) for _group in range(5))} 000",
        )
    )


def _digits(draw: Random, length: int) -> str:
    return "".join(draw.choices(_FIGURES, k=length))


def _grouped(text: str, size: int, draw: Random) -> str:
    pieces = [text[at : at + size] for at in range(0, len(text), size)]
    return draw.choice((" ", "")).join(pieces)
