"""The synthesis as PDF, by typst: tagged (PDF/UA-1), archivable (PDF/A-2a), the same bytes each time.

Texts reach typst as JSON strings, so that nothing in them is read as markup. Only the fonts typst
carries are used, so that the file does not depend on the machine; a sign they lack becomes its code.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import UTC
from functools import lru_cache
from json import dumps
from pathlib import Path

import typst

from synthesis.composer.document import Document, ProposalBlock
from synthesis.formats.charts import vote_bars
from synthesis.formats.look import PLAIN, Look
from synthesis.formats.tree import Plain, map_strings, plain_document

STANDARDS = ["ua-1", "a-2a"]
_TEMPLATE = Path(__file__).with_name("report.typ")
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_PLAIN = re.compile(r"[\n\t -~\u00a0-\u017f\u2010-\u2015\u2018-\u201e\u2026\u202f\u20ac]*")
_PROBE = b"""#set document(title: "t", date: datetime(year: 2000, month: 1, day: 1))
#set text(font: "Libertinus Serif")
#let signs = json("data.json")
#signs #emph(signs) #strong(signs) #text(weight: "semibold", signs)"""


def render(document: Document, site: str = "", look: Look = PLAIN) -> bytes:
    """Write the PDF; `site` is the address that the paths of contributions are joined to."""
    text, replaced = printable(dumps(_data(document, site, look), ensure_ascii=False, sort_keys=True))
    if replaced:
        text = text.replace('"unprintable": false', '"unprintable": true')
    return _compile({"main": _TEMPLATE.read_bytes(), "data.json": text.encode()}, STANDARDS)


def printable(text: str) -> tuple[str, bool]:
    """Replace the signs the font lacks, and those nobody sees, by their code; say whether there were any."""
    unusual = sorted(set(_PLAIN.sub("", text)))
    unseen = {sign for sign in unusual if unicodedata.category(sign)[0] in "CZ"}
    missing = unseen.union(_lacking(tuple(sign for sign in unusual if sign not in unseen)))
    lacking = {ord(sign): f"[U+{ord(sign):04X}]" for sign in missing}
    return text.translate(lacking), bool(lacking)


def _data(document: Document, site: str, look: Look) -> Plain:
    plain = map_strings(plain_document(document), _without_controls)
    drawn = {
        block.ref: vote_bars(block)
        for section in document.walk()
        for block in section.blocks
        if isinstance(block, ProposalBlock)
    }
    _draw(plain["sections"], drawn)
    day = document.taken_at.astimezone(UTC)
    date = {"year": day.year, "month": day.month, "day": day.day}
    # Files in memory are text for typst: the picture goes as its numbers.
    picture = {"logo": list(look.logo), "type": look.logo_type.removeprefix("image/").replace("jpeg", "jpg")}
    drawn_with = {"accent": look.ink, "alt": look.logo_alt or document.organiser, **picture}
    return {"document": plain, "site": site.rstrip("/"), "date": date, "unprintable": False, "look": drawn_with}


def _without_controls(text: str) -> str:
    return _CONTROLS.sub("\ufffd", text)


def _draw(sections: list[Plain], drawn: dict[str, str]) -> None:
    for section in sections:
        for block in section["blocks"]:
            if block["kind"] == "proposal":
                block["svg"] = drawn[block["ref"]]
        _draw(section["sections"], drawn)


@lru_cache(maxsize=256)
def _lacking(signs: tuple[str, ...]) -> tuple[str, ...]:
    """Find the signs the font cannot print: those typst names, or by halves when it names none."""
    said = _refusal(signs) if signs else ""
    named = tuple(sign for sign in signs if _is_named(sign, said))
    if named:
        return named + _lacking(tuple(sign for sign in signs if sign not in named))
    if not said or len(signs) == 1:
        return signs if said else ()
    middle = len(signs) // 2
    return _lacking(signs[:middle]) + _lacking(signs[middle:])


def _is_named(sign: str, said: str) -> bool:
    return f'"{sign}"' in said or f"{{{ord(sign):x}}}" in said


def _refusal(signs: tuple[str, ...]) -> str:
    """Return why typst refuses to print some signs, nothing when it prints them all."""
    try:
        _compile({"main": _PROBE, "data.json": dumps(" ".join(signs)).encode()}, ["a-2u"])
    except typst.TypstError as refusal:
        return str(refusal.diagnostic)
    return ""


def _compile(files: dict[str, bytes], standards: list[str]) -> bytes:
    # The stubs of typst know a path only; a dictionary of files in memory is its documented third form.
    run: Callable[..., object] = typst.compile
    made = run(files, format="pdf", pdf_standards=standards, ignore_system_fonts=True, timestamp=0)
    if not isinstance(made, bytes):
        raise TypeError("typst gave no file")
    return made
