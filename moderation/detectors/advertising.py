"""Notice advertising: the words of a seller, and links by the handful. A link that backs a text is welcome."""

import re

from consult.kit.text.french import fold
from moderation.detectors.finding import Examined, Finding, Span, found
from moderation.models import FlagReason

_LINK = re.compile(r"(?:https?://|www\.)[^\s<>\"]+", re.IGNORECASE)
_SELLING = re.compile(
    r"\b(?:code promo\w*|offre (?:speciale|limitee|exclusive)|livraison (?:gratuite|offerte)|achetez|commandez"
    r"|cliquez ici|profitez[ -]en|gagnez (?:de l.argent|jusqu)|revenus? passifs?"
    r"|prets? (?:rapides?|entre particuliers)"
    r"|credit rapide|casino|paris sportifs|voyance|marabout\w*|retour affectif|viagra"
    r"|whatsapp|telegram|devis gratuit|satisfait ou rembourse|\d+ ?% de (?:remise|reduction))\b"
)
_FEWEST_LINKS, _LINKS_SHARE = 2, 0.8


def advertising(examined: Examined) -> Finding | None:
    """Find a link beside a seller's words, two of these words, or a text that is hardly more than links."""
    links = [one.span() for one in _LINK.finditer(examined.text)]
    selling = _selling(examined.text)
    sells = len(selling) + bool(links) > 1 and selling
    spans = [*(selling if sells else []), *(links if sells or _hardly_more_than(links, examined.text) else [])]
    return found("advertising", FlagReason.ADVERTISING, sorted(set(spans)))


def _hardly_more_than(links: list[Span], text: str) -> bool:
    return len(links) >= _FEWEST_LINKS and sum(end - start for start, end in links) > _LINKS_SHARE * len(text)


def _selling(text: str) -> list[Span]:
    """Return where a seller's words stand, with or without accents when folding keeps each letter's place."""
    folded = fold(text)
    if len(folded) != len(text):
        folded = text.lower()
    return [one.span() for one in _SELLING.finditer(folded)]
