"""Every page a person of any role meets keeps the same rules."""

from collections import Counter
from itertools import pairwise

import pytest

from tests.house_rules.conftest import WHO


@pytest.fixture(params=WHO)
def met(request, pages):
    """Return the pages met by one role."""
    return [page for page in pages[request.param] if page.html]


def faults(pages, fault):
    """Return the faults found, each with the address of its page."""
    return [f"{page.address}: {said}" for page in pages for said in fault(page.elements)]


def test_no_link_leads_to_a_refusal_or_to_a_fault(pages):
    refused = [
        f"{who}: {page.source} → {page.address} {page.status}"
        for who in pages
        for page in pages[who]
        if page.status >= 400
    ]
    assert refused == []


def test_a_page_has_one_heading_equal_to_its_title(met):
    def fault(elements):
        title = elements.named("title")[0].words.rpartition(" — ")[0]
        headings = [heading.words for heading in elements.named("h1")]
        return [] if headings == [title] else [f"{headings} for {title!r}"]

    assert faults(met, fault) == []


def test_the_way_to_a_page_does_not_name_the_page_itself(met):
    def fault(elements):
        page = elements.named("h1")[0].words
        ways = [one for one in elements.named("nav") if one.attributes.get("class") == "breadcrumb"]
        return [way.words for way in ways if way.words.endswith(page)]

    assert faults(met, fault) == []


def test_headings_go_down_one_level_at_a_time(met):
    def fault(elements):
        levels = [int(one.name[1]) for one in elements.named("h1", "h2", "h3", "h4", "h5", "h6")]
        return [f"h{deep} after h{high}" for high, deep in pairwise(levels) if deep > high + 1]

    assert faults(met, fault) == []


def test_a_field_has_its_label(met):
    def fault(elements):
        named = {label.attributes.get("for") for label in elements.named("label") if label.words}
        return [
            str(one.attributes)
            for one in elements.fields
            if one.attributes.get("id") not in named
            and "label" not in one.within
            and not {"aria-label", "aria-labelledby"} & set(one.attributes)
        ]

    assert faults(met, fault) == []


def test_a_page_holds_no_style_script_or_handler_of_its_own(met):
    def fault(elements):
        inline = [one.name for one in elements.named("style")]
        inline += [one.name for one in elements.named("script") if not one.attributes.get("src")]
        return inline + [
            name for one in elements.found for name in one.attributes if name == "style" or name.startswith("on")
        ]

    assert faults(met, fault) == []


def test_a_page_asks_nothing_of_another_host(met):
    def fault(elements):
        asked = [one.attributes.get("src") for one in elements.found]
        asked += [one.attributes.get("href") for one in elements.named("link")]
        return [address for address in asked if address and address.startswith(("http", "//"))]

    assert faults(met, fault) == []


def test_an_identifier_is_used_once(met):
    def fault(elements):
        counted = Counter(one.attributes["id"] for one in elements.found if one.attributes.get("id"))
        return [name for name, times in counted.items() if times > 1]

    assert faults(met, fault) == []


def test_a_link_and_a_button_say_something(met):
    def fault(elements):
        return [
            str(one.attributes)
            for one in elements.named("a", "button")
            if not (one.words or one.attributes.get("aria-label") or one.attributes.get("aria-labelledby"))
        ]

    assert faults(met, fault) == []


def test_every_page_of_a_demonstration_says_so(met):
    said = ("onnées fictives", "ictitious data")
    assert [page.address for page in met if not any(words in page.html for words in said)] == []
