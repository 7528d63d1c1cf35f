"""Know what a role may be limited to, without knowing the room that holds it.

Consultations stand on the floor above: they fill this registry with their identifiers and titles.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask import Flask

from consult.kit.registries import Registry


@dataclass(frozen=True)
class Scope:
    """Something a role can be given on: a consultation."""

    id: int
    slug: str
    title: str


Scopes = Callable[[], Sequence[Scope]]
_sources: Registry[Scopes] = Registry("role_scopes")


def add(app: Flask, source: Scopes) -> None:
    """Register a function that lists what roles can be given on, newest first."""
    _sources.add(app, source)


def all_scopes() -> list[Scope]:
    """List everything a role can be given on."""
    return [scope for source in _sources for scope in source()]


def titles() -> dict[int | None, str]:
    """Return the title of each by its identifier."""
    return {scope.id: scope.title for scope in all_scopes()}


def scope_of_slug(slug: str) -> Scope | None:
    """Return the one whose address holds this word."""
    return next((scope for scope in all_scopes() if scope.slug == slug), None)
