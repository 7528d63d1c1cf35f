"""Let each room say where those who work there begin, so that signing in leads people to their work."""

from dataclasses import dataclass
from enum import StrEnum

from flask import Flask, url_for

from consult.kit.permissions import Actor, allows
from consult.kit.registries import Registry


@dataclass(frozen=True)
class Desk:
    """The first page of a room's desk, for whoever holds the permission to work there."""

    permission: StrEnum
    endpoint: str


_desks: Registry[Desk] = Registry("desks")


def add(app: Flask, desk: Desk) -> None:
    """Add a room's desk, after those of the earlier rooms."""
    _desks.add(app, desk)


def desk_of(actor: Actor) -> str | None:
    """Return the address of the first desk where this person works, if they work anywhere."""
    return next((url_for(desk.endpoint) for desk in _desks if allows(actor, desk.permission)), None)
