"""Give back what was typed when a form is refused before anything could read it.

A session that ended, a page open for too long, a phase that closed meanwhile, a fault of ours: the refusal's
page holds the words, and where it makes sense the way to send them again.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import Response, has_request_context, request

from consult.kit.registries import Registry

_SECRETS = ("password", "proof", "code", "token")
_TOKEN = "csrf_token"  # noqa: S105 - the name of a field


@dataclass(frozen=True)
class Typed:
    """What a refused form held: words to show, and values to carry along unseen."""

    words: tuple[tuple[str, str], ...] = ()
    carried: tuple[tuple[str, str], ...] = ()


def typed_in_request() -> Typed:
    """Return what this request's form held; nothing when a part of it is secret or when another site sent it."""
    if not has_request_context() or request.method != "POST" or not is_ours():
        return Typed()
    fields = [(name, value) for name, value in request.form.items(multi=True) if name != _TOKEN]
    return Typed() if any(secret in name for name, _ in fields for secret in _SECRETS) else typed_of(fields)


def typed_of(fields: Iterable[tuple[str, str]]) -> Typed:
    """Tell the words of a form from the rest; nothing when it holds no words."""
    fields = list(fields)
    words = tuple(field for field in fields if len(field[1].split()) > 1)
    return Typed(words, tuple(field for field in fields if field not in words)) if words else Typed()


sign_in_pages: Registry[Callable[[Typed, str, str], Response]] = Registry("sign_in_pages")
"""How to ask someone whose session ended to sign in without losing what they typed: the room that knows accounts
fills it, with a page made from the words, where they were going, and the page they stood on."""


def is_ours() -> bool:
    """Tell a form of this site from one that another site made a visitor send."""
    return request.origin is None or urlsplit(request.origin).netloc == request.host
