import re
from collections.abc import Callable
from typing import Any

import pytest

from consult.kit.assets import lighten


def addresses(page: str) -> list[str]:
    return re.findall(r'"(/fichiers/[0-9a-f]{12}/app[-0-9a-f]*\.\w+)"', page)


def test_a_page_names_one_stylesheet_and_one_script(browser: Callable[..., Any]) -> None:
    assert [address.rsplit(".", 1)[1] for address in addresses(browser().get("/charte").text)] == ["css", "js"]


@pytest.mark.parametrize("kind", [0, 1], ids=["css", "js"])
def test_a_joined_file_is_kept_for_ever(browser: Callable[..., Any], kind: int) -> None:
    visitor = browser()
    answer = visitor.get(addresses(visitor.get("/charte").text)[kind])
    assert answer.status_code == 200
    assert "immutable" in answer.headers["Cache-Control"]


def test_an_old_address_is_not_answered_with_other_content(browser: Callable[..., Any]) -> None:
    assert browser().get("/fichiers/000000000000/app-1f5f5b.css").status_code == 404


@pytest.mark.parametrize("name", ["app.css", "app-rouge.css", "app-1f5f5b.js", "app-1f5f5b.css.map", "autre.css"])
def test_a_file_of_another_name_is_not_there(browser: Callable[..., Any], name: str) -> None:
    visitor = browser()
    digest = addresses(visitor.get("/charte").text)[0].split("/")[2]
    assert visitor.get(f"/fichiers/{digest}/{name}").status_code == 404


def test_any_process_answers_the_stylesheet_of_any_colour(browser: Callable[..., Any]) -> None:
    visitor = browser()
    address = addresses(visitor.get("/charte").text)[0]
    assert "--accent-on-light: #0055a4" in visitor.get(address.replace("1f5f5b", "0055a4")).text


def test_a_stylesheet_already_there_is_not_sent_again(browser: Callable[..., Any]) -> None:
    visitor = browser()
    address = addresses(visitor.get("/charte").text)[0]
    tag = visitor.get(address).headers["ETag"]
    answer = visitor.get(address, headers={"If-None-Match": tag})
    assert (answer.status_code, answer.data) == (304, b"")


def test_the_layers_are_declared_before_anything_else(browser: Callable[..., Any]) -> None:
    visitor = browser()
    css = visitor.get(addresses(visitor.get("/charte").text)[0]).text
    assert css.startswith("@layer tokens, base, layout, components, pages;")


def test_the_region_s_colour_comes_last(browser: Callable[..., Any]) -> None:
    visitor = browser()
    css = visitor.get(addresses(visitor.get("/charte").text)[0]).text
    assert css.rstrip().splitlines()[-1].startswith(":root { --accent-on-light: #1f5f5b; --accent")


def test_a_stylesheet_loses_its_comments_and_indentation_only() -> None:
    assert lighten("/* why */\n@layer base {\n\n  a { color: red; }\n}\n") == "@layer base {\na { color: red; }\n}"


def test_the_icon_is_where_it_always_was_in_the_colour_of_the_region(browser: Callable[..., Any]) -> None:
    visitor = browser()
    answer = visitor.get("/favicon.ico")
    assert (answer.status_code, answer.mimetype) == (200, "image/svg+xml")
    colour = re.search(r"fill='%23([0-9a-f]{6})'", visitor.get("/charte").text)
    assert colour is not None
    assert f'fill="#{colour[1]}"' in answer.text
    again = visitor.get("/favicon.ico", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
