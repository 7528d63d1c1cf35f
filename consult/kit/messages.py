"""Gather every sentence of the screens, and keep the two catalogues complete.

French is written in the code and the templates; its catalogue holds only the plurals, whose rule
differs from gettext's own (zero is singular). English is a whole second language.
"""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOMS = ("consult", "contributions", "moderation", "search", "synthesis", "council")
LANGUAGES = ("fr", "en")
_METHODS = [("**.py", "python"), ("**.html", "jinja2"), ("**.txt", "jinja2")]
_PAGES = {"trim_blocks": "true", "lstrip_blocks": "true", "newstyle_gettext": "true", "silent": "false"}
_OPTIONS = {"**.html": _PAGES, "**.txt": _PAGES}
_KEYWORDS = {**DEFAULT_KEYWORDS, "_l": None, "lazy_gettext": None, "lazy_ngettext": (1, 2)}
_ALWAYS = datetime(2026, 1, 1, tzinfo=UTC)
_FOLDER = Path(__file__).resolve().parents[1] / "translations"


def extracted(root: Path, templates: Path) -> Catalog:
    """Return every message of the rooms' code and of the templates, in alphabetical order."""
    catalog = Catalog(project="consult")
    for folder in (*(root / room for room in ROOMS), templates):
        for _file, _line, message, _comments, context in extract_from_dir(
            folder, _METHODS, _OPTIONS, keywords=_KEYWORDS, comment_tags=(), strip_comment_tags=False
        ):
            catalog.add(message, context=context)
    return catalog


def po_path(language: str) -> Path:
    """Return where a language's sentences are written by hand."""
    return _FOLDER / language / "LC_MESSAGES" / "messages.po"


def read(language: str) -> Catalog:
    """Read a catalogue; an empty one when it does not exist yet."""
    path = po_path(language)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def refresh(root: Path, templates: Path) -> dict[str, int]:
    """Bring both catalogues up to the present messages, compile them, and count what is left to translate."""
    template = extracted(root, templates)
    return {language: _refresh(language, template) for language in LANGUAGES}


def _refresh(language: str, template: Catalog) -> int:
    catalog = updated(language, template)
    path = po_path(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalog, sort_output=True, no_location=True, omit_header=True, width=110)
    path.with_suffix(".mo").write_bytes(compiled(catalog))
    return len(missing(catalog))


def updated(language: str, template: Catalog) -> Catalog:
    """Return a language's catalogue with the present messages and no other, whatever the day."""
    known = read(language)
    catalog = Catalog(
        locale=language, project="consult", creation_date=_ALWAYS, revision_date=_ALWAYS, fuzzy=False
    )
    for message in template:
        if message.id and (language != "fr" or message.pluralizable):
            translated = known.get(message.id, message.context)
            catalog.add(message.id, _string(language, message, translated), context=message.context)
    return catalog


def _string(language: str, message: Message, translated: Message | None) -> str | tuple[str, ...]:
    if language == "fr":
        return _forms(message.id)
    if translated is None:
        return ("", "") if message.pluralizable else ""
    return _forms(translated.string) if message.pluralizable else str(translated.string)


def _forms(written: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    """Return a message as its forms, singular first."""
    return (written,) if isinstance(written, str) else tuple(written or ())


def compiled(catalog: Catalog) -> bytes:
    """Return the catalogue in the form the site reads."""
    written = BytesIO()
    write_mo(written, catalog)
    return written.getvalue()


def missing(catalog: Catalog) -> list[Message]:
    """Return the messages that have no translation."""
    return [one for one in catalog if one.id and not all(_forms(one.string) or [""])]


if __name__ == "__main__":
    here = Path(__file__).resolve().parents[2]
    print(refresh(here, here / "templates"))  # noqa: T201 - the command's answer
