import re
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser

from consult.kit.assets import folder, lighten

STYLES = folder("static") / "css"
SCRIPTS = folder("static") / "js"
PAGES = [
    path for path in folder("templates").rglob("*.html") if "mail" not in path.parent.name and path.stem != "email"
]
LIGHT, DARK = (
    dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))
    for block in (STYLES / "tokens.css").read_text("utf-8").split("prefers-color-scheme: dark")
)
TEXTS = [
    (ink, ground)
    for ink in ("ink", "ink-soft", "for", "mixed", "against")
    for ground in ("ground", "surface", "shade")
]


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXTS)
def test_a_text_is_readable_on_every_ground(scheme: dict[str, str], ink: str, ground: str) -> None:
    assert contrast(scheme[ink], scheme[ground]) >= 4.5


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["ground", "surface", "shade"])
def test_the_edge_of_a_field_is_seen_on_every_ground(scheme: dict[str, str], ground: str) -> None:
    assert contrast(scheme["rule-strong"], scheme[ground]) >= 3


def test_the_styles_weigh_at_most_52_kilobytes() -> None:
    assert sum(len(lighten(path.read_text("utf-8")).encode()) for path in STYLES.rglob("*.css")) <= 52_000


def test_the_scripts_weigh_at_most_24_kilobytes() -> None:
    assert sum(path.stat().st_size for path in SCRIPTS.glob("*.js")) <= 24_000


@pytest.mark.parametrize("style", sorted(STYLES.rglob("*.css")), ids=lambda path: path.stem)
def test_a_stylesheet_stays_in_its_layer(style: Path) -> None:
    outside = re.sub(r"/\*.*?\*/", "", style.read_text("utf-8"), flags=re.DOTALL)
    assert re.match(r"\s*@layer (tokens, |(base|layout|components|pages) \{)", outside)


@pytest.mark.parametrize("script", sorted(SCRIPTS.glob("*.js")), ids=lambda path: path.stem)
def test_a_script_builds_no_html_and_stays_short(script: Path) -> None:
    text = script.read_text("utf-8")
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|^import|^export", text, re.MULTILINE
    )
    assert text.count("\n") <= 150


def test_a_table_is_drawn_by_the_component_that_phones_can_show() -> None:
    drawn = {path.name for path in folder("templates").rglob("*.html") if "<table" in path.read_text("utf-8")}
    assert drawn - {"email_letter.html", "letter.html"} == {"data_table.html", "document.html"}


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(folder("templates"))))
def test_a_page_has_no_inline_style_script_or_handler(page: Path) -> None:
    text = page.read_text("utf-8")
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=\"|<script(?! type=\"module\" src=)", text)


NARROW = """<style>{css} body {{ margin: 0 60px; width: 150px; font: 20px monospace; background: #fff }}
.facts, .dots {{ color: #000 !important }}</style>{html}"""
LINES = {
    "facts": '<ul class="facts"><li>un texte long</li><li>un autre</li><li>fin</li></ul>',
    "dots": '<p class="dots"><span>un texte long</span> <span>un autre</span> <span>fin</span></p>',
}


def inked(picture: bytes, left: int, right: int) -> bool:
    """Say whether something dark is drawn between these columns."""
    strip = Image.open(BytesIO(picture)).convert("L")
    return strip.crop((left, 0, right, strip.height)).getextrema()[0] < 200


@pytest.mark.browser
@pytest.mark.parametrize("html", LINES.values(), ids=LINES)
def test_on_a_narrow_screen_no_separator_stands_at_the_edge_of_a_line(chromium: Browser, html: str) -> None:
    css = (STYLES / "components" / "page_header.css").read_text("utf-8")
    page = chromium.new_page(viewport={"width": 300, "height": 200})
    page.set_content(NARROW.format(css="@layer base { * { padding: 0; list-style: none } }" + css, html=html))
    alone, parted = page.locator(".facts > *, .dots > *").first, page.locator(".facts > *, .dots > *").nth(2)
    assert alone.bounding_box()["y"] < parted.bounding_box()["y"]
    picture = page.screenshot()
    page.close()
    assert not inked(picture, 0, 58)
    assert not inked(picture, 222, 300)
    assert inked(picture, 60, 222)
