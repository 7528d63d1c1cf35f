"""Write each message once, as text, and draw the same words as a page for those who read mail that way.

A text template extends `layouts/email.txt`. Unless a template of the same name ends in .html, its blocks are
read again: lines become paragraphs, and a line that is only an address of ours becomes a button, labelled by
the lines of the block `button`, in order. An address of another site stays text: someone may have typed it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from flask import current_app, render_template
from jinja2 import Template

from consult.kit.addresses import public_address

_LAYOUT = "layouts/email.txt"


@dataclass(frozen=True)
class Words:
    """A message in its two forms."""

    text: str
    html: str


@dataclass(frozen=True)
class Piece:
    """A paragraph, line by line, or a button that leads to `url`."""

    lines: tuple[str, ...]
    url: str = ""


def compose(template: str, subject: str, values: Mapping[str, Any]) -> Words:
    """Return the words of `<template>.txt`, and the page of `<template>.html` or one made of the same words."""
    text = _plain(render_template(f"{template}.txt", **values))
    loader = current_app.jinja_env.loader
    if loader is not None and f"{template}.html" in loader.list_templates():
        return Words(text, render_template(f"{template}.html", subject=subject, **values))
    return Words(text, _page(f"{template}.txt", subject, values))


def _plain(text: str) -> str:
    """End every line alike: what people type in a form ends its lines as browsers send them."""
    return text.replace("\r\n", "\n")


def _page(name: str, subject: str, values: Mapping[str, Any]) -> str:
    context = dict(values)
    current_app.update_template_context(context)
    said = {block: _block(name, block, context) for block in ("greeting", "content", "button", "why")}
    return render_template(
        "layouts/mail/letter.html",
        subject=subject,
        greeting=said["greeting"],
        pieces=list(pieces(said["content"], said["button"].splitlines())),
        why=said["why"],
    )


def _block(name: str, block: str, context: dict[str, Any]) -> str:
    """Render one block of a template, or of the layout where the template says nothing."""
    for one in (name, _LAYOUT):
        found: Template = current_app.jinja_env.get_template(one)
        if block in found.blocks:
            return "".join(found.blocks[block](found.new_context(context))).strip()
    return ""


def pieces(text: str, labels: list[str]) -> Iterator[Piece]:
    """Cut a text in paragraphs and buttons; an address without a label is its own."""
    ours, waiting = public_address("/"), iter(labels)
    lines = [line.strip() for line in text.splitlines()]
    for kind, group in groupby(lines, lambda line: _kind(line, ours)):
        if kind == "words":
            yield Piece(tuple(group))
        elif kind == "address":
            for url in group:
                yield Piece((next(waiting, "").strip() or url,), url)


def _kind(line: str, ours: str) -> str:
    if not line:
        return "nothing"
    return "address" if line.startswith(ours) and " " not in line else "words"
