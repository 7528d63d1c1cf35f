"""Notice threats by their grammar: a verb of killing, in the future or as an order, aimed at someone."""

import re

from moderation.detectors.finding import Span

_STEMS = "tuer|buter|egorger|fusiller|flinguer|massacrer|etrangler|lyncher|decapiter|guillotiner|poignarder|bruler"
_INFINITIVE = f"(?:{_STEMS}|crever|pendre|abattre)"
_FUTURE = f"(?:(?:{_STEMS}|crever|pendr|abattr)(?:ai|as|a|ons|ez|ont))"
_ORDER = (
    "(?:tu|but|egorg|fusill|flingu|massacr|etrangl|lynch|decapit|guillotin|poignard|brul|crev|pend|abatt)"
    "(?:ez|e?ons)"
)
_WHO = (
    "prefet|prefete|sous-prefet|maire|maires|president|presidente|ministre|ministres|depute|deputes|deputee|senateur"
    "|senateurs|elu|elus|elue|elues|conseiller|conseillers|conseillere|adjoint|adjointe|flic|flics|policier|policiers"
    "|gendarme|gendarmes|juge|juges|journaliste|journalistes|patron|patrons|politicien|politiciens|fonctionnaires"
    "|fonctionnaire|professeur|medecin|voisin|voisine|voisins|banquier|banquiers|riches|migrants|etrangers|refugies"
    "|arabe|arabes|juif|juifs|musulman|musulmans|homosexuels|pede|pedes|salaud|salauds|ordure|ordures|connard"
    "|connards|traitres|fachos|gauchistes|bourgeois"
)
_SOMEONE = (
    rf"(?:macron|(?:(?:tous )?(?:le|la|les|ce|cet|cette|ces|nos|vos|votre|notre) |l['’])"
    rf"(?:(?:sale|sales|gros|grosse) )?(?:{_WHO}))\b"
)
_THREAT = re.compile(
    rf"\b(?:(?:je|on|nous) (?:{_FUTURE}|(?:vais|va|allons) {_INFINITIVE}) {_SOMEONE}"
    rf"|(?:je|on|nous) (?:te |t['’]|vous ){_FUTURE}\b"
    rf"|je (?:le |la |les |l['’])(?:tuer|buter|egorger|flinguer|massacrer|etrangler)ai\b"
    rf"|{_ORDER} {_SOMEONE}"
    r"|(?:tu|but|egorg|flingu|massacr|lynch|pend)ez-(?:le|la|les)\b"
    rf"|(?:faut|faudrait|faudra|devrait|devons|merite de) {_INFINITIVE} {_SOMEONE})"
)


def threats_in(folded: str) -> list[Span]:
    """Return where a text without accents nor capitals threatens someone: "je tuerai le préfet", "pendez-les"."""
    return [one.span() for one in _THREAT.finditer(folded)]
