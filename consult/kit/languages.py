"""Choose the language of a page, and write dates and numbers as its readers do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from math import floor
from urllib.parse import urlencode

from babel.numbers import format_decimal, format_percent
from flask import Flask, has_request_context, request, session
from flask_babel import Babel, format_date, format_datetime, get_locale, gettext
from markupsafe import Markup, escape

from consult.kit import clock
from consult.kit.text.unbroken import unbroken

LANGUAGES = {"fr": "Français", "en": "English"}
_CHOICE = "langue"
_DAY_AND_MONTH = "d\u00a0MMMM"
_HALF = 0.5 + 1e-9
_WHOLE = 100


@dataclass(frozen=True)
class Language:
    """A language offered at the foot of every page."""

    code: str
    label: str
    url: str
    current: bool


def init_app(app: Flask) -> None:
    """Start Flask-Babel and give the pages their filters."""
    app.before_request(_keep_choice)
    Babel(app, locale_selector=chosen_language, default_translation_directories="translations")
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.globals["french"] = french
    app.jinja_env.filters["as_written"] = as_written
    app.jinja_env.filters["unbroken"] = unbroken
    app.jinja_env.filters.update(
        date=full_date, datetime=full_datetime, number=number, percent=percent, shares=shares, isodate=isodate
    )


def chosen_language() -> str:
    """Return the language asked for by the address, chosen before, or French (a job's mail has no address)."""
    if not has_request_context():
        return "fr"
    asked = request.args.get("lang") or (session.get(_CHOICE) if "session" in request.cookies else None)
    return asked if asked in LANGUAGES else "fr"


def _keep_choice() -> None:
    """Keep the language chosen at the foot of a page for the pages that follow, in the session's own cookie."""
    asked = request.args.get("lang")
    if asked in LANGUAGES and session.get(_CHOICE, "fr") != asked:
        session[_CHOICE] = asked


def carry_over(previous: dict[str, object]) -> None:
    """Keep the language chosen before signing in."""
    if previous.get(_CHOICE) in LANGUAGES:
        session[_CHOICE] = previous[_CHOICE]


def languages() -> list[Language]:
    """Return the languages, each with the address of the present page in it."""
    current = str(get_locale() or "fr")
    return [Language(code, label, _address(code), code == current) for code, label in LANGUAGES.items()]


def _address(code: str) -> str:
    if not has_request_context():
        return ""
    arguments = request.args.copy()
    arguments["lang"] = code
    return f"{request.path}?{urlencode(list(arguments.items(multi=True)))}"


def french() -> Markup:
    """Return the attribute that says people's words are French, on a page that is not."""
    return Markup("") if str(get_locale() or "fr") == "fr" else Markup(' lang="fr"')


def as_written(words: str) -> Markup:
    """Return people's words, marked as French on a page that is not, where no tag of their own holds them."""
    return Markup("<span{}>{}</span>").format(french(), words) if words and french() else escape(words)


def full_date(value: datetime | date) -> str:
    """Write « 12 octobre 2026 »; a line never ends between the day and its month."""
    day = clock.local(value).date() if isinstance(value, datetime) else value
    return _with_ordinal(str(format_date(day, f"{_DAY_AND_MONTH} y")))


def day_and_month(day: date) -> str:
    """Write « 12 octobre », for a span of time that tells the year once."""
    return _with_ordinal(str(format_date(day, _DAY_AND_MONTH)))


def full_datetime(value: datetime) -> str:
    """Write « 12 octobre 2026, 18:30 »."""
    wall_time = clock.local(value).replace(tzinfo=None)
    return _with_ordinal(str(format_datetime(wall_time, f"{_DAY_AND_MONTH} y, HH:mm", rebase=False)))


def _with_ordinal(text: str) -> str:
    """Write « 1er octobre », as French does for the first day alone."""
    is_french = str(get_locale() or "fr") == "fr"
    return f"1er{text[1:]}" if is_french and text.startswith("1\u00a0") else text


def isodate(value: datetime) -> str:
    """Write an instant for the `datetime` attribute of a `time` element."""
    return value.isoformat(timespec="seconds")


def number(value: float | Decimal) -> str:
    """Write « 1 500 » with the language's own separators."""
    return format_decimal(value, locale=str(get_locale() or "fr"))


def percent(value: float) -> str:
    """Write a share between 0 and 1 as « 83 % », without decimals; a half goes up, as browsers count.

    A few votes among thousands are never told as none, nor as everybody.
    """
    return _written(value, floor(100 * value + _HALF))


def shares(counts: Sequence[int]) -> list[str]:
    """Write each part of a whole as `percent` does, so that all of them add up to 100; nothing of nothing.

    What rounding down leaves goes to the largest remainders, the first of equal ones first.
    """
    total = sum(counts)
    if not total:
        return [""] * len(counts)
    parts = [divmod(_WHOLE * count, total) for count in counts]
    left = _WHOLE - sum(whole for whole, _rest in parts)
    raised = sorted(range(len(parts)), key=lambda at: -parts[at][1])[:left]
    return [_written(count / total, parts[at][0] + (at in raised)) for at, count in enumerate(counts)]


def _written(value: float, shown: int) -> str:
    """Write a share told as this many hundredths."""
    if shown == 0 < value:
        return gettext("moins de %(share)s", share=percent(0.01))
    if value < 1 and shown == _WHOLE:
        return gettext("plus de %(share)s", share=percent(0.99))
    return format_percent(shown / _WHOLE, format="#,##0\u00a0%" if str(get_locale() or "fr") == "fr" else "#,##0%")
