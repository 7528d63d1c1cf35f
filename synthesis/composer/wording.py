"""How the synthesis speaks: sentences in French by default, numbers and dates as they are written there."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from babel.dates import format_datetime, get_timezone
from babel.numbers import format_decimal

_HOURS_A_DAY, _TOLD_IN_DAYS = 24, 48
ALL_SHOWN, FIRST_SHOWN, NONE_SHOWN = 8, 6, 60


def french_plural(singular: str, plural: str, number: int) -> str:
    """Choose the French form: zero and one are singular."""
    return singular if number < 2 else plural  # noqa: PLR2004


def unchanged(text: str) -> str:
    """Leave a French message as it is."""
    return text


@dataclass(frozen=True)
class Wording:
    """The language of one synthesis; another one is given by its two translating functions."""

    language: str = "fr"
    translate: Callable[[str], str] = unchanged
    translate_plural: Callable[[str, str, int], str] = french_plural

    def gettext(self, message: str, **values: str) -> str:
        """Say a sentence, its `%(name)s` replaced."""
        return self.translate(message) % values if values else self.translate(message)

    def ngettext(self, singular: str, plural: str, number: int, **values: str) -> str:
        """Say a sentence that agrees with a number, which stands in it as `%(num)s`."""
        message = self.translate_plural(singular, plural, number)
        return message % {"num": self.number(number), **values}

    def number(self, number: int) -> str:
        """Write an integer with its thin spaces."""
        return format_decimal(number, locale=self.language)

    def decimal(self, value: float) -> str:
        """Write a number that has decimals."""
        return format_decimal(value, locale=self.language)

    def share(self, part: int, whole: int) -> str:
        """Write a share in whole percents; a share that is neither nothing nor everything never reads so."""
        if not whole:
            return "–"
        percent = (200 * part + whole) // (2 * whole)
        if part and not percent:
            return self.gettext("moins de 1 %")
        if part < whole and percent == 100:  # noqa: PLR2004
            return self.gettext("plus de 99 %")
        return f"{percent} %"

    def day(self, moment: datetime) -> str:
        """Write the day of a moment, in full, as it was in France."""
        zone = get_timezone("Europe/Paris")
        written = format_datetime(moment, "d MMMM y", tzinfo=zone, locale=self.language)
        return written.replace("1 ", "1er ", 1) if self.language == "fr" and written.startswith("1 ") else written

    def lasted(self, hours: float) -> str:
        """Say how long something took, in hours up to two days, in days beyond."""
        if hours < _TOLD_IN_DAYS:
            return self._measured("%(num)s heure", "%(num)s heures", round(hours, 1))
        return self._measured("%(num)s jour", "%(num)s jours", round(hours / _HOURS_A_DAY, 1))

    def _measured(self, singular: str, plural: str, value: float) -> str:
        """Say a measure: in French below two is singular, in English one alone is."""
        number = int(value) if self.language == "fr" or value == 1 else 2
        return self.translate_plural(singular, plural, number) % {"num": self.decimal(value)}

    def enumeration(self, parts: Sequence[str]) -> str:
        """Join things with commas and a last « et »."""
        if len(parts) < 2:  # noqa: PLR2004
            return "".join(parts)
        return self.gettext("%(first)s et %(last)s", first=", ".join(parts[:-1]), last=parts[-1])


def printed(say: Wording, refs: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    """Choose the references to print beside a claim: all of a few, the first of some, none of many."""
    if len(refs) <= ALL_SHOWN:
        return refs, ""
    if len(refs) > NONE_SHOWN:
        return (), say.gettext("voir l’annexe")
    left = len(refs) - FIRST_SHOWN
    text = say.ngettext("et %(num)s autre, en annexe", "et %(num)s autres, en annexe", left)
    return refs[:FIRST_SHOWN], text
